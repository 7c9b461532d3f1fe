import { numberAt, textAt } from '../../data';
import { nameOf, type Manifest } from '../../manifest';
import type { Rule } from '../../rule';

/** A number of pods that git and a controller both write. */
export const replicasOwnedTwice: Rule = {
  name: 'replicas-owned-twice',
  severity: 'warning',
  summary: 'A workload has `replicas`, and an autoscaler or Flagger scales it.',
  why: 'Each time that the manifest is applied, the number of pods falls back to what it says; Flagger, which scales its target to 0 between releases, does not undo it, so that old pods come back (Flagger 1.44, run).',
  fix: 'Leave replicas out of the manifest.',
  *check(context) {
    const owner = new Map<string, Manifest>();
    for (const hpa of context.ofKind('autoscaling', 'HorizontalPodAutoscaler')) owner.set(keyOf(hpa, 'scaleTargetRef'), hpa);
    for (const scaled of context.ofKind('keda.sh', 'ScaledObject')) owner.set(keyOf(scaled, 'scaleTargetRef'), scaled);
    for (const canary of context.ofKind('flagger.app', 'Canary')) owner.set(keyOf(canary, 'targetRef'), canary);
    for (const { manifest } of context.state.allWorkloads) {
      const by = owner.get(`${manifest.namespace} ${manifest.kind} ${manifest.name}`);
      const replicas = numberAt(manifest.object, 'spec', 'replicas');
      if (by && replicas !== undefined)
        yield {
          manifest,
          path: ['spec', 'replicas'],
          message: `${nameOf(by)} scales it, and each apply sets ${replicas} again`,
          related: [by],
        };
    }
  },
};

const keyOf = ({ namespace, object }: Manifest, field: string): string =>
  `${namespace} ${textAt(object, 'spec', field, 'kind') ?? 'Deployment'} ${textAt(object, 'spec', field, 'name') ?? ''}`;
