import type { Cluster } from '../cluster/cluster';
import type { Component } from '../cluster/component';
import { startListening } from './listening';

/** Starts Flagger 1.44, with a Prometheus for its own queries. Returns when it watches Canaries. */
export const startFlagger = (cluster: Cluster, metricsServer: string): Promise<Component> =>
  startListening(cluster, {
    program: 'flagger',
    ports: 1,
    args: (port) => [
      ...['-kubeconfig', cluster.kubeconfig('flagger')],
      ...['-metrics-server', metricsServer],
      // Only for Canaries without a provider, which we do not write.
      ...['-mesh-provider', 'gatewayapi:v1'],
      ...['-port', String(port)],
    ],
    health: (port) => `http://127.0.0.1:${port}/healthz`,
  });
