import { Chart } from 'cdk8s';

/** A client: its ServiceAccount where it is meshed. */
export interface Client {
  readonly serviceAccount: string;
  readonly namespace: string;
}

interface Route {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly accessPolicy?: string;
    readonly parentRefs?: readonly { kind: string; name: string }[];
    readonly rules?: readonly { matches: readonly { path: { type: string; value: string }; method?: string }[] }[];
    readonly targetRef?: { kind: string; name: string };
    readonly requiredAuthenticationRefs?: readonly { name: string }[];
    readonly identities?: readonly string[];
    readonly identityRefs?: readonly { name: string; namespace: string }[];
  };
}

/**
 * What Linkerd's proxy answers to a request for the port of the only Server, once its controller has accepted all routes (linkerd2 and linkerd2-proxy 2.20: best match
 * by length of the path, then by method; authorizations of the route or of the Server; 404 where no route matches).
 */
export function linkerdAnswers(chart: Chart, request: { path: string; method?: string; client?: Client }): 200 | 403 | 404 {
  const objects = chart.toJson() as Route[];
  const server = objects.find(({ kind }) => kind === 'Server');
  const matches = objects
    .filter(
      ({ kind, spec }) =>
        kind === 'HTTPRoute' && spec.parentRefs?.some((parent) => parent.kind === 'Server' && parent.name === server?.metadata.name),
    )
    .flatMap((route) => (route.spec.rules ?? []).flatMap((rule) => rule.matches).map(({ path, method }) => ({ route, path, method })))
    .filter(({ path, method }) => (method ?? request.method ?? 'GET') === (request.method ?? 'GET') && matchesPath(path, request.path));
  const rank = ({ path, method }: (typeof matches)[number]): number => 2 * path.value.length + (method === undefined ? 0 : 1);
  const best = [...matches].sort((a, b) => rank(b) - rank(a));
  if (best[0] === undefined) return 404;
  if (best[1] && rank(best[0]) === rank(best[1]) && best[0].route !== best[1].route)
    throw new Error(`two routes match ${request.path} equally well`);
  if (server?.spec.accessPolicy === 'audit') return 200;
  const policies = objects.filter(
    ({ kind, spec }) => kind === 'AuthorizationPolicy' && spec.targetRef?.name === best[0]?.route.metadata.name,
  );
  return policies.some(({ spec }) => (spec.requiredAuthenticationRefs ?? []).every(({ name }) => passes(objects, name, request.client)))
    ? 200
    : 403;
}

function matchesPath({ type, value }: { type: string; value: string }, path: string): boolean {
  return path === value || (type === 'PathPrefix' && (value === '/' || path.startsWith(`${value}/`)));
}

function passes(objects: readonly Route[], authentication: string, client: Client | undefined): boolean {
  const found = objects.find(({ kind, metadata }) => kind === 'MeshTLSAuthentication' && metadata.name === authentication);
  if (!found || !client) return false;
  const { identities = [], identityRefs = [] } = found.spec;
  return (
    identities.includes('*') || identityRefs.some(({ name, namespace }) => name === client.serviceAccount && namespace === client.namespace)
  );
}
