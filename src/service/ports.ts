import type { ContainerPort, ServicePort } from 'kubernetes-types/core/v1';
import { labelKey, port, portName, show } from '../mesh/input';
import { containerPort, isContainerPortName } from '../workload/container';

/** A port of a Service whose container port differs, or that says its protocol. */
export interface PortProps {
  /** The number that clients use. */
  readonly port: number;
  /**
   * The number that the container listens on.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;
  /**
   * The name of the container's port: at most 15 characters.
   *
   * @default - the name of the Service's port, where it fits
   */
  readonly containerPortName?: string;
  /**
   * What is spoken on the port. Linkerd 2.18 and later knows `http`, `kubernetes.io/h2c`, `linkerd.io/tcp` and `linkerd.io/opaque`; it treats anything
   * else as opaque, so that routes have no effect: leave it out for protocol detection.
   *
   * @default - none: the mesh detects it
   */
  readonly appProtocol?: string;
}

/** Ports by name, the main one first: a number, or what else there is to say of it. A name is a DNS label with a letter in it. */
export type Ports = Readonly<Record<string, number | PortProps>>;

/** A port with its name and everything decided. */
export interface NamedPort extends PortProps {
  readonly name: string;
  readonly targetPort: number;
}

/**
 * The ports of a Service.
 *
 * @throws if there is none, or a name or number is none that Kubernetes accepts, or two are the same
 */
export function namedPorts(ports: Ports): NamedPort[] {
  const named = Object.entries(ports).map(([name, value]) => {
    const props = typeof value === 'object' ? value : { port: value };
    const number = port(`port ${nameWithLetter(name)}`, props.port);
    if (props.appProtocol !== undefined) labelKey(`appProtocol of ${name}`, props.appProtocol);
    return { ...props, name, port: number, targetPort: port(`targetPort of ${name}`, props.targetPort ?? number) };
  });
  if (named.length === 0) throw new Error('ports must name at least one port, got none; write { http: 8080 }');
  refuseDuplicates(named);
  return named;
}

/** Kubernetes takes digits alone for the port of a Service, but not where an Ingress or a container names it; JavaScript would put such a key first. */
function nameWithLetter(name: string): string {
  if (/[a-z]/.test(portName('name of a port', name))) return name;
  throw new Error(`name of a port must have a letter, got ${show(name)}; use http-${name}, say`);
}

function refuseDuplicates(ports: readonly NamedPort[]): void {
  const byNumber = new Map<number, string>();
  for (const { name, port: number } of ports) {
    const other = byNumber.get(number);
    if (other !== undefined) throw new Error(`ports must have numbers of their own, got ${number} for ${show(other)} and ${show(name)}`);
    byNumber.set(number, name);
  }
}

/** The ports of a Service, as Kubernetes writes them. */
export function servicePorts(ports: readonly NamedPort[]): ServicePort[] {
  return ports.map(({ name, port: number, targetPort, appProtocol }) => ({
    name,
    protocol: 'TCP',
    appProtocol,
    port: number,
    targetPort: targetPort === number ? undefined : targetPort,
  }));
}

/**
 * The ports of the container behind them, each number once, with the name of the first.
 *
 * @throws if a name is none that Kubernetes accepts of a container, or two numbers have the same
 */
export function containerPorts(ports: readonly NamedPort[]): ContainerPort[] {
  const byNumber = new Map<number, ContainerPort>();
  for (const p of ports) {
    const made = containerPort(p.targetPort, containerPortName(p));
    if (!byNumber.has(p.targetPort)) byNumber.set(p.targetPort, made);
  }
  const names = [...byNumber.values()].flatMap(({ name }) => name ?? []);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`containerPortName must differ from port to port, got ${show(twice)} twice`);
  return [...byNumber.values()];
}

function containerPortName({ name, containerPortName: own }: NamedPort): string {
  if (own === undefined) return name;
  if (isContainerPortName(portName('containerPortName', own))) return own;
  throw new Error(`containerPortName must have at most 15 characters, a letter and no "--", got ${show(own)}`);
}
