import type { ContainerPort, Probe } from 'kubernetes-types/core/v1';
import { oneOf, port, show, wholeNumber } from '../mesh/input';

/** Which probe it is; they differ in what they may say. */
export type ProbeKind = 'startupProbe' | 'livenessProbe' | 'readinessProbe';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;
const NUMBERS = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold', 'successThreshold'] as const;
const MAX = 2 ** 31 - 1;

/**
 * A probe of a container. Kubernetes looks a port's name up among those of the container, not of the Service, and takes a name that it does not find for
 * a failed probe.
 *
 * @throws if it names a port that the container does not have, or the API server would refuse it (Kubernetes 1.34)
 */
export function containerProbe(what: ProbeKind, probe: Probe | undefined, ports: readonly ContainerPort[]): Probe | undefined {
  if (probe === undefined) return undefined;
  checkHandler(what, probe);
  checkNumbers(what, probe);
  const wanted = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (probe.exec !== undefined || ports.some(({ name }) => name !== undefined && name === wanted)) return probe;
  if (wanted === undefined) throw new Error(`${what} must have a port, got none`);
  if (typeof wanted === 'number') {
    port(`port of ${what}`, wanted);
    return probe;
  }
  const known = ports.map(({ name, containerPort }) => (name === undefined ? String(containerPort) : `${name} (${containerPort})`));
  throw new Error(
    `port of ${what} must be a number or the name of a container port: ${known.join(', ') || 'there is none'}; got ${show(wanted)}`,
  );
}

function checkHandler(what: ProbeKind, probe: Probe): void {
  const given = HANDLERS.filter((handler) => probe[handler] !== undefined);
  if (given.length !== 1) {
    throw new Error(`${what} must have exactly one of ${HANDLERS.join(', ')}, got ${given.join(' and ') || 'none'}`);
  }
  if (probe.exec && (probe.exec.command ?? []).length === 0) throw new Error(`command of ${what} must have at least one word, got none`);
  const { scheme, httpHeaders = [] } = probe.httpGet ?? {};
  if (scheme !== undefined) oneOf(`scheme of ${what}`, scheme, ['HTTP', 'HTTPS']);
  for (const { name } of httpHeaders) {
    if (!/^[-A-Za-z0-9]+$/.test(name)) throw new Error(`name of a header of ${what} must be letters, digits and "-", got ${show(name)}`);
  }
}

function checkNumbers(what: ProbeKind, probe: Probe): void {
  const { successThreshold, terminationGracePeriodSeconds: grace } = probe;
  for (const name of NUMBERS) if (probe[name] !== undefined) wholeNumber(`${name} of ${what}`, probe[name], 0, MAX);
  if (what === 'readinessProbe') {
    if (grace !== undefined) throw new Error(`${what} must have no terminationGracePeriodSeconds, for it ends no container; leave it out`);
    return;
  }
  // 0 stands for the default, which is 1.
  if (successThreshold !== undefined) wholeNumber(`successThreshold of ${what}`, successThreshold, 0, 1);
  if (grace !== undefined) wholeNumber(`terminationGracePeriodSeconds of ${what}`, grace, 1, MAX);
}
