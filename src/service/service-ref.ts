import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { Service } from 'kubernetes-types/core/v1';
import { dnsLabel, port, portName, serviceName, show } from '../mesh/input';

/** A port of a Service. */
export interface ServicePortRef {
  /** The name of the port; undefined where the Service has one port without a name. */
  readonly name?: string;
  /** The number that clients use. */
  readonly port: number;
}

/** What routes and splits need to know of a Service. */
export interface ServiceRef {
  readonly name: string;
  /** The namespace of the Service; undefined means that of the chart which refers to it. */
  readonly namespace?: string;
  /** Its ports, the main one first; empty where they are not known. */
  readonly ports: readonly ServicePortRef[];
  /** Whether it has no address of its own (headless, ExternalName), so that the mesh cannot route what is sent to it. */
  readonly unroutable?: boolean;
  /** Whether it is only another name for a host elsewhere (ExternalName): the mesh knows no endpoints of it. */
  readonly externalName?: boolean;
}

/** Anything that answers at a Service: a `VersionedService` or one of its versions, an injector, or what `existingService` names. */
export interface IService {
  /** The Service as routes and splits refer to it. */
  toServiceRef(): ServiceRef;
}

/** A Service of ours, of cdk8s-plus-27, or a plain `ApiObject` of kind Service. */
export type ServiceLike = IService | IConstruct;

/** Where an existing Service is. */
export interface ExistingServiceOptions {
  /**
   * The namespace of the Service.
   *
   * @default - that of the chart in which it is used
   */
  readonly namespace?: string;
}

/**
 * Names a Service that is already in the cluster, or that another chart makes.
 *
 * @param name its name
 * @param ports the number of its only port, or the numbers of its ports by name, the main one first
 * @throws if the name or a port is none that Kubernetes accepts, or two ports have one number
 */
export function existingService(
  name: string,
  ports: number | Readonly<Record<string, number>>,
  options: ExistingServiceOptions = {},
): IService {
  const ref: ServiceRef = {
    name: serviceName('name of the service', name),
    ...(options.namespace === undefined ? {} : { namespace: dnsLabel('namespace of the service', options.namespace) }),
    ports:
      typeof ports === 'number'
        ? [{ port: port('port of the service', ports) }]
        : Object.entries(ports).map(([key, value]) => ({ name: portName('name of a port', key), port: port(`port ${key}`, value) })),
  };
  const numbers = ref.ports.map((p) => p.port);
  const twice = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (twice !== undefined) throw new Error(`ports of service ${name} must have numbers of their own, got ${twice} twice`);
  return { toServiceRef: () => ref };
}

/**
 * What is known of a Service, whoever made it. Of an object that may still change (one of cdk8s-plus-27, say), call this when the
 * chart is synthesized.
 *
 * @throws if the construct holds no Service
 */
export function serviceRef(service: ServiceLike): ServiceRef {
  if (isService(service)) return service.toServiceRef();
  const object = constructOfKind('Service', 'service', service);
  const { spec } = object.toJson() as Service;
  return {
    name: object.name,
    namespace: object.metadata.namespace,
    // Meshes route TCP only; of one number, a Service may have a UDP port too.
    ports: (spec?.ports ?? [])
      .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
      .map(({ name, port: number }) => ({ name, port: number })),
    unroutable: spec?.clusterIP === 'None' || spec?.type === 'ExternalName',
    externalName: spec?.type === 'ExternalName',
  };
}

/**
 * The Kubernetes object of a construct.
 *
 * @throws if it is of another kind, or no construct
 */
export function constructOfKind(kind: string, what: string, construct: IConstruct): ApiObject {
  if (!Construct.isConstruct(construct)) throw new Error(`${what} must be a construct of a ${kind}, got ${show(construct)}`);
  const object = ApiObject.of(construct);
  if (object.kind === kind) return object;
  throw new Error(`${what} must be a ${kind}, got the ${object.kind} ${show(object.name)}`);
}

/** Whether something says itself which Service it answers at. */
export function isService(service: unknown): service is IService {
  return typeof service === 'object' && service !== null && 'toServiceRef' in service;
}

/**
 * A port of a Service by name or number; the main one where none is given.
 *
 * @throws if the Service has no such port; the message lists those it has
 */
export function portOf(service: ServiceRef, wanted?: string | number): ServicePortRef {
  const found = wanted === undefined ? service.ports[0] : service.ports.find((p) => p.name === wanted || p.port === wanted);
  if (found) return found;
  const known =
    service.ports.map((p) => (p.name === undefined ? String(p.port) : `${p.name} (${p.port})`)).join(', ') || 'none that we know of';
  throw new Error(`port of service ${service.name} must be one that it has: ${known}; got ${show(wanted ?? 'none')}`);
}
