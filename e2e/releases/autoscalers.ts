import { kubectlPath } from '../../scripts/kubectl';
import type { Cluster } from '../cluster/cluster';

interface Autoscaler {
  readonly metadata: { readonly name: string; readonly generation?: number };
  readonly status?: { readonly conditions?: readonly unknown[] };
}

/**
 * Says of the autoscalers of a namespace what their controller would: that they scale. It needs metrics, which there are none here; and Argo CD waits for it before it prunes. Returns what
 * ends it.
 */
export function keepAutoscalersActive(cluster: Cluster, namespace: string): () => Promise<void> {
  let isOver = false;
  const say = async (): Promise<void> => {
    const { stdout } = await cluster.run(kubectlPath(), ['get', 'hpa', '-n', namespace, '-o', 'json'], { user: 'harness' });
    for (const { metadata, status } of (JSON.parse(stdout) as { items: Autoscaler[] }).items) {
      if ((status?.conditions?.length ?? 0) > 0) continue;
      const patch = JSON.stringify({ status: { currentReplicas: 1, desiredReplicas: 1, conditions: CONDITIONS } });
      const args = ['patch', 'hpa', metadata.name, '-n', namespace, '--subresource=status', '--type=merge', '-p', patch];
      // It may be gone by now.
      await cluster.run(kubectlPath(), args, { user: 'harness', allow: [0, 1] });
    }
  };
  const loop = async (): Promise<void> => {
    for (; !isOver; await new Promise((resolve) => setTimeout(resolve, 1000))) await say();
  };
  const running = loop();
  return async () => {
    isOver = true;
    await running;
  };
}

const CONDITIONS = ['AbleToScale', 'ScalingActive'].map((type) => ({
  ...{ type, status: 'True', reason: 'ReadyForNewScale', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' },
}));
