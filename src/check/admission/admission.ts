import type { DataPath } from '../../yaml/locate';
import { listAt, textAt, textsAt, valueAt } from '../data';
import { goDuration } from '../../facts/go-duration';
import type { Manifest } from '../manifest';
import type { MeshModel } from '../mesh/mesh-model';
import { nearest } from '../nearest';
import type { Fault } from './fault';
import { schemaFaults } from './schema';
import { webhookFaults } from './webhook';

/** Why an object does not get into the cluster. */
export interface Refusal {
  readonly manifest: Manifest;
  /** `API server`: its schema, or a version that is not served. */
  readonly by: 'API server' | 'webhook of Linkerd';
  readonly path: DataPath;
  readonly message: string;
}

/** What becomes of objects that somebody applies. */
export interface Admission {
  readonly accepted: readonly Manifest[];
  readonly refused: readonly Refusal[];
}

/** The one version of all kinds of Flagger, since v1alpha3 went away (CRDs of Flagger 1.5, 1.6 and 1.44). */
const FLAGGER_API = 'flagger.app/v1beta1';

/** Versions that are checked by the schema of another one, whose `spec` is the same. */
const SAME_SPEC: Readonly<Record<string, string>> = {
  'gateway.networking.k8s.io/v1beta1 HTTPRoute': 'gateway.networking.k8s.io/httproute.v1.json',
  'linkerd.io/v1alpha1 ServiceProfile': 'linkerd.io/serviceprofile.v1alpha2.json',
};

/** Kinds whose schema is in this package. */
const KINDS: ReadonlyMap<string, string> = new Map(
  [
    ['access.smi-spec.io', 'TrafficTarget', 'v1alpha2', 'v1alpha3'],
    ['flagger.app', 'Canary', 'v1beta1'],
    ['flagger.app', 'MetricTemplate', 'v1beta1'],
    ['flagger.app', 'AlertProvider', 'v1beta1'],
    ['gateway.networking.k8s.io', 'HTTPRoute', 'v1'],
    ['gateway.networking.k8s.io', 'GRPCRoute', 'v1'],
    ['linkerd.io', 'ServiceProfile', 'v1alpha2'],
    ['policy.linkerd.io', 'AuthorizationPolicy', 'v1alpha1'],
    ['policy.linkerd.io', 'HTTPLocalRateLimitPolicy', 'v1alpha1'],
    ['policy.linkerd.io', 'HTTPRoute', 'v1beta2', 'v1beta3'],
    ['policy.linkerd.io', 'MeshTLSAuthentication', 'v1alpha1'],
    ['policy.linkerd.io', 'NetworkAuthentication', 'v1alpha1'],
    ['policy.linkerd.io', 'Server', 'v1beta1', 'v1beta3'],
    ['specs.smi-spec.io', 'HTTPRouteGroup', 'v1alpha3', 'v1alpha4'],
    ['split.smi-spec.io', 'TrafficSplit', 'v1alpha1', 'v1alpha2', 'v1alpha4'],
  ].flatMap(([group = '', kind = '', ...versions]) =>
    versions.map((version): [string, string] => [`${group}/${version} ${kind}`, `${group}/${kind.toLowerCase()}.${version}.json`]),
  ),
);

/** Groups by kind, in small letters; those of `KINDS`, and that of Argo Rollouts. */
const GROUPS = new Map<string, { readonly kind: string; readonly groups: Set<string> }>();
for (const [group, kind] of [...[...KINDS.keys()].map((key) => key.split(/\/\S* /)), ['argoproj.io', 'Rollout']]) {
  const known = GROUPS.get((kind ?? '').toLowerCase()) ?? { kind: kind ?? '', groups: new Set<string>() };
  GROUPS.set(known.kind.toLowerCase(), { ...known, groups: known.groups.add(group ?? '') });
}

/** A kind or group that is written nearly as one of these: no cluster has it. */
function misspelt({ group, kind, apiVersion }: Manifest): Fault[] {
  const known = GROUPS.get(kind.toLowerCase());
  if (!known) return [];
  if (known.groups.has(group))
    return kind === known.kind ? [] : [{ path: ['kind'], message: `there is no kind ${kind} in ${apiVersion}; is it ${known.kind}?` }];
  const near = nearest(group, known.groups);
  return near === undefined ? [] : [{ path: ['apiVersion'], message: `there is no group ${group}; is it ${near}?` }];
}

