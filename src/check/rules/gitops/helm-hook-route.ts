import { textsAt } from '../../data';
import type { Rule } from '../../rule';

const HOOK = 'helm.sh/hook';
/** Objects that decide who receives requests. */
const KINDS = [
  ['split.smi-spec.io', 'TrafficSplit'],
  ['linkerd.io', 'ServiceProfile'],
  ...['gateway.networking.k8s.io', 'policy.linkerd.io'].map((group) => [group, 'HTTPRoute'] as const),
  ['gateway.networking.k8s.io', 'GRPCRoute'],
] as const;

/** A split that belongs to no release. */
export const helmHookRoute: Rule = {
  name: 'helm-hook-route',
  severity: 'warning',
  summary: 'A TrafficSplit, ServiceProfile or route with the annotation `helm.sh/hook`.',
  why: 'A hook is no part of the release: Helm writes it at the events that it names and at no others, and leaves it there when the release is taken away (Helm 4.2 source).',
  fix: 'Take the annotation away. If the split is to be there before the pods, give it a release of its own.',
  *check(context) {
    if (context.target !== undefined && context.target !== 'helm') return;
    for (const manifest of KINDS.flatMap(([group, kind]) => context.ofKind(group, kind))) {
      const events = textsAt(manifest.object, 'metadata', 'annotations').get(HOOK);
      if (events === undefined) continue;
      yield {
        ...{ manifest, path: ['metadata', 'annotations', HOOK] },
        message: `Helm writes it at ${events} only, and does not take it away with the release`,
      };
    }
  },
};
