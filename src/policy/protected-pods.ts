import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { Container, Lifecycle, Probe } from 'kubernetes-types/core/v1';
import { labels as checkLabels, show } from '../mesh/input';
import { Workload, workloadsOf } from '../mesh/pod-template';

/** Something whose pods have labels in common: a `VersionedService`, for example. */
export interface IPodSelector {
  /** The labels that choose the pods. */
  podLabels(): Record<string, string>;
}

/** Pods: by their labels, or those of a workload of ours, of cdk8s-plus-27, or a plain `ApiObject`. */
export type PodsLike = Readonly<Record<string, string>> | IPodSelector | IConstruct;

/** A request that a kubelet sends to a pod, which no policy may refuse. */
export interface ProbeRequest {
  readonly path: string;
  readonly method: 'GET' | 'POST';
}

/** What is known of some pods. */
export interface ProtectedPods {
  /** A label selector that chooses them; never empty. */
  readonly selector: object;
  /** Their namespace; undefined means that of the chart that asks. */
  readonly namespace?: string;
  /** What kubelets send to the port; undefined where the workload is not known. */
  readonly probes?: readonly ProbeRequest[];
  /** The ServiceAccount that they run as; undefined where it is not known. */
  readonly serviceAccount?: string;
}

/**
 * Looks at pods, as they are described now: of a workload that may still change, look again when the chart is synthesized.
 *
 * @param port the container port that is asked about
 * @throws if nothing says which pods they are, or none of them has a port of that name
 */
export function protectedPods(pods: PodsLike, port: number | string): ProtectedPods {
  if (Construct.isConstruct(pods)) return fromConstruct(pods, port);
  return { selector: { matchLabels: notEmpty(checkLabels('label of the pods', isPodSelector(pods) ? pods.podLabels() : pods)) } };
}

function isPodSelector(pods: object): pods is IPodSelector {
  return 'podLabels' in pods && typeof pods.podLabels === 'function';
}

function fromConstruct(construct: Construct, port: number | string): ProtectedPods {
  const workloads = workloadsOf(construct);
  return {
    selector: isPodSelector(construct) ? commonSelector(construct, workloads) : workloadSelector(construct, workloads),
    namespace: workloads[0]?.namespace ?? Chart.of(construct).namespace,
    ...(workloads.length === 0
      ? {}
      : { probes: distinct(workloads.flatMap(({ pod }) => probesOf(pod, port))), serviceAccount: accountOf(workloads) }),
  };
}

/** The labels that somebody says all of the pods have; a workload without them would be left unprotected. */
function commonSelector(selector: IPodSelector, workloads: readonly Workload[]): object {
  const matchLabels = notEmpty(selector.podLabels());
  for (const { kind, name, labels } of workloads) {
    const missing = Object.entries(matchLabels).find(([key, value]) => !Object.hasOwn(labels, key) || labels[key] !== value);
    if (missing) {
      throw new Error(`pods of ${kind} ${name} must have the label ${missing.join('=')} to be protected with the others; add it`);
    }
  }
  return { matchLabels };
}

function workloadSelector(construct: IConstruct, workloads: readonly Workload[]): object {
  const [workload, other] = workloads;
  if (workload === undefined || other !== undefined) {
    throw new Error(`pods must be labels, or a construct with one workload, got ${show(construct.node.path)} with ${workloads.length}`);
  }
  // The selector of a Job is made by Kubernetes; a Pod has none.
  const { selector = {}, labels } = workload;
  return Object.keys(selector).length > 0 ? selector : { matchLabels: notEmpty({ ...labels }) };
}

/** An empty selector chooses every pod of the namespace. */
function notEmpty(labels: Record<string, string>): Record<string, string> {
  if (Object.keys(labels).length > 0) return labels;
  throw new Error('pods must be chosen by at least one label, got none; without one every pod of the namespace would be protected');
}

function accountOf(workloads: readonly Workload[]): string | undefined {
  const accounts = new Set(workloads.map(({ pod }) => pod.serviceAccountName ?? 'default'));
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

/** The requests of kubelets to a port: probes, and hooks of the container's life. */
function probesOf(pod: Workload['pod'], port: number | string): ProbeRequest[] {
  const containers = [...(pod.containers ?? []), ...(pod.initContainers ?? [])];
  const numbers = portNumbers(containers, port);
  if (numbers.length === 0) throw unknownPort(containers, port);
  const isOnPort = (probed: number | string) => portNumbers(containers, probed).some((number) => numbers.includes(number));
  return containers.flatMap(handlersOf).flatMap((handler) => request(handler, isOnPort));
}

/** A GET request of a kubelet; its query counts for no route. */
export function probeOf(path: string): ProbeRequest {
  return { path: `/${path.replace(/^\/|\?.*$/gs, '')}`, method: 'GET' };
}

/** Each request once. */
export function distinct(probes: readonly ProbeRequest[]): ProbeRequest[] {
  return [...new Map(probes.map((probe) => [`${probe.method} ${probe.path}`, probe])).values()];
}

type Handler = Pick<Probe, 'httpGet' | 'grpc'>;

function handlersOf(container: Container): Handler[] {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  const { postStart, preStop }: Lifecycle = container.lifecycle ?? {};
  return [livenessProbe, readinessProbe, startupProbe, postStart, preStop].filter((handler) => handler !== undefined);
}

function request({ httpGet, grpc }: Handler, isOnPort: (port: number | string) => boolean): ProbeRequest[] {
  if (httpGet && isOnPort(httpGet.port)) {
    if (httpGet.scheme === 'HTTPS') {
      throw new Error('port must speak HTTP, but kubelets probe it by HTTPS, in which a proxy sees no requests; protect another port');
    }
    return [probeOf(httpGet.path ?? '')];
  }
  if (grpc && isOnPort(grpc.port)) return [{ path: '/grpc.health.v1.Health/Check', method: 'POST' }];
  return [];
}

function portNumbers(containers: readonly Container[], port: number | string): number[] {
  if (typeof port === 'number') return [port];
  return containers.flatMap(({ ports }) => (ports ?? []).filter(({ name }) => name === port).map(({ containerPort }) => containerPort));
}

/** Linkerd protects nothing, and says nothing, where no container has a port of that name. */
function unknownPort(containers: readonly Container[], port: number | string): Error {
  const names = containers.flatMap(({ ports }) => (ports ?? []).map(({ name }) => name)).filter((name) => name !== undefined);
  return new Error(
    `port must be the number of a container port, or the name of one: ${names.join(', ') || 'none has a name'}; got ${show(port)}`,
  );
}
