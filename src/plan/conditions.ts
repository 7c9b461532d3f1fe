import { listAt, textsAt, valueAt } from '../check/data';
import type { Manifest } from '../check/manifest';
import type { PlanInput } from './plan-input';

/** The parts of a plan that decide what it takes for granted. */
type Parts = Pick<PlanInput, 'namespace' | 'mesh' | 'conditions'>;

/** What no manifest of the release shows, and what it says of requests relies on. */
export function conditionsOf({ namespace, mesh, conditions }: Parts, manifests: readonly Manifest[]): string[] {
  const unready = manifests.filter((manifest) => manifest.kind === 'Deployment' && !hasReadiness(manifest));
  const routes = new Set(manifests.filter(({ group }) => ROUTING.includes(group)).map(({ kind, apiVersion }) => `${kind} ${apiVersion}`));
  return [
    ...conditions,
    `Clients have the proxy of ${mesh}. Those without it follow the Service itself, whatever a split says.`,
    ...(asksForProxy(manifests) ? [] : [`Nothing here asks for the proxy: namespace ${namespace} does, or the pods of clients do.`]),
    ...(manifests.some(({ kind, name }) => kind === 'Namespace' && name === namespace) ? [] : [`Namespace ${namespace} is there.`]),
    ...(routes.size === 0 ? [] : [`The cluster knows ${[...routes].join(' and ')}.`]),
    ...(unready.length === 0
      ? []
      : [`Pods of ${unready.map(({ name }) => name).join(' and ')} can answer as soon as they run: they have no readiness probe.`]),
    'One step is taken after the other, and each time its gates have held: a jump is not tried here.',
  ];
}

const ROUTING = ['gateway.networking.k8s.io', 'policy.linkerd.io', 'split.smi-spec.io', 'linkerd.io'];

const hasReadiness = ({ object }: Manifest): boolean =>
  listAt(object, 'spec', 'template', 'spec', 'containers').some((container) => valueAt(container, 'readinessProbe') !== undefined);

const asksForProxy = (manifests: readonly Manifest[]): boolean =>
  manifests.some(({ object }) =>
    [['metadata'], ['spec', 'template', 'metadata']].some(
      (path) => textsAt(object, ...path, 'annotations').get('linkerd.io/inject') === 'enabled',
    ),
  );
