import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Manifest, MeshObject, meshOf } from '../mesh';
import { objectName, oneOf, port, portName, show, urlPath } from '../mesh/input';
import { AccessRule, NamedRule, namedRules } from './access-rule';
import { linkerdAccess, OtherClients } from './linkerd-access';
import { distinct, PodsLike, probeOf, ProbeRequest, ProtectedPods, protectedPods } from './protected-pods';
import { smiAccess } from './smi-access';

/** Who may send which requests to one port of some pods. */
export interface AccessControlProps {
  /** The pods: a `VersionedService`, a workload (of ours, of cdk8s-plus-27, or an `ApiObject`), or labels that choose them. */
  readonly pods: PodsLike;
  /** The port of the container that answers, by number or name. It must speak HTTP, and be no opaque or skipped port of the mesh. SMI knows no ports. */
  readonly port: number | string;
  /** The rules, by a name that becomes part of the names of the objects: `metrics`, say. */
  readonly rules: Readonly<Record<string, AccessRule>>;
  /**
   * Whether requests are refused. `false` refuses nothing: Linkerd 2.16 and later logs and counts what would be refused (`accessPolicy: audit`).
   *
   * On a port that has traffic, begin with `false` and set `true` in a later commit. Linkerd heeds a route only once its controller has accepted
   * it, which it does when the Server exists; until then the Server refuses everything but probes, in whatever order the objects were applied
   * (source of linkerd2's policy controller, 2.17 and later). The same holds in reverse: set `false` before you remove the construct.
   */
  readonly enforce: boolean;
  /**
   * Who may send what no rule is about. `all`: everybody, as Linkerd allows by default; it opens the port where the default policy of the pods is
   * stricter. `meshed`: clients in the mesh; ingress controllers and load balancers outside of it are refused. `none`: nobody; the answer is 404. SMI
   * refuses what nothing allows, so only `none` can be said there.
   *
   * @default 'all'; 'none' with SMI
   */
  readonly others?: OtherClients;
  /**
   * Paths that kubelets ask on this port (GET), besides those that are found in a workload. They stay open to everybody, for a kubelet has no
   * identity.
   *
   * @default - none; must be given where pods are chosen by labels and `others` is not `all`, for pods that fail their probes get no traffic
   */
  readonly probePaths?: readonly string[];
  /**
   * The ServiceAccount of the pods, which is what SMI protects, with all pods that run as it. Linkerd does not ask for it.
   *
   * @default - that of the workload
   */
  readonly serviceAccount?: string;
  /**
   * The name of the Server (Linkerd) or HTTPRouteGroup (SMI), with which the names of all other objects begin.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Lets only some clients send some requests: only Prometheus may GET `/metrics`, for example.
 *
 * - **Linkerd** (2.12 and later): a Server for the port; for each rule an HTTPRoute, an AuthorizationPolicy and a MeshTLSAuthentication; and routes for all
 *   that a Server with routes refuses otherwise: other paths, and the probes of kubelets.
 * - **SMI**: a TrafficTarget for each rule, and an HTTPRouteGroup. Linkerd ignores both, in every version.
 *
 * What to know of Linkerd's (linkerd2 and linkerd2-proxy, source of 2.20):
 * - The pods must be meshed; without a proxy nothing is refused.
 * - A port has one Server. Put all rules for a port into one construct, and into none if there is a Server for it already.
 * - An AuthorizationPolicy for the Server itself or for its Namespace, from elsewhere, allows every request, to `/metrics` too.
 * - Clients are known by their certificate: Prometheus must be meshed, and scrape pods through its proxy.
 * - Paths are compared as they are sent. An application that answers `/%6Detrics` or `//metrics` like `/metrics` shows it to `others`; metrics
 *   on a port of their own, with `others: 'none'`, have no such gap.
 */
export class AccessControl extends Construct {
  /** Linkerd: the port. */
  public readonly server?: ApiObject;
  /** Linkerd: the requests of each rule, those that nobody may send, probes, and all others. */
  public readonly routes: readonly ApiObject[];
  /** Linkerd: who may send the requests of each route. */
  public readonly authorizations: readonly ApiObject[];
  /** Linkerd: the clients of each rule. */
  public readonly authentications: readonly ApiObject[];
  /** SMI: the requests of all rules. */
  public readonly httpRouteGroup?: ApiObject;
  /** SMI: who may send the requests of each rule. */
  public readonly trafficTargets: readonly ApiObject[];