/** Which objects the API server and the webhooks of a mesh take, and why not the others. */
export function admit(manifests: readonly Manifest[], mesh: MeshModel): Admission {
  const withoutWebhooks = new Set(
    manifests
      .filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace')
      .filter(({ object }) => textsAt(object, 'metadata', 'labels').get('config.linkerd.io/admission-webhooks') === 'disabled')
      .map(({ name }) => name),
  );
  const accepted: Manifest[] = [];
  const refused: Refusal[] = [];
  for (const manifest of manifests) {
    const byServer = serverFaults(manifest, mesh).map((fault) => ({ manifest, by: 'API server' as const, ...fault }));
    const byWebhook =
      byServer.length > 0 || !mesh.hasProfiles || withoutWebhooks.has(manifest.namespace)
        ? []
        : webhookFaults(manifest).map((fault) => ({ manifest, by: 'webhook of Linkerd' as const, ...fault }));
    if (byServer.length + byWebhook.length === 0) accepted.push(manifest);
    else refused.push(...byServer, ...byWebhook);
  }
  return { accepted, refused };
}

function serverFaults(manifest: Manifest, mesh: MeshModel): Fault[] {
  const { apiVersion, group, kind, object } = manifest;
  if (group === 'split.smi-spec.io' && kind === 'TrafficSplit' && mesh.splitApis.length > 0 && !mesh.splitApis.includes(apiVersion)) {
    return [{ path: ['apiVersion'], message: `${apiVersion} is not served on ${mesh.name}, which knows ${mesh.splitApis.join(' and ')}` }];
  }
  if (group === 'flagger.app' && apiVersion !== FLAGGER_API) {
    return [{ path: ['apiVersion'], message: `${apiVersion} is not served by Flagger 1.6 and later, which knows ${FLAGGER_API}` }];
  }
  const unknown = misspelt(manifest);
  if (unknown.length > 0) return unknown;
  const key = `${apiVersion} ${kind}`;
  const file = KINDS.get(key) ?? SAME_SPEC[key] ?? (isOldPolicyRoute(manifest) ? 'policy.linkerd.io/httproute.v1beta2.json' : undefined);
  if (file === undefined) return [];
  const spec = valueAt(object, 'spec');
  if (spec === undefined) return [{ path: [], message: 'spec is missing' }];
  return [...schemaFaults(file, spec), ...oldVersionFaults(manifest), ...timeoutFaults(manifest)];
}

const isOldPolicyRoute = ({ apiVersion, kind }: Manifest): boolean =>
  kind === 'HTTPRoute' && (apiVersion === 'policy.linkerd.io/v1alpha1' || apiVersion === 'policy.linkerd.io/v1beta1');

/** What an old version does not have, where it is checked by the schema of a younger one. */
function oldVersionFaults(manifest: Manifest): Fault[] {
  const { apiVersion, object } = manifest;
  if (apiVersion === 'linkerd.io/v1alpha1' && valueAt(object, 'spec', 'routes') === undefined) {
    return [{ path: ['spec'], message: `spec must have routes in ${apiVersion}` }];
  }
  if (!isOldPolicyRoute(manifest)) return [];
  return listAt(object, 'spec', 'rules').flatMap((rule, index) =>
    listAt(rule, 'backendRefs').flatMap((backend, at) =>
      ['weight', 'group', 'kind']
        .filter((field) => valueAt(backend, field) !== undefined)
        .map((field) => ({
          path: ['spec', 'rules', index, 'backendRefs', at, field],
          message: `unknown field ${field} of a backend: ${apiVersion} has it not, v1beta3 has`,
        })),
    ),
  );
}

/** A rule of the CRDs of routes that JSON Schema cannot say. */
function timeoutFaults({ kind, object }: Manifest): Fault[] {
  if (kind !== 'HTTPRoute') return [];
  return listAt(object, 'spec', 'rules').flatMap((rule, index) => {
    const [request = 0, backend = 0] = ['request', 'backendRequest'].map((field) => goDuration(textAt(rule, 'timeouts', field) ?? ''));
    if (request === 0 || backend <= request) return [];
    return [
      {
        path: ['spec', 'rules', index, 'timeouts', 'backendRequest'],
        message: 'the timeout backendRequest must not be longer than request',
      },
    ];
  });
}
