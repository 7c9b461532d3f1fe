import { Manifest, RoutingApi } from '../mesh';
import { ServicePortRef, ServiceRef } from '../service/service-ref';
import { CheckedMatch } from './request-match';

/** A Service that receives a share. */
export interface WeightedBackend {
  readonly service: ServiceRef;
  readonly weight: number;
}

/** What the traffic of a Service shall do; a router writes it in the terms of its API. */
export interface RoutingInput {
  /** The name of the object; where several are needed, that of the first and the beginning of the others. */
  readonly name: string;
  /** The namespace of the chart. */
  readonly namespace?: string;
  /** The Service that clients call. */
  readonly apex: ServiceRef;
  /** The ports of it that are routed. */
  readonly ports: readonly ServicePortRef[];
  /** Who receives which share of the requests that match, or of all. */
  readonly backends: readonly WeightedBackend[];
  /** Which requests; the others go to `otherwise`. All, where there are none. */
  readonly matches: readonly CheckedMatch[];
  /** Who receives the requests that do not match; the apex's own endpoints where this is empty. */
  readonly otherwise: readonly WeightedBackend[];
}

/** One API that routes traffic. */
export interface Router {
  readonly api: RoutingApi;
  /** Whether its objects hold for one port each; otherwise for all ports of the Service. */
  readonly perPort: boolean;
  /**
   * The objects that make it so.
   *
   * @throws if the API cannot express it, saying which one can
   */
  route(input: RoutingInput): Manifest[];
}

/**
 * The port of a backend for a port of the apex: that of the same name, else that of the same number, else the only one it has.
 *
 * @throws if there is no such port
 */
export function backendPort(backend: ServiceRef, apexPort: ServicePortRef): number {
  const { ports } = backend;
  const named = apexPort.name === undefined ? undefined : ports.find(({ name }) => name === apexPort.name);
  const found = named ?? ports.find(({ port }) => port === apexPort.port) ?? (ports.length === 1 ? ports[0] : undefined);
  if (found) return found.port;
  if (ports.length === 0) return apexPort.port;
  throw new Error(
    `service ${backend.name} must have a port for ${apexPort.name ?? apexPort.port} (${apexPort.port}) of the apex, but has ${ports.map(({ port }) => port).join(', ')}`,
  );
}

/**
 * Linkerd finds routes and profiles of a Service by its cluster IP (linkerd2 2.20), and no endpoints of an ExternalName.
 *
 * @throws if the apex has no cluster IP, or a backend is an ExternalName
 */
export function requireClusterIp({ apex, backends, otherwise }: RoutingInput): void {
  if (apex.unroutable) {
    throw new Error(
      `service ${apex.name} must have a cluster IP to be routed, but is headless or an ExternalName; route an ordinary Service`,
    );
  }
  const external = [...backends, ...otherwise].find(({ service }) => service.externalName);
  if (external) {
    throw new Error(
      `service ${external.service.name} must have endpoints to receive a share, but is an ExternalName; use a Service that selects pods`,
    );
  }
}

/**
 * For APIs that name no port: the backend then gets the request at the number of the apex's port, and a Service that lacks it passes it to its pods at that
 * number, where usually nothing listens (linkerd2 2.20, measured).
 *
 * @throws if a backend lacks the number of a port of the apex
 */
export function requireSamePorts(api: RoutingApi, { ports, backends }: RoutingInput): void {
  for (const { service } of backends) {
    for (const { port } of ports) {
      if (service.ports.length === 0 || service.ports.some((other) => other.port === port)) continue;
      throw new Error(
        `service ${service.name} must have port ${port}, as its apex has: ${api} names no port, so it would reach the pods at that number; give it that port`,
      );
    }
  }
}

/**
 * For APIs whose backends live in the namespace of the object.
 *
 * @throws if a backend lives elsewhere
 */
export function requireSameNamespace(api: RoutingApi, input: RoutingInput): void {
  const home = input.apex.namespace ?? input.namespace;
  for (const { service } of input.backends) {
    const namespace = service.namespace ?? input.namespace;
    if (namespace !== home) {
      throw new Error(
        `service ${service.name} must be in namespace ${home}, as its apex is: ${api} names none, got ${namespace}; use an HTTPRoute`,
      );
    }
  }
}

/**
 * For APIs that Linkerd turns into weights of a ServiceProfile: it counts them in ten-thousandths, in 32 bits.
 *
 * @throws if the sum is larger than it can count: every connection would be reset (Linkerd proxy 2026-08, measured)
 */
export function requireSmallSum(api: RoutingApi, backends: readonly WeightedBackend[]): void {
  const sum = backends.reduce((total, { weight }) => total + weight, 0);
  if (sum <= 429_496) return;
  throw new Error(
    `weights must sum to 429496 at most for ${api}, got ${sum}; Linkerd counts them in ten-thousandths, in 32 bits; use smaller numbers`,
  );
}
