import type { Duration } from 'cdk8s';

/** A port, or a range of ports with both ends: `8080`, `'8000-8010'`. */
export type PortOrRange = number | `${number}-${number}`;

/** Who may connect to a port that no `Server` is about (Linkerd 2.11; `audit` since 2.16). */
export type InboundPolicy =
  'all-unauthenticated' | 'all-authenticated' | 'cluster-unauthenticated' | 'cluster-authenticated' | 'deny' | 'audit';

/**
 * How Linkerd meshes pods, one annotation for each option. The injector reads them when a pod is **created**: a change reaches running pods
 * with their next restart. On a Namespace they hold for all of its pods; what a pod says itself wins.
 *
 * Linkerd silently ignores a value that it cannot read, which is why everything is checked here. It never meshes pods in the network of
 * their host (`hostNetwork`) or in the namespace `kube-system`, and up to 2.11 none with `automountServiceAccountToken: false`, which
 * cdk8s-plus sets.
 */
export interface InjectionOptions {
  /**
   * `enabled`: the pods get a proxy. `disabled`: they do not, whatever their namespace says. `ingress`: a proxy that routes by the header
   * `l5d-dst-override`, for ingress controllers that send to pods. Linkerd takes any other value for `disabled`.
   *
   * @default - what the namespace says; a namespace that says nothing has no proxies
   */
  readonly inject?: 'enabled' | 'disabled' | 'ingress';

  /**
   * CPU that the proxy asks for: `100m` is a tenth of a core. Without it, an autoscaler on CPU utilization does not count the pod.
   *
   * @default - what Linkerd was installed with; nothing, as a rule
   */
  readonly proxyCpuRequest?: string;
  /**
   * CPU that the proxy may use, rounded up to whole cores for its number of threads.
   *
   * @default - what Linkerd was installed with; no limit, as a rule
   */
  readonly proxyCpuLimit?: string;
  /**
   * Memory that the proxy asks for: `64Mi`.
   *
   * @default - what Linkerd was installed with; nothing, as a rule
   */
  readonly proxyMemoryRequest?: string;
  /**
   * Memory that the proxy may use; beyond it the kernel kills it, and with it all traffic of the pod.
   *
   * @default - what Linkerd was installed with; no limit, as a rule
   */
  readonly proxyMemoryLimit?: string;
  /**
   * Ephemeral storage that the proxy asks for.
   *
   * @default - what Linkerd was installed with; nothing, as a rule
   */
  readonly proxyEphemeralStorageRequest?: string;
  /**
   * Ephemeral storage that the proxy may use.
   *
   * @default - what Linkerd was installed with; no limit, as a rule
   */
  readonly proxyEphemeralStorageLimit?: string;

  /**
   * Ports of the pod that bypass the proxy: no mTLS, no policy, no metrics. An empty list clears what the namespace says.
   *
   * @default - what the namespace says; none
   */
  readonly skipInboundPorts?: readonly PortOrRange[];
  /**
   * Ports of others that the pod reaches without the proxy: no mTLS, no splits, no retries. An empty list clears what the namespace says.
   *
   * @default - what the namespace says; none
   */
  readonly skipOutboundPorts?: readonly PortOrRange[];
  /**
   * Ports on which the proxy forwards bytes without looking for HTTP, for protocols in which the server speaks first (MySQL, SMTP). It still
   * has mTLS. The list **replaces** Linkerd's own, 25, 587, 3306, 4444, 5432, 6379, 9300 and 11211: name those that you need too; an empty
   * list has none.
   *
   * Say it of the pods, whose ports are meant, and of their Service, whose port numbers are meant: clients look at the Service.
   *
   * @default - what the namespace says, or Linkerd's own list
   */
  readonly opaquePorts?: readonly PortOrRange[];
  /**
   * Who may connect to ports of the pods that no `Server` is about.
   *
   * @default - what Linkerd was installed with; `all-unauthenticated`, as a rule
   */
  readonly defaultInboundPolicy?: InboundPolicy;

  /**
   * A second container beside the proxy, with tshark, tcpdump, lsof and iproute2, which logs the packets of the pod. It has no security
   * context, so a namespace that enforces the restricted Pod Security Standard refuses the pod.
   *
   * @default - what the namespace says; false
   */
  readonly debugSidecar?: boolean;
  /**
   * The image of the debug container, without a tag. Linkerd before 2.18 ignores it (linkerd2#13636), and pods never inherit it from their
   * namespace.
   *
   * @default 'cr.l5d.io/linkerd/debug'
   */
  readonly debugImage?: string;
  /**
   * The tag of that image; the same limits hold.
   *
   * @default - the version of Linkerd
   */
  readonly debugImageVersion?: string;

  /**
   * What the proxy logs, by module, as Rust's `tracing` reads it.
   *
   * @default - what Linkerd was installed with; `warn,linkerd=info`, as a rule
   */
  readonly proxyLogLevel?: string;
  /**
   * How the proxy logs.
   *
   * @default - what Linkerd was installed with; `plain`, as a rule
   */
  readonly proxyLogFormat?: 'plain' | 'json';
  /**
   * Whether the proxy logs every request, and in which format (Linkerd 2.12).
   *
   * @default - no such log
   */
  readonly accessLog?: 'apache' | 'json';

  /**
   * Whether the proxy is a native sidecar: an init container that keeps running (Linkerd 2.15, Kubernetes 1.29). Without it the pods of a Job
   * never end, and init containers have no network through the mesh.
   *
   * @default - what Linkerd was installed with; true since 2.20
   */
  readonly nativeSidecar?: boolean;
  /**
   * Whether the containers of the pod start after the proxy is ready.
   *
   * @default - what Linkerd was installed with; true, as a rule
   */
  readonly proxyAwait?: boolean;
  /**
   * How long the proxy goes on after the pod was told to end, in whole seconds; the pod's `terminationGracePeriodSeconds` must be longer.
   * Linkerd refuses to mesh a pod that has both this and a native sidecar (linkerd2#12164).
   *
   * @default - no time
   */
  readonly waitBeforeExit?: Duration;
  /**
   * How long the proxy lets open connections finish before it ends.
   *
   * @default - what Linkerd was installed with; two minutes, as a rule
   */
  readonly shutdownGracePeriod?: Duration;
}
