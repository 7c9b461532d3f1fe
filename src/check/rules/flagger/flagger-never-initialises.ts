import type { DataPath } from '../../../yaml/locate';
import { listAt, numberAt, textAt, valueAt } from '../../data';
import type { Problem } from '../../problem';
import type { Rule } from '../../rule';
import { type Canary, canariesIn, isGatewayApi, isSmi, selectorLabel } from './canary';

/** A Canary that Flagger cannot begin with. */
export const flaggerNeverInitialises: Rule = {
  name: 'flagger-never-initialises',
  severity: 'error',
  summary: 'A Canary holds something for which it stays Initializing.',
  why: 'Flagger says so in an event at each interval, and nowhere else. Where it fails at the route, the target has no pods any more, and the Service already sends to the copy (Flagger 1.44, run).',
  fix: 'Correct what the message names.',
  *check(context) {
    for (const canary of canariesIn(context))
      for (const [path, message] of reasonsOf(canary)) yield { manifest: canary.manifest, path, message } satisfies Problem;
  },
};

function* reasonsOf(canary: Canary): Generator<readonly [DataPath, string]> {
  const { manifest, provider, target, apex, workload } = canary;
  const service = ['spec', 'service'];
  if (target.kind === 'Service') yield [['spec', 'targetRef', 'kind'], 'a Service as target cannot be copied by a current API server'];
  if (numberAt(manifest.object, ...service, 'port') === undefined)
    yield [service, 'there is no service.port, so that no Service can be made'];
  if (isGatewayApi(canary) && listAt(manifest.object, ...service, 'gatewayRefs').length === 0)
    yield [service, `${provider} needs gatewayRefs`];
  if (provider === 'smi:v1alpha3') yield [['spec', 'provider'], 'no CRD of Linkerd serves TrafficSplit v1alpha3'];
  const label = workload && selectorLabel(workload)?.[1];
  for (const name of [apex, ...(label === undefined ? [] : [label])]) {
    if (name.length > LONGEST) yield [['spec', 'targetRef', 'name'], `${name}-primary is longer than 63 characters`];
  }
  for (const [index, match] of listAt(manifest.object, ...service, 'match').entries()) {
    if (isGatewayApi(canary) && textAt(match, 'method', 'prefix') !== undefined)
      yield [[...service, 'match', index, 'method'], 'Gateway API matches a method exactly only'];
    for (const kind of ['prefix', 'suffix']) {
      const header = headers(match).find((name) => textAt(match, 'headers', name, kind) !== undefined);
      if (isGatewayApi(canary) && header !== undefined)
        yield [[...service, 'match', index, 'headers', header], `Gateway API cannot match a header by ${kind}`];
    }
  }
  if (isSmi(canary) && listAt(manifest.object, ...service, 'gatewayRefs').length > 0)
    yield [[...service, 'gatewayRefs'], `${provider} writes TrafficSplits, and reads no gatewayRefs`];
  const cookie = textAt(manifest.object, 'spec', 'analysis', 'sessionAffinity', 'cookieName');
  if (cookie !== undefined && cookie === textAt(manifest.object, 'spec', 'analysis', 'sessionAffinity', 'primaryCookieName')) {
    yield [['spec', 'analysis', 'sessionAffinity'], 'both cookies have the same name, for which Flagger leaves the Canary alone'];
  }
}

/** 63 characters without `-primary`. */
const LONGEST = 55;

function headers(match: Parameters<typeof valueAt>[0]): string[] {
  const value = valueAt(match, 'headers');
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
