import type { Cluster } from '../cluster/cluster';
import type { Component } from '../cluster/component';
import { startListening } from './listening';

/** Starts Argo Rollouts 1.9. Returns when it watches Rollouts. */
export const startRollouts = (cluster: Cluster): Promise<Component> =>
  startListening(cluster, {
    program: 'argo-rollouts',
    ports: 2,
    args: (metrics, health) => [
      ...['--kubeconfig', cluster.kubeconfig('rollouts')],
      '--leader-elect=false',
      ...['--metricsPort', String(metrics)],
      ...['--healthzPort', String(health)],
    ],
    health: (_, health) => `http://127.0.0.1:${health}/healthz`,
  });
