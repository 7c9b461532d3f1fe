/** An object of a bundle, as far as tools look at it to order their writes. */
export interface BundleObject {
  /** Unique in the bundle. */
  readonly id: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Empty if it has none. */
  readonly namespace: string;
  /** Argo CD's sync wave. */
  readonly wave: number;
}

/** Things that are done one batch after the other; inside a batch the order is open. */
export type Batches<T> = readonly (readonly T[])[];

/** In which order a tool writes objects, none of which exists, when it is given them in the order of their files. */
export type Order = (objects: readonly BundleObject[]) => Batches<BundleObject>;

/** What kubectl and our `Kustomization` keep (docs/output.md): one after the other as the files are named. Observed with kubectl 1.34. */
export const byFile: Order = (objects) => objects.map((object) => [object]);

/**
 * Helm's kinds, one behind the other, others last by the name of their kind; objects of one kind at once. Helm 4.1, pkg/release/v1/util/kind_sorter.go and
 * pkg/kube/client.go; observed.
 */
export const byHelm: Order = (objects) => {
  const ranked = sorted(objects, [({ kind }) => rank(HELM_KINDS, kind), ({ kind }) => (HELM_KINDS.includes(kind) ? '' : kind)]);
  return grouped(ranked, ({ kind }) => kind);
};

/**
 * Waves, then kinds as Helm has them, with all others last and alike, then names; neighbours of one kind at once. gitops-engine of 2026-09,
 * pkg/sync/sync_tasks.go and sync_context.go; observed.
 */
export const byArgo: Order = (objects) =>
  grouped(
    sorted(objects, [({ wave }) => wave, ({ kind }) => rank(ARGO_KINDS, kind), ({ name }) => name]),
    ({ kind, wave }) => `${wave} ${kind}`,
  );

/** Flux's kinds, others behind them by group and kind; one after the other. github.com/fluxcd/pkg/ssa 0.76, sort.go; observed with Flux 1.9. */
export const byFlux: Order = (objects) =>
  sorted(objects, [
    ({ kind }) => rank(FLUX_KINDS, kind),
    ({ group }) => group,
    ({ kind }) => kind,
    ({ namespace }) => namespace,
    ({ name }) => name,
  ]).map((object) => [object]);

/** Kinds that both have, in Helm's order of installation. */
const BEFORE_WEBHOOKS = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

const HELM_KINDS = ['PriorityClass', ...BEFORE_WEBHOOKS, 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

const ARGO_KINDS = BEFORE_WEBHOOKS;

const FLUX_KINDS = [
  'CustomResourceDefinition',
  'Namespace',
  'ClusterRole',
  'ClusterClass',
  'RuntimeClass',
  'PriorityClass',
  'StorageClass',
  'VolumeSnapshotClass',
  'IngressClass',
  'GatewayClass',
  'ClusterRoleBinding',
  'ResourceQuota',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'Service',
  'LimitRange',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];

/** Where a kind stands in a list; behind it, if it is not there. */
const rank = (kinds: readonly string[], kind: string): number => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);

/** By the first key that differs; where none does, as before. Text by its bytes. */
function sorted(objects: readonly BundleObject[], keys: readonly ((object: BundleObject) => string | number)[]): BundleObject[] {
  return [...objects].sort((a, b) => {
    for (const key of keys) if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
    return 0;
  });
}

/** Neighbours with the same key together. */
function grouped<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups: T[][] = [];
  let last: string | undefined;
  for (const item of items) {
    if (key(item) === last) groups.at(-1)?.push(item);
    else groups.push([item]);
    last = key(item);
  }
  return groups;
}
