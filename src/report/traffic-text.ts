import type { TrafficRow } from '../check/traffic/table';
import { pathWithQuery } from '../check/traffic/table';
import type { Receiver, Traffic } from '../check/traffic/traffic';
import { visible } from './visible';

const FAILS = 'each client gets 504 for three seconds, and again after a pause of five; in between the others take its share';

/** What becomes of the requests that nobody answers, by what is said of them (Linkerd proxy, August 2026, measured). */
const FATES: readonly (readonly [RegExp, string])[] = [
  [/has no pods$/, FAILS],
  [/^there is no Service|names no port|is no Service|is not supported/, 'answered by 500, for good'],
  [/declares it$/, 'answered by 502, for good, unless the pods listen there all the same'],
  [/^all weights are 0/, 'new clients get no answer, and others keep their last split'],
];

/** Who receives what, for people: a block for each port of a Service, a paragraph for each kind of request. */
export function trafficText(rows: readonly TrafficRow[]): string {
  if (rows.length === 0) return 'there is no Service in the input\n';
  const blocks = new Map<string, TrafficRow[]>();
  for (const row of rows) {
    const key = `${row.namespace}/${row.service}:${row.port}`;
    blocks.set(key, [...(blocks.get(key) ?? []), row]);
  }
  return [...blocks].map(([key, all]) => `${visible(key)}\n${all.map(paragraph).join('')}`).join('\n');
}

function paragraph({ request, traffic }: TrafficRow): string {
  const { to, nothing, notFound, unknown, because } = traffic;
  const lines = [
    ...to.map((receiver) => [receiver.share.toPercent(), receiverText(receiver)]),
    ...(nothing.isZero ? [] : [[nothing.toPercent(), 'nothing']]),
    ...(notFound.isZero ? [] : [[notFound.toPercent(), '404, for no rule matches']]),
    ...(unknown.isZero ? [] : [[unknown.toPercent(), 'unknown']]),
  ].map(([share = '', who = '']) => `    ${share.padStart(8)}  ${visible(who)}\n`);
  const reasons = because.map((reason) => `              ${visible(reason)}${fateOf(reason, traffic)}\n`);
  return `  ${visible(requestText(request))}\n${lines.join('')}${reasons.join('')}`;
}

function requestText(request: TrafficRow['request']): string {
  const headers = [...request.headers].map(([name, value]) => `, ${name}: ${value}`);
  return `${request.method} ${pathWithQuery(request)}${headers.join('')}`;
}

function receiverText({ namespace, service, port, workload, version }: Receiver): string {
  const who = workload ? `${workload.kind} ${workload.name}` : 'an address outside of the cluster';
  return `${who}${version === undefined ? '' : `, version ${version}`}, by Service ${namespace}/${service}:${port}`;
}

/** A missing Service is only answered at once where a route names it; for a profile, and for a split, it is one without pods. */
function fateOf(reason: string, { to, because }: Traffic): string {
  const isByProfile = because.some((each) => /^(ServiceProfile|TrafficSplit) /.test(each));
  const fate = isByProfile && /^there is no Service/.test(reason) ? FAILS : FATES.find(([form]) => form.test(reason))?.[1];
  if (fate === undefined) return '';
  return `: ${fate === FAILS && to.length === 0 ? 'every request fails' : fate}`;
}
