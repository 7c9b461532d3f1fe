import { listAt, textAt } from '../../data';
import type { Rule } from '../../rule';
import { canariesIn } from './canary';

/** Something that a Canary names, and that is not there. */
export const flaggerMissingReference: Rule = {
  name: 'flagger-missing-reference',
  severity: 'error',
  summary: 'A Canary, or the pods of its target, name an object that does not exist.',
  why: 'It stays Initializing, with an event at each interval: Flagger copies the target with its autoscaler, ConfigMaps and Secrets (Flagger 1.44, run).',
  fix: 'Correct the name, or create the object before.',
  *check(context) {
    const has = (group: string, kind: string, namespace: string, name: string) =>
      context.ofKind(group, kind).some((each) => each.namespace === namespace && each.name === name);
    for (const { manifest, target, workload } of canariesIn(context)) {
      const { namespace } = manifest;
      if (!workload && target.kind !== 'Service')
        yield context.ifAbsent({
          manifest,
          path: ['spec', 'targetRef', 'name'],
          message: `there is no ${target.kind} ${namespace}/${target.name}`,
        });
      const [kind = '', name = ''] = ['kind', 'name'].map((field) => textAt(manifest.object, 'spec', 'autoscalerRef', field));
      if (name !== '' && !has(kind === 'ScaledObject' ? 'keda.sh' : 'autoscaling', kind, namespace, name)) {
        yield context.ifAbsent({ manifest, path: ['spec', 'autoscalerRef', 'name'], message: `there is no ${kind} ${namespace}/${name}` });
      }
      for (const volume of listAt(workload?.object, 'spec', 'template', 'spec', 'volumes')) {
        const config = textAt(volume, 'configMap', 'name');
        if (config === undefined || has('', 'ConfigMap', namespace, config)) continue;
        yield context.ifAbsent({
          manifest,
          path: ['spec', 'targetRef', 'name'],
          message: `there is no ConfigMap ${namespace}/${config}, which its pods mount`,
        });
      }
    }
  },
};
