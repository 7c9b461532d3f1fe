import { LINKERD, type LinkerdVersion } from '../../facts/linkerd-versions';

/** How a mesh decides who receives a request. What differs between meshes and versions stands here, and nowhere else. */
export interface MeshModel {
  /** `linkerd-2.20`, `gateway-api`, `smi`. */
  readonly name: string;
  /** The versions of HTTPRoute and GRPCRoute that it follows where their parent is a Service. */
  readonly routeApis: readonly string[];
  /** The versions of TrafficSplit that it follows. */
  readonly splitApis: readonly string[];
  /** Whether it reads ServiceProfiles, and an adaptor writes splits into them. */
  readonly hasProfiles: boolean;
  /** How it calls the group of Service in references. */
  readonly coreGroups: readonly string[];
  /** Filters in a rule that it knows. One that it does not know makes it ignore the whole route. */
  readonly ruleFilters: readonly string[];
  /** Filters of a backend that it knows. One that it does not know makes the backend invalid. */
  readonly backendFilters: readonly string[];
  /** Which of several matches wins: the `longest` path of whatever type, or by the `type` of path first. */
  readonly pathOrder: 'longest' | 'type';
  /** Whether a single backend of weight 0 receives everything, or nothing. */
  readonly singleZero: 'everything' | 'nothing';
  /** Whether a backend without namespace is beside the `parent`, or beside the `route`. */
  readonly backendNamespace: 'parent' | 'route';
  /** Ports that carry no HTTP unless a Service says otherwise. */
  readonly opaquePorts: readonly number[];
  /** How it takes the `appProtocol` of a port; undefined where it does not read it. */
  readonly appProtocols?: Readonly<Record<string, Protocol>>;
}

/** What a port carries: `detect` is HTTP where it looks like it. */
export type Protocol = 'detect' | 'http1' | 'http2' | 'grpc' | 'opaque';

const HEADER_FILTERS = ['RequestHeaderModifier', 'ResponseHeaderModifier'];

/**
 * What all versions of Linkerd that have routes do alike. Each row was seen in answers of the destination and policy controllers or at the proxy, of Linkerd main,
 * August 2026, unless another source is given.
 */
const LINKERD_MODEL = {
  hasProfiles: true,
  // CRD of linkerd-smi 0.2.7.
  splitApis: ['split.smi-spec.io/v1alpha1', 'split.smi-spec.io/v1alpha2'],
  coreGroups: ['', 'core'],
  // Others make the conversion of the whole route fail; the status of the route does not say so.
  ruleFilters: [...HEADER_FILTERS, 'RequestRedirect'],
  backendFilters: HEADER_FILTERS,
  // linkerd2-proxy linkerd/http/route/src/http/match.rs and match/path.rs: length of the path, then method, headers, query.
  pathOrder: 'longest',
  singleZero: 'everything',
  backendNamespace: 'parent',
  // Linkerd's Helm chart, proxy.opaquePorts.
  opaquePorts: [25, 587, 3306, 4444, 5432, 6379, 9300, 11211],
} as const satisfies Omit<MeshModel, 'name' | 'routeApis'>;

/** Since 2.18. Any other value counts as opaque (linkerd2 policy-controller, core/src/outbound.rs). */
const APP_PROTOCOLS = {
  http: 'http1',
  'kubernetes.io/h2c': 'http2',
  'linkerd.io/tcp': 'opaque',
  'linkerd.io/opaque': 'opaque',
} as const satisfies MeshModel['appProtocols'];

/** Versions of an API that show the same objects, by the one that stands for them in the table of Linkerd's versions. */
const SAME_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  'gateway.networking.k8s.io/v1': ['gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1beta1'],
  'policy.linkerd.io/v1beta2': ['policy.linkerd.io/v1alpha1', 'policy.linkerd.io/v1beta1', 'policy.linkerd.io/v1beta2'],
  'policy.linkerd.io/v1beta3': ['policy.linkerd.io/v1beta3'],
};

function linkerd(version: LinkerdVersion): MeshModel {
  const routeApis = LINKERD[version].routingApis.flatMap((api) => SAME_OBJECTS[api] ?? []);
  return { name: `linkerd-${version}`, routeApis, ...LINKERD_MODEL, ...(isSince(version, '2.18') && { appProtocols: APP_PROTOCOLS }) };
}

const VERSIONS = Object.keys(LINKERD);
const isSince = (version: LinkerdVersion, first: LinkerdVersion): boolean => VERSIONS.indexOf(version) >= VERSIONS.indexOf(first);

/** What the specification says of any mesh that implements it (Gateway API 1.2, GAMMA). */
const GATEWAY_API: MeshModel = {
  name: 'gateway-api',
  routeApis: ['gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1beta1'],
  splitApis: [],
  hasProfiles: false,
  coreGroups: [''],
  ruleFilters: [...HEADER_FILTERS, 'RequestRedirect', 'RequestMirror', 'URLRewrite', 'ExtensionRef', 'CORS'],
  backendFilters: [...HEADER_FILTERS, 'RequestRedirect', 'RequestMirror', 'URLRewrite', 'ExtensionRef', 'CORS'],
  pathOrder: 'type',
  singleZero: 'nothing',
  backendNamespace: 'route',
  opaquePorts: [],
};

/** A mesh of the Service Mesh Interface, with whatever version of TrafficSplit. */
const SMI: MeshModel = {
  ...GATEWAY_API,
  name: 'smi',
  routeApis: [],
  splitApis: ['v1alpha1', 'v1alpha2', 'v1alpha3', 'v1alpha4'].map((version) => `split.smi-spec.io/${version}`),
};

const MODELS = new Map([...(Object.keys(LINKERD) as LinkerdVersion[]).map(linkerd), GATEWAY_API, SMI].map((model) => [model.name, model]));

/** The names of all meshes that are known. */
export const meshNames: readonly string[] = [...MODELS.keys()];

/** What is taken for the mesh where nobody says which it is. */
const DEFAULT_MESH = 'linkerd-2.20';

/** @throws if no mesh of that name is known */
export function meshModel(name: string = DEFAULT_MESH): MeshModel {
  const model = MODELS.get(name);
  if (!model) throw new Error(`mesh must be one of ${meshNames.join(', ')}; got ${JSON.stringify(name)}`);
  return model;
}
