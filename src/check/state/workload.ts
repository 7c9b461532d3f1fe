import { isObject, listAt, numberAt, textAt, textsAt, valueAt } from '../data';
import type { Manifest } from '../manifest';
import type { JsonValue } from '../../yaml/read';

/** Pods of one kind, as somebody asks for them. */
export interface Workload {
  readonly manifest: Manifest;
  readonly kind: string;
  readonly name: string;
  /** Of its pods. */
  readonly labels: ReadonlyMap<string, string>;
  /** How many pods there will be: one for each DaemonSet, since the nodes are not known. */
  readonly pods: number;
  readonly ports: readonly ContainerPort[];
  /** The numbers at which the kubelet calls them, so that something listens there. */
  readonly probed: readonly number[];
}

/** A port that a container declares. */
export interface ContainerPort {
  readonly name?: string;
  readonly number: number;
}

/** How a kind says which pods it wants, and how many. */
interface KindOfWorkload {
  readonly group: string;
  readonly template: readonly string[];
  readonly replicas?: readonly string[];
}

const TEMPLATE = ['spec', 'template'];
const REPLICAS = ['spec', 'replicas'];

const KINDS: Readonly<Record<string, KindOfWorkload>> = {
  Deployment: { group: 'apps', template: TEMPLATE, replicas: REPLICAS },
  StatefulSet: { group: 'apps', template: TEMPLATE, replicas: REPLICAS },
  ReplicaSet: { group: 'apps', template: TEMPLATE, replicas: REPLICAS },
  DaemonSet: { group: 'apps', template: TEMPLATE },
  Rollout: { group: 'argoproj.io', template: TEMPLATE, replicas: REPLICAS },
  Pod: { group: '', template: [] },
};

/** Group and kind of all workloads. */
export const WORKLOADS = Object.entries(KINDS).map(([kind, { group }]) => [group, kind] as const);

/** The workload that an object is; undefined if it is none. */
export function workloadOf(manifest: Manifest): Workload | undefined {
  const kind = Object.hasOwn(KINDS, manifest.kind) ? KINDS[manifest.kind] : undefined;
  if (!kind || kind.group !== manifest.group) return undefined;
  const template = valueAt(manifest.object, ...kind.template);
  const containers = [...listAt(template, 'spec', 'initContainers').filter(isSidecar), ...listAt(template, 'spec', 'containers')];
  return {
    manifest,
    kind: manifest.kind,
    name: manifest.name,
    labels: textsAt(template, 'metadata', 'labels'),
    pods: podsOf(manifest, kind),
    ports: containers.flatMap(portsOf),
    probed: containers.flatMap(probedBy),
  };
}

/** A Deployment that was created paused has no pods, as Linkerd 2.20's endpoints showed. */
function podsOf({ object, kind }: Manifest, { replicas }: KindOfWorkload): number {
  if (kind === 'Deployment' && valueAt(object, 'spec', 'paused') === true) return 0;
  if (kind === 'Pod' && ['Succeeded', 'Failed'].includes(textAt(object, 'status', 'phase') ?? '')) return 0;
  const wanted = replicas && numberAt(object, ...replicas);
  return wanted === undefined ? 1 : Math.max(0, Math.trunc(wanted));
}

const isSidecar = (container: JsonValue): boolean => textAt(container, 'restartPolicy') === 'Always';

const portsOf = (container: JsonValue): ContainerPort[] =>
  listAt(container, 'ports').flatMap((port) => {
    const number = numberAt(port, 'containerPort');
    const name = textAt(port, 'name');
    return number === undefined || textAt(port, 'protocol') === 'UDP' ? [] : [{ number, ...(name !== undefined && { name }) }];
  });

const probedBy = (container: JsonValue): number[] =>
  ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((handler) => numberAt(container, probe, handler, 'port') ?? []),
  );

/** Whether a program of the pods listens at a number, as far as they say. */
export const listensAt = ({ ports, probed }: Workload, number: number): boolean =>
  ports.some((port) => port.number === number) || probed.includes(number);

/** Whether another object of the input made this one, so that it counts there already: pods of a live cluster. */
export const ownersOf = ({ object }: Manifest): readonly { readonly kind: string; readonly name: string }[] =>
  listAt(object, 'metadata', 'ownerReferences').flatMap((owner) => {
    const [kind, name] = [textAt(owner, 'kind'), textAt(owner, 'name')];
    return isObject(owner) && kind !== undefined && name !== undefined ? [{ kind, name }] : [];
  });