  /** @throws if a prop is wrong, rules contradict each other, a rule would refuse a probe, or the mesh has no access control */
  constructor(scope: Construct, id: string, props: AccessControlProps) {
    super(scope, id);
    const name = objectName('name of the access control', props.name ?? id);
    const rules = namedRules(props.rules);
    if (typeof props.enforce !== 'boolean') throw new Error(`enforce must be true or false, got ${show(props.enforce)}`);
    const onPort = typeof props.port === 'number' ? port('port', props.port) : portName('port', props.port);
    const look = () => protectedPods(props.pods, onPort);
    const pods = look();
    const mesh = meshOf(this);
    const about = {
      name,
      namespace: pods.namespace ?? Chart.of(this).namespace,
      rules,
      selector: pods.selector,
      port: onPort,
      enforce: props.enforce,
    };

    const linkerd = mesh.name === 'linkerd' ? linkerdAccess({ ...about, ...whatElse(props, rules, pods) }, mesh) : undefined;
    const smi = mesh.name === 'smi' ? smiAccess({ ...about, serviceAccount: smiAccount(props, pods) }) : undefined;
    if (!linkerd && !smi) throw new Error(`access control needs Linkerd or SMI, got ${mesh}, which has no API for it`);

    const made = <T extends object>(part: string, manifest: Manifest<T>) =>
      new MeshObject<T>(this, `${part}-${manifest.metadata.name}`, manifest);
    const routes = linkerd?.routes ?? [];
    this.authentications = routes.flatMap(({ authentication }) => (authentication ? made('authentication', authentication) : []));
    this.authorizations = routes.flatMap(({ authorization }) => (authorization ? made('authorization', authorization) : []));
    this.routes = routes.map(({ route }) => made('route', route));
    if (linkerd) this.server = new MeshObject(this, 'Server', linkerd.server);
    if (smi) this.httpRouteGroup = new MeshObject(this, 'HTTPRouteGroup', smi.httpRouteGroup);
    this.trafficTargets = smi?.trafficTargets.map((target) => made('target', target)) ?? [];
    this.node.defaultChild = this.server ?? this.httpRouteGroup;
    this.node.addValidation({ validate: () => unchanged(pods, look()) });
  }
}

/** What must go on beside the rules: requests of others, and probes. */
function whatElse(
  props: AccessControlProps,
  rules: readonly NamedRule[],
  pods: ProtectedPods,
): { others: OtherClients; probes: readonly ProbeRequest[] } {
  const others = oneOf('others', props.others ?? 'all', ['all', 'meshed', 'none']);
  const given = props.probePaths?.map((path) => probeOf(urlPath('probe path', path)));
  if (!given && !pods.probes && others !== 'all') {
    throw new Error(
      `probePaths must be given with others "${others}" and pods by label, for pods that fail their probes get no traffic; [] if nothing probes the port`,
    );
  }
  const probes = distinct([...(pods.probes ?? []), ...(given ?? [])]);
  for (const { path, method } of probes) {
    const rule = rules.find(({ paths, methods }) => paths.includes(path) && (methods?.includes(method) ?? true));
    if (rule) {
      throw new Error(`rule ${rule.name} must not be about ${method} ${path}, which kubelets send without an identity; probe another path`);
    }
  }
  return { others, probes };
}

function smiAccount(props: AccessControlProps, pods: ProtectedPods): string {
  if (!props.enforce) {
    throw new Error('enforce must be true with SMI, which cannot watch only; leave the access control out until it may be enforced');
  }
  if ((props.others ?? 'none') !== 'none') {
    throw new Error(
      `others must be "none" with SMI, which refuses what no TrafficTarget allows, got ${show(props.others)}; give rules with clients instead`,
    );
  }
  const account = props.serviceAccount ?? pods.serviceAccount;
  if (account === undefined) throw new Error('serviceAccount must be given with SMI where pods are chosen by labels, or run as several');
  return objectName('serviceAccount', account);
}

/** Routes are made when the construct is, from what its pods are then. */
function unchanged(before: ProtectedPods, now: ProtectedPods): string[] {
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  return [
    'labels, ports, probes or ServiceAccount of the protected pods were changed after the access control was made; make it after them',
  ];
}
