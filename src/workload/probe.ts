import type { ContainerPort, Probe } from 'kubernetes-types/core/v1';
import { port, show } from '../mesh/input';

/**
 * A probe of a container. Kubernetes looks a port's name up among those of the container, not of the Service, and takes a name that it does not find for
 * a failed probe.
 *
 * @throws if it names a port that the container does not have
 */
export function containerProbe(what: string, probe: Probe | undefined, ports: readonly ContainerPort[]): Probe | undefined {
  const wanted = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
  if (typeof wanted === 'number') port(`port of ${what}`, wanted);
  if (typeof wanted !== 'string' || ports.some(({ name }) => name === wanted)) return probe;
  const known = ports.map(({ name, containerPort }) => (name === undefined ? String(containerPort) : `${name} (${containerPort})`));
  throw new Error(
    `port of ${what} must be a number or the name of a container port: ${known.join(', ') || 'there is none'}; got ${show(wanted)}`,
  );
}
