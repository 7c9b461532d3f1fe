import type { DataPath } from '../../../yaml/locate';
import type { JsonValue } from '../../../yaml/read';
import { isObject, listAt, textAt, textsAt, valueAt } from '../../data';
import type { RuleContext } from '../../context';
import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';
import { CANARY, stepsOf } from './rollout';

/** A Rollout that its controller refuses. */
export const rolloutInvalid: Rule = {
  name: 'rollout-invalid',
  severity: 'error',
  summary: 'A Rollout holds something for which Argo Rollouts takes it for invalid.',
  why: 'The CRD takes it; the controller sets the Rollout to Degraded, with the reason InvalidSpec, and does nothing (Argo Rollouts 1.9, run).',
  fix: 'Correct what the message names. What is missing may be applied later: it is looked for every ten seconds.',
  *check(context) {
    for (const manifest of context.ofKind('argoproj.io', 'Rollout')) {
      for (const [path, message] of faultsOf(manifest)) yield { manifest, path, message };
      for (const [path, message] of missing(context, manifest)) yield context.ifAbsent({ manifest, path, message });
      for (const [path, message] of analysisFaults(context, manifest)) yield { manifest, path, message };
    }
  },
};

const ALONE = ['setWeight', 'pause', 'experiment', 'analysis', 'setCanaryScale', 'plugin'];

function* faultsOf(manifest: Manifest): Generator<readonly [DataPath, string]> {
  const { object } = manifest;
  const [stable, canary] = ['stableService', 'canaryService'].map((field) => textAt(object, ...CANARY, field));
  if (stable !== undefined && stable === canary)
    yield [[...CANARY, 'canaryService'], `${stable} is the stable Service, too; two are needed`];
  const template = valueAt(object, 'spec', 'template');
  if (valueAt(object, 'spec', 'workloadRef') !== undefined && isObject(template))
    yield [['spec', 'template'], 'beside workloadRef there must be no template'];
  const labels = textsAt(object, 'spec', 'template', 'metadata', 'labels');
  const wanted = textsAt(object, 'spec', 'selector', 'matchLabels');
  if (isObject(template) && [...wanted].some(([name, value]) => labels.get(name) !== value))
    yield [['spec', 'selector'], 'the pods of the template do not have these labels'];
  const isSmi = valueAt(object, ...CANARY, 'trafficRouting', 'smi') !== undefined;
  if (isSmi && (stable === undefined || canary === undefined))
    yield [[...CANARY, 'trafficRouting'], 'a TrafficSplit needs stableService and canaryService'];
  for (const [index, step] of stepsOf(manifest).entries()) {
    const keys = isObject(step) ? Object.keys(step).filter((key) => ALONE.includes(key)) : [];
    if (keys.length > 1) yield [[...CANARY, 'steps', index], `a step has one action, and this has ${keys.join(' and ')}`];
    if (isSmi && valueAt(step, 'setHeaderRoute') !== undefined)
      yield [[...CANARY, 'steps', index], 'setHeaderRoute is not possible with a TrafficSplit'];
    if (valueAt(step, 'setCanaryScale') !== undefined && valueAt(object, ...CANARY, 'trafficRouting') === undefined) {
      yield [[...CANARY, 'steps', index], 'setCanaryScale needs trafficRouting'];
    }
  }
}

function* missing(context: RuleContext, manifest: Manifest): Generator<readonly [DataPath, string]> {
  const { object, namespace } = manifest;
  for (const field of ['stableService', 'canaryService']) {
    const name = textAt(object, ...CANARY, field);
    if (name !== undefined && !context.state.service(namespace, name))
      yield [[...CANARY, field], `there is no Service ${namespace}/${name}`];
  }
  for (const { template, kind, name, path } of analysesOf(context, manifest)) if (!template) yield [path, `there is no ${kind} ${name}`];
}

function* analysisFaults(context: RuleContext, manifest: Manifest): Generator<readonly [DataPath, string]> {
  for (const { template, step, path } of analysesOf(context, manifest)) if (template) yield* templateFaults(template, step, path);
}

interface Analysis {
  readonly step: JsonValue;
  readonly kind: string;
  readonly name: string;
  readonly path: DataPath;
  /** If it is in the input. */
  readonly template: Manifest | undefined;
}

function* analysesOf(context: RuleContext, manifest: Manifest): Generator<Analysis> {
  for (const [index, step] of stepsOf(manifest).entries()) {
    for (const [at, reference] of listAt(step, 'analysis', 'templates').entries()) {
      const name = textAt(reference, 'templateName') ?? '';
      const kind = valueAt(reference, 'clusterScope') === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
      const template = context
        .ofKind('argoproj.io', kind)
        .find((each) => each.name === name && (kind !== 'AnalysisTemplate' || each.namespace === manifest.namespace));
      yield { step, kind, name, template, path: [...CANARY, 'steps', index, 'analysis', 'templates', at] };
    }
  }
}

/** What a template asks for, and what would never end. */
function* templateFaults(
  { object, name }: Manifest,
  step: Parameters<typeof listAt>[0],
  path: DataPath,
): Generator<readonly [DataPath, string]> {
  const given = listAt(step, 'analysis', 'args').map((arg) => textAt(arg, 'name'));
  for (const arg of listAt(object, 'spec', 'args')) {
    const wanted = textAt(arg, 'name');
    const hasValue = valueAt(arg, 'value') !== undefined || valueAt(arg, 'valueFrom') !== undefined;
    if (!hasValue && !given.includes(wanted)) yield [path, `${name} asks for the argument ${wanted}, which has no value`];
  }
  for (const metric of listAt(object, 'spec', 'metrics')) {
    const endless = valueAt(metric, 'interval') !== undefined && valueAt(metric, 'count') === undefined;
    if (endless) yield [path, `the metric ${textAt(metric, 'name')} of ${name} has an interval and no count: a step would never end`];
  }
}
