import { show, urlPath } from '../mesh/input';
import { NamedPort } from './ports';

/** Where a pod offers its metrics, for the annotations that Prometheus looks for. */
export interface MetricsProps {
  /** The name of the port. */
  readonly port: string;
  /**
   * The path.
   *
   * @default '/metrics'
   */
  readonly path?: string;
}

/**
 * The annotations by which Prometheus' usual configuration finds a pod.
 *
 * @throws if there is no such port
 */
export function metricsAnnotations(ports: readonly NamedPort[], metrics: MetricsProps | undefined): Record<string, string> {
  if (metrics === undefined) return {};
  const port = ports.find(({ name }) => name === metrics.port);
  if (!port) {
    throw new Error(`port of metrics must be one of ${ports.map(({ name }) => name).join(', ') || 'none'}, got ${show(metrics.port)}`);
  }
  return {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(port.targetPort),
    'prometheus.io/path': urlPath('path of metrics', metrics.path ?? '/metrics'),
  };
}
