import { listAt, numberAt, textAt, valueAt } from '../data';
import type { Manifest } from '../manifest';
import type { ClusterState } from './cluster-state';
import type { Service } from './service';
import type { Workload } from './workload';

/** Some pods behind a port of a Service, which share its connections evenly with the others. */
export interface Endpoint {
  /** Undefined for an address outside of the cluster. */
  readonly workload?: Workload;
  /** Of an address outside. */
  readonly address?: string;
  /** The label `version` of the pods. */
  readonly version?: string;
  readonly pods: number;
  /** The port that they are called at. */
  readonly port: number;
  /** Whether a container declares that port: most that listen on one do. */
  readonly isDeclared: boolean;
}

/** Who is behind a port of a Service; or why that is not known. */
export type Endpoints = readonly Endpoint[] | { readonly unknown: string };

/**
 * Who is behind a port of a Service, as Linkerd's destination controller lists it (2.20): a port that the Service lacks means the pods at that very number. Pods
 * of which there are none are left out.
 */
export function endpointsOf(state: ClusterState, service: Service, number: number): Endpoints {
  if (service.type === 'external-name') return [];
  const port = service.ports.find((each) => each.number === number);
  if (!service.selector) return listed(state, service, port?.name);
  const workloads = state.workloadsOf(service);
  if (workloads.length === 0 && !state.isComplete && !state.hasWorkloads(service.namespace)) {
    return { unknown: `the pods of Service ${service.namespace}/${service.name} are not in the input` };
  }
  return workloads.filter(({ pods }) => pods > 0).flatMap((workload) => served(workload, port?.target ?? number));
}

/** A number means every pod, whether declared or not; a name only pods that have it, each at its own number. */
function served(workload: Workload, target: number | string): Endpoint[] {
  const port = workload.ports.find(({ name, number }) => target === (typeof target === 'string' ? name : number));
  const number = port?.number ?? (typeof target === 'number' ? target : undefined);
  if (number === undefined) return [];
  const version = workload.labels.get('version');
  return [{ workload, pods: workload.pods, port: number, isDeclared: port !== undefined, ...(version !== undefined && { version }) }];
}

/** Without a selector, somebody else says who the endpoints are. */
function listed(state: ClusterState, service: Service, portName: string | undefined): Endpoints {
  const slices = state.slicesFor(service);
  if (slices.length === 0 && !state.isComplete) {
    return { unknown: `Service ${service.namespace}/${service.name} has no selector, and no EndpointSlice of it is in the input` };
  }
  return slices.flatMap((slice) => addressesIn(slice, portName ?? ''));
}

function addressesIn({ object }: Manifest, portName: string): Endpoint[] {
  const port = listAt(object, 'ports').find((each) => (textAt(each, 'name') ?? '') === portName);
  const number = numberAt(port, 'port');
  if (number === undefined) return [];
  return listAt(object, 'endpoints')
    .filter((endpoint) => valueAt(endpoint, 'conditions', 'ready') !== false)
    .flatMap((endpoint) => listAt(endpoint, 'addresses').filter((address) => typeof address === 'string'))
    .map((address) => ({ address, pods: 1, port: number, isDeclared: true }));
}
