import type { HTTPIngressPath, Ingress } from 'kubernetes-types/networking/v1';
import { annotations, line, objectName, show } from '../mesh/input';
import { Manifest } from '../mesh/mesh-object';

/** How traffic from outside reaches a Service. */
export interface IngressProps {
  /** The hosts that the rules hold for. */
  readonly hosts: readonly string[];
  /**
   * The secret with the TLS certificate of the hosts.
   *
   * @default - no TLS
   */
  readonly tlsSecretName?: string;
  /**
   * The class of the Ingress.
   *
   * @default 'nginx'
   */
  readonly ingressClassName?: string;
  /**
   * Annotations of the Ingress.
   *
   * @default - none but those that the paths need
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A path of an Ingress and the Service behind it. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Prefix' | 'Exact' | 'ImplementationSpecific';
  readonly service: string;
  readonly port: { readonly name?: string; readonly number?: number };
}

/**
 * The manifest of an Ingress that offers the same paths on every host.
 *
 * @throws if a host is no host name, or there is none
 */
export function ingress(name: string, props: IngressProps, paths: readonly IngressPath[], needed: Readonly<Record<string, string>> = {}): Manifest<Ingress> {
  const hosts = props.hosts.map((host) => ingressHost(host));
  if (hosts.length === 0) throw new Error('hosts must name at least one host, got none');
  const http = { paths: paths.map(ingressPath) };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: objectName('name of the ingress', name), annotations: { ...needed, ...annotations('annotation of the ingress', props.annotations) } },
    spec: {
      ingressClassName: objectName('ingressClassName', props.ingressClassName ?? 'nginx'),
      tls: props.tlsSecretName === undefined ? undefined : [{ hosts, secretName: objectName('tlsSecretName', props.tlsSecretName) }],
      rules: hosts.map((host) => ({ host, http })),
    },
  };
}

function ingressPath({ path, pathType, service, port }: IngressPath): HTTPIngressPath {
  return { path, pathType, backend: { service: { name: service, port } } };
}

/** A host name, its first label a `*` at most (Kubernetes Ingress v1). */
function ingressHost(host: string): string {
  if (line('host', host).replace(/^\*\./, '').split('.').every((label) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(label)) && host.length <= 253) return host;
  throw new Error(`host must be a host name in lower case, such as shop.example.com or *.example.com, got ${show(host)}`);
}
