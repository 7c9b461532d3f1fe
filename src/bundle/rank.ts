import { apiGroup, KubeObject } from './kube-object';

/**
 * The place of an object in the order of a bundle, 1000 to 9999; lower is applied first. A rank is a role, not a counter, so a
 * new object renames no other file.
 */
export type Rank = number;

/** The lowest and highest rank: four digits, so that file names sort as ranks do. */
const RANKS = { min: 1000, max: 9999 } as const;

interface RankRow {
  readonly rank: Rank;
  /** `Kind.group`, as kubectl writes it; without a group for the core kinds. */
  readonly kinds: readonly string[];
  readonly why: string;
}

const TABLE: readonly RankRow[] = [
  { rank: 1000, kinds: ['Namespace'], why: 'everything else is created in it' },
  { rank: 1050, kinds: ['CustomResourceDefinition.apiextensions.k8s.io'], why: 'custom objects need their kind' },
  {
    rank: 1100,
    kinds: [
      'ServiceAccount',
      'ConfigMap',
      'Secret',
      'PersistentVolumeClaim',
      'Role.rbac.authorization.k8s.io',
      'RoleBinding.rbac.authorization.k8s.io',
      'ClusterRole.rbac.authorization.k8s.io',
      'ClusterRoleBinding.rbac.authorization.k8s.io',
    ],
    why: 'pods do not start without what they mount and run as',
  },
  { rank: 2000, kinds: ['Service'], why: 'a route whose backend Service is missing answers 500 (Linkerd 2.20, measured)' },
  { rank: 3000, kinds: ['HTTPRouteGroup.specs.smi-spec.io'], why: 'splits and traffic targets refer to it' },
  {
    rank: 3100,
    kinds: [
      'TrafficSplit.split.smi-spec.io',
      'HTTPRoute.gateway.networking.k8s.io',
      'HTTPRoute.policy.linkerd.io',
      'GRPCRoute.gateway.networking.k8s.io',
      'ServiceProfile.linkerd.io',
    ],
    why: 'who gets which share is settled before the pods of a new version exist',
  },
  {
    rank: 3200,
    kinds: [
      'MeshTLSAuthentication.policy.linkerd.io',
      'NetworkAuthentication.policy.linkerd.io',
      'HTTPLocalRateLimitPolicy.policy.linkerd.io',
    ],
    why: 'authorizations refer to them',
  },
  {
    rank: 3300,
    kinds: ['AuthorizationPolicy.policy.linkerd.io', 'TrafficTarget.access.smi-spec.io'],
    why: 'what is allowed is there before the Server',
  },
  {
    rank: 3400,
    kinds: ['Server.policy.linkerd.io'],
    why: 'it denies what no policy allows; order alone does not avoid a gap, see AccessControl (Linkerd 2.20)',
  },
  {
    rank: 4000,
    kinds: [
      'Deployment.apps',
      'StatefulSet.apps',
      'DaemonSet.apps',
      'ReplicaSet.apps',
      'Pod',
      'Job.batch',
      'CronJob.batch',
      'Rollout.argoproj.io',
    ],
    why: 'services and routes are in place before pods',
  },
  {
    rank: 5000,
    kinds: ['HorizontalPodAutoscaler.autoscaling', 'PodDisruptionBudget.policy', 'ScaledObject.keda.sh'],
    why: 'they refer to a workload',
  },
  { rank: 6000, kinds: ['Ingress.networking.k8s.io', 'Gateway.gateway.networking.k8s.io'], why: 'traffic from outside comes last' },
  {
    rank: 7000,
    kinds: [
      'ServiceMonitor.monitoring.coreos.com',
      'PodMonitor.monitoring.coreos.com',
      'PrometheusRule.monitoring.coreos.com',
      'MetricTemplate.flagger.app',
      'AlertProvider.flagger.app',
      'AnalysisTemplate.argoproj.io',
    ],
    why: 'they watch what is there',
  },
  {
    rank: 8000,
    kinds: [
      'Canary.flagger.app',
      'Application.argoproj.io',
      'HelmRelease.helm.toolkit.fluxcd.io',
      'Kustomization.kustomize.toolkit.fluxcd.io',
    ],
    why: 'controllers that act on all of the above',
  },
];

/** Custom objects that the table does not name: after configuration and Services, with the routes. */
const OTHER: Rank = 3500;

/** What the table says of a kind: its rank, and the group that comes to mind when only the kind is named. */
interface KnownKind {
  readonly rank: Rank;
  readonly group: string;
}

const KNOWN = new Map<string, KnownKind>();
for (const { rank, kinds } of TABLE) {
  for (const name of kinds) {
    const [kind = name, ...group] = name.split('.');
    // Of two groups with a kind of one name, the first is the known one.
    if (!KNOWN.has(kind)) KNOWN.set(kind, { rank, group: group.join('.') });
  }
}

/** The rank that an object has by its kind, whatever its group: a kind of that name has that role in any of them. */
export function defaultRank(object: Pick<KubeObject, 'apiVersion' | 'kind'>): Rank {
  return KNOWN.get(object.kind)?.rank ?? OTHER;
}

/** Whether the kind alone says which object is meant: a core kind, or one of the table in the group that the table lists first for it. */
export function isKnownByKind({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  const group = apiGroup(apiVersion);
  return group === '' || KNOWN.get(kind)?.group === group;
}

/**
 * A rank that a user gave.
 *
 * @throws if it is no whole number from 1000 to 9999
 */
export function checkRank(rank: number): Rank {
  if (Number.isInteger(rank) && rank >= RANKS.min && rank <= RANKS.max) return rank;
  throw new Error(
    `rank must be a whole number from ${RANKS.min} to ${RANKS.max}, got ${rank}; Services have 2000, routes 3100, workloads 4000`,
  );
}
