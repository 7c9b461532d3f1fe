/** Where a kind stands in the list of a tool. */
export type KindOrder = (kind: string) => number;

/** Kinds in the order of a list, others behind `last` in it. */
function orderOf(kinds: string, { othersBefore = '' } = {}): KindOrder {
  const list = kinds.split(/\s+/);
  const known = new Map(list.map((kind, index) => [kind, index]));
  const others = othersBefore === '' ? list.length : (known.get(othersBefore) ?? list.length) - 0.5;
  return (kind) => known.get(kind) ?? others;
}

/** kustomize 5.7, order `legacy` (`api/internal/builtins/SortOrderTransformer.go`). */
export const KUSTOMIZE_ORDER = orderOf(
  `Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role ClusterRole RoleBinding ClusterRoleBinding ConfigMap Secret Endpoints Service
  LimitRange PriorityClass PersistentVolume PersistentVolumeClaim Deployment StatefulSet CronJob PodDisruptionBudget MutatingWebhookConfiguration ValidatingWebhookConfiguration`,
  { othersBefore: 'MutatingWebhookConfiguration' },
);

const FLUX_REST = orderOf(
  `CustomResourceDefinition Namespace ClusterRole ClusterRoleBinding ResourceQuota ServiceAccount Role RoleBinding ConfigMap Secret Service LimitRange Deployment StatefulSet CronJob
  PodDisruptionBudget MutatingWebhookConfiguration ValidatingWebhookConfiguration`,
  { othersBefore: 'MutatingWebhookConfiguration' },
);

/** kustomize-controller 1.9: definitions first, then what ends in `Class`, then the rest (fluxcd/pkg `ssa`). */
export const FLUX_ORDER: KindOrder = (kind) => {
  const stage = ['CustomResourceDefinition', 'Namespace', 'ClusterRole'].includes(kind) ? 0 : kind.endsWith('Class') ? 1 : 2;
  return stage * 100 + FLUX_REST(kind);
};

const INSTALL = `NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim
  CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role RoleList RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet
  Deployment HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService`;

/** Helm 4.1, `InstallOrder`. */
export const HELM_INSTALL_ORDER = orderOf(`PriorityClass Namespace ${INSTALL} MutatingWebhookConfiguration ValidatingWebhookConfiguration`);

/** Argo CD's engine, 2026-09: that of Helm without what Helm got later. */
export const ARGO_ORDER = orderOf(`Namespace ${INSTALL}`);

/** Helm 4.1, `UninstallOrder`. */
export const HELM_UNINSTALL_ORDER = orderOf(
  `ValidatingWebhookConfiguration MutatingWebhookConfiguration APIService Ingress IngressClass Service CronJob Job StatefulSet HorizontalPodAutoscaler Deployment ReplicaSet
  ReplicationController Pod DaemonSet RoleBindingList RoleBinding RoleList Role ClusterRoleBindingList ClusterRoleBinding ClusterRoleList ClusterRole CustomResourceDefinition PersistentVolumeClaim
  PersistentVolume StorageClass ConfigMap SecretList Secret ServiceAccount PodDisruptionBudget PodSecurityPolicy LimitRange ResourceQuota NetworkPolicy Namespace PriorityClass`,
);
