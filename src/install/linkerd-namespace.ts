import { Construct } from 'constructs';
import type { Namespace } from 'kubernetes-types/core/v1';
import { MeshObject } from '../mesh';
import { dnsLabel } from '../mesh/input';
import { LinkerdInstallProps } from './linkerd-charts';

/**
 * The namespace of the control plane, as `linkerd install` makes it (chart linkerd-control-plane, `templates/namespace.yaml`, which Helm leaves out). Argo CD
 * and Flux are told never to delete it, for all of the mesh would go with it.
 */
export function linkerdNamespace(scope: Construct, { namespace, cni }: LinkerdInstallProps): MeshObject<Namespace> {
  const name = dnsLabel('namespace', namespace ?? 'linkerd');
  return new MeshObject<Namespace>(scope, 'Namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'linkerd.io/is-control-plane': 'true',
        'linkerd.io/control-plane-ns': name,
        'config.linkerd.io/admission-webhooks': 'disabled',
        'pod-security.kubernetes.io/enforce': cni ? 'restricted' : 'privileged',
      },
      annotations: {
        'linkerd.io/inject': 'disabled',
        'argocd.argoproj.io/sync-options': 'Prune=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
    },
  });
}
