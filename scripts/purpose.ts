/** Parts of a manifest that a purpose is told from. */
interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: Spec;
}

interface Backend {
  readonly service?: string;
  readonly name?: string;
  readonly authority?: string;
  readonly weight?: number | string;
}

interface Spec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly replicas?: number;
  readonly service?: string | { readonly port?: number };
  readonly backends?: readonly Backend[];
  readonly parentRefs?: readonly { readonly kind: string; readonly name: string; readonly port?: number }[];
  readonly rules?: readonly { readonly backendRefs?: readonly Backend[]; readonly host?: string }[];
  readonly routes?: readonly { readonly isRetryable?: boolean; readonly timeout?: string }[];
  readonly template?: { readonly spec?: { readonly containers?: readonly { readonly image?: string }[] } };
  readonly scaleTargetRef?: { readonly name: string };
  readonly targetRef?: { readonly name: string };
}

type Purpose = (spec: Spec, object: Manifest) => string;

/** What a reader wants to know of an object, by its kind. */
const PURPOSES: Readonly<Record<string, Purpose>> = {
  Kustomization: () => 'lists the files in the order in which they are safe to apply',
  Namespace: () => 'where everything else lives',
  ServiceAccount: () => 'who the pods are',
  ConfigMap: (_, { data = {} }) => `files: ${Object.keys(data).join(', ')}`,
  Service: ({ selector = {} }) => `sends to pods with ${labels(selector)}`,
  TrafficSplit: ({ service, backends = [] }) => `splits ${typeof service === 'string' ? service : 'a service'}: ${shares(backends)}`,
  HTTPRoute: ({ parentRefs = [], rules = [] }) =>
    `routes ${parentRefs.map(({ name, port }) => (port === undefined ? name : `${name}:${port}`)).join(', ')}: ${rules.map(({ backendRefs = [] }) => shares(backendRefs)).join('; else ')}`,
  ServiceProfile: ({ routes = [] }) => {
    const retried = routes.filter(({ isRetryable }) => isRetryable).length;
    const limited = routes.filter(({ timeout }) => timeout !== undefined).length;
    return `${routes.length} routes, ${retried} retried, ${limited} with a timeout`;
  },
  Deployment: ({ replicas, template }) =>
    `runs ${replicas === undefined ? '' : `${replicas} × `}${template?.spec?.containers?.[0]?.image ?? 'pods'}`,
  Job: ({ template }) => `runs ${template?.spec?.containers?.[0]?.image ?? 'pods'} to its end`,
  HorizontalPodAutoscaler: ({ scaleTargetRef }) => `sets the replicas of ${scaleTargetRef?.name}`,
  Ingress: ({ rules = [] }) => `lets traffic in at ${rules.map(({ host }) => host).join(', ')}`,
  Canary: ({ targetRef }) => `lets Flagger roll out ${targetRef?.name}`,
  MetricTemplate: () => 'asks Prometheus a question for Flagger',
  Server: () => 'puts a port under policy',
  AuthorizationPolicy: () => 'says who may send to it',
  MeshTLSAuthentication: () => 'names identities of the mesh',
};

/** A line that says what a manifest is for. */
export function purposeOf(value: unknown): string {
  const object = (value ?? {}) as Manifest;
  const tell = PURPOSES[object.kind ?? ''];
  return tell ? tell(object.spec ?? {}, object) : `${object.kind} ${object.metadata?.name ?? ''}`;
}

function shares(backends: readonly Backend[]): string {
  if (backends.length === 0) return 'as before';
  return backends.map(({ service, name, authority, weight }) => `${weight ?? 1} to ${service ?? name ?? authority}`).join(', ');
}

function labels(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
