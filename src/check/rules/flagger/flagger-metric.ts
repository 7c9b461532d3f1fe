import { numberAt, textAt, valueAt } from '../../data';
import type { Manifest } from '../../manifest';
import type { RuleContext } from '../../context';
import type { Problem } from '../../problem';
import type { Rule } from '../../rule';
import { analysisList, type Canary, canariesIn } from './canary';

/** A metric by which every release fails, or none. */
export const flaggerMetric: Rule = {
  name: 'flagger-metric',
  severity: 'error',
  summary: 'A metric of a Canary cannot be measured, or measures something else.',
  why: 'Flagger begins all the same, and finds out at the first release: each check fails, and every version is rolled back (Flagger 1.44, run).',
  fix: 'Correct what the message names.',
  *check(context) {
    for (const canary of canariesIn(context)) {
      for (const [index, metric] of analysisList(canary, 'metrics').entries()) {
        const path = ['spec', 'analysis', 'metrics', index];
        for (const { at, ...problem } of problemsOf(context, canary, metric))
          yield { manifest: canary.manifest, path: [...path, ...at], ...problem };
      }
    }
  },
};

const BUILTIN = ['request-success-rate', 'request-duration'];

/** What a template may ask for (Flagger 1.44, `pkg/metrics/observers/render.go`). */
const FUNCTIONS = ['name', 'namespace', 'target', 'service', 'ingress', 'route', 'interval', 'variables'];

function* problemsOf(
  context: RuleContext,
  { manifest, provider }: Canary,
  metric: Parameters<typeof valueAt>[0],
): Generator<{ readonly at: string[] } & Omit<Problem, 'manifest' | 'path'>> {
  const name = textAt(metric, 'name') ?? '';
  const reference = textAt(metric, 'templateRef', 'name');
  const isBuiltin = BUILTIN.includes(name);
  if (reference !== undefined) {
    const namespace = textAt(metric, 'templateRef', 'namespace') ?? manifest.namespace;
    const template = context
      .ofKind('flagger.app', 'MetricTemplate')
      .find((each) => each.name === reference && each.namespace === namespace);
    if (!template) yield { at: ['templateRef'], ...absent(context, `there is no MetricTemplate ${namespace}/${reference}`) };
    else yield* queryProblems(template, metric);
    if (textAt(metric, 'interval') === undefined)
      yield { at: [], message: `without an interval, the query of ${reference} asks for [], which Prometheus refuses` };
    if (isBuiltin)
      yield { at: ['name'], severity: 'warning', message: `by the name ${name} Flagger also asks its own query, which must pass, too` };
  } else if (!isBuiltin && textAt(metric, 'query') === undefined)
    yield { at: ['name'], message: `Flagger has no metric ${name}, and there is neither templateRef nor query` };
  const max = numberAt(metric, 'thresholdRange', 'max');
  if (name === 'request-duration' && max !== undefined && max < 1)
    yield { at: ['thresholdRange', 'max'], message: `the bound is in whole milliseconds: ${max} counts as 0` };
  if (name === 'request-duration' && reference === undefined && max === undefined && numberAt(metric, 'threshold') === undefined) {
    yield { at: [], message: 'without a bound a duration is compared with 0, and fails' };
  }
  if (isBuiltin && reference === undefined && provider.startsWith('smi:'))
    yield { at: ['name'], message: `for ${provider} Flagger asks the metrics of Istio` };
  if (isBuiltin && reference === undefined && provider.startsWith('gatewayapi:') && context.mesh.hasProfiles) {
    yield {
      at: ['name'],
      severity: 'warning',
      message: `for ${provider} Flagger asks http_request_duration_seconds of the pods, not the metrics of Linkerd`,
    };
  }
}

const absent = (context: RuleContext, message: string) => ({ message, ...(!context.state.isComplete && { severity: 'info' as const }) });

function* queryProblems(
  template: Manifest,
  metric: Parameters<typeof valueAt>[0],
): Generator<{ readonly at: string[] } & Omit<Problem, 'manifest' | 'path'>> {
  const query = textAt(template.object, 'spec', 'query') ?? '';
  for (const [, word = '', rest = ''] of query.matchAll(/\{\{-?\s*(\w+)((?:\.\w+)?)/g)) {
    if (!FUNCTIONS.includes(word))
      yield { at: ['templateRef'], message: `its query asks for {{ ${word} }}, which Flagger does not know`, related: [template] };
    const variable = word === 'variables' ? rest.slice(1) : '';
    if (variable !== '' && valueAt(metric, 'templateVariables', variable) === undefined) {
      yield { at: [], message: `its query asks for the variable ${variable}, which templateVariables lack`, related: [template] };
    }
  }
}
