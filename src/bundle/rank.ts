import { apiGroup, KubeObject } from './kube-object';

/**
 * The place of an object in the order of a bundle, 1000 to 9999; lower is applied first. A rank is a role, not a counter, so a
 * new object renames no other file.
 */
export type Rank = number;

/** The lowest and highest rank: four digits, so that file names sort as ranks do. */
export const RANKS = { min: 1000, max: 9999 } as const;

interface RankRow {
  readonly rank: Rank;
  /** `kind` or `kind.group`. */
  readonly kinds: readonly string[];
  readonly why: string;
}

const TABLE: readonly RankRow[] = [
  { rank: 1000, kinds: ['Namespace'], why: 'everything else is created in it' },
  { rank: 1050, kinds: ['CustomResourceDefinition'], why: 'custom objects need their kind' },
  {
    rank: 1100,
    kinds: ['ServiceAccount', 'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
    why: 'pods do not start without what they mount and run as',
  },
  { rank: 2000, kinds: ['Service'], why: 'a route whose backend Service is missing answers 500 (Linkerd 2.20, measured)' },
  { rank: 3000, kinds: ['HTTPRouteGroup'], why: 'splits and traffic targets refer to it' },
  {
    rank: 3100,
    kinds: ['TrafficSplit', 'HTTPRoute', 'GRPCRoute', 'ServiceProfile'],
    why: 'who gets which share is settled before the pods of a new version exist',
  },
  {
    rank: 3200,
    kinds: ['MeshTLSAuthentication', 'NetworkAuthentication', 'HTTPLocalRateLimitPolicy'],
    why: 'authorizations refer to them',
  },
  { rank: 3300, kinds: ['AuthorizationPolicy', 'TrafficTarget'], why: 'allowed before the Server denies the rest' },
  { rank: 3400, kinds: ['Server'], why: 'a Server denies what no policy allows from the moment it exists (Linkerd 2.20)' },
  { rank: 4000, kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod', 'Job', 'CronJob', 'Rollout'], why: 'services and routes are in place before pods' },
  { rank: 5000, kinds: ['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'ScaledObject'], why: 'they refer to a workload' },
  { rank: 6000, kinds: ['Ingress', 'Gateway'], why: 'traffic from outside comes last' },
  {
    rank: 7000,
    kinds: ['ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'MetricTemplate', 'AlertProvider', 'AnalysisTemplate'],
    why: 'they watch what is there',
  },
  { rank: 8000, kinds: ['Canary', 'Application', 'HelmRelease', 'Kustomization'], why: 'controllers that act on all of the above' },
];

/** Custom objects that the table does not name: after configuration and Services, with the routes. */
const OTHER: Rank = 3500;

const BY_KIND = new Map(TABLE.flatMap((row) => row.kinds.map((kind) => [kind, row.rank] as const)));

/** The rank that an object has by its kind. */
export function defaultRank(object: Pick<KubeObject, 'apiVersion' | 'kind'>): Rank {
  return BY_KIND.get(`${object.kind}.${apiGroup(object.apiVersion)}`) ?? BY_KIND.get(object.kind) ?? OTHER;
}

/**
 * A rank that a user gave.
 *
 * @throws if it is no whole number from 1000 to 9999
 */
export function checkRank(rank: number): Rank {
  if (Number.isInteger(rank) && rank >= RANKS.min && rank <= RANKS.max) return rank;
  throw new Error(`rank must be a whole number from ${RANKS.min} to ${RANKS.max}, got ${rank}; Services have 2000, routes 3100, workloads 4000`);
}
