import { kubectlPath } from '../../scripts/kubectl';
import type { Cluster } from '../cluster/cluster';

/** A parent of a route: the Service that clients call. */
export interface Parent {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/**
 * Accepts the HTTPRoute of a Service as Linkerd's policy controller does: with the group `core` whatever the route says, and without
 * `observedGeneration` (Linkerd 2.20, observed).
 */
export const acceptAsLinkerd = (cluster: Cluster, parent: Parent): Promise<void> => writeStatus(cluster, parent, 'True');

/** Says of the HTTPRoute of a Service that a backend is missing. */
export const refuseAsLinkerd = (cluster: Cluster, parent: Parent): Promise<void> => writeStatus(cluster, parent, 'False');

async function writeStatus(cluster: Cluster, { namespace, name, port }: Parent, resolved: 'True' | 'False'): Promise<void> {
  const lastTransitionTime = new Date().toISOString();
  const condition = (type: string, status: string) => ({ type, status, reason: type, message: '', lastTransitionTime });
  const parents = [
    {
      parentRef: { group: 'core', kind: 'Service', namespace, name, port },
      controllerName: 'linkerd.io/policy-controller',
      conditions: [condition('Accepted', 'True'), condition('ResolvedRefs', resolved)],
    },
  ];
  const patch = ['--subresource=status', '--type=merge', '-p', JSON.stringify({ status: { parents } })];
  await cluster.run(kubectlPath(), ['patch', 'httproute', name, '-n', namespace, ...patch], { user: 'harness' });
}
