import { numberAt, textAt } from '../check/data';
import { type Manifest, nameOf } from '../check/manifest';
import type { PlanOwner } from './plan';

const ROUTES = ['TrafficSplit', 'HTTPRoute', 'GRPCRoute', 'ServiceProfile'];

/** Who decides about what changes while a release goes on. One owner each: two would undo each other's work. */
export function ownersOf(manifests: readonly Manifest[], service: string): PlanOwner[] {
  const apex = manifests.find(({ kind, name }) => kind === 'Service' && name === service);
  return [
    ...manifests
      .filter(({ kind }) => ROUTES.includes(kind))
      .map((route) => ({ field: `weights of ${nameOf(route)}`, owner: 'git, by these steps' })),
    ...(apex ? [{ field: `selector of ${nameOf(apex)}`, owner: 'git, by these steps' }] : []),
    ...manifests
      .filter(({ kind }) => kind === 'Deployment')
      .map((deployment) => ({ field: `replicas of ${nameOf(deployment)}`, owner: scalerOf(deployment, manifests) })),
  ];
}

function scalerOf({ kind, namespace, name, object }: Manifest, manifests: readonly Manifest[]): string {
  const scaler = manifests.find(
    (each) =>
      ['HorizontalPodAutoscaler', 'ScaledObject'].includes(each.kind) &&
      each.namespace === namespace &&
      textAt(each.object, 'spec', 'scaleTargetRef', 'kind') === kind &&
      textAt(each.object, 'spec', 'scaleTargetRef', 'name') === name,
  );
  if (scaler) return nameOf(scaler);
  return numberAt(object, 'spec', 'replicas') === undefined ? 'whoever scales it; Kubernetes starts with one pod' : 'git';
}
