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
export async function acceptAsLinkerd(cluster: Cluster, { namespace, name, port }: Parent): Promise<void> {
  const condition = (type: string) => ({ type, status: 'True', reason: type, message: '', lastTransitionTime: new Date().toISOString() });
  const parents = [
    {
      parentRef: { group: 'core', kind: 'Service', namespace, name, port },
      controllerName: 'linkerd.io/policy-controller',
      conditions: [condition('Accepted'), condition('ResolvedRefs')],
    },
  ];
  const patch = ['--subresource=status', '--type=merge', '-p', JSON.stringify({ status: { parents } })];
  await cluster.run(kubectlPath(), ['patch', 'httproute', name, '-n', namespace, ...patch], { user: 'harness' });
}
