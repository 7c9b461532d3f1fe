import { isIP } from 'node:net';
import type { HTTPIngressPath, Ingress } from 'kubernetes-types/networking/v1';
import { annotations, line, objectName, show } from '../mesh/input';
import { Manifest } from '../mesh/mesh-object';
import { isContainerPortName } from '../workload/container';
import { ServicePortRef } from './service-ref';

/** How traffic from outside reaches a Service. */
export interface IngressProps {
  /** The hosts that the rules hold for, at least one. */
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
   * Annotations of the Ingress, besides those that the paths need.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A path of an Ingress and the Service behind it. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Prefix' | 'Exact' | 'ImplementationSpecific';
  readonly service: string;
  /** What `ingressPort` makes of a port. */
  readonly port: { readonly name?: string; readonly number?: number };
}

/** A port of a Service as an Ingress names it: by name only where a container could have that name; a Service's may be longer (Kubernetes 1.34). */
export function ingressPort({ name, port }: ServicePortRef): IngressPath['port'] {
  return name !== undefined && isContainerPortName(name) ? { name } : { number: port };
}

/**
 * The manifest of an Ingress that offers the same paths on every host.
 *
 * @throws if a host is no host name, or given twice, or there is none; or an annotation is one that the paths need
 */
export function ingress(
  name: string,
  props: IngressProps,
  paths: readonly IngressPath[],
  needed: Readonly<Record<string, string>> = {},
): Manifest<Ingress> {
  const hosts = props.hosts.map(ingressHost);
  if (hosts.length === 0) throw new Error('hosts must name at least one host, got none');
  const twice = hosts.find((host, index) => hosts.indexOf(host) !== index);
  if (twice !== undefined) throw new Error(`hosts must name each host once, got ${show(twice)} twice`);
  const own = annotations('annotation of the ingress', props.annotations);
  const taken = Object.keys(own).find((key) => Object.hasOwn(needed, key));
  if (taken !== undefined) {
    throw new Error(`annotation ${taken} of the ingress must not be set: the paths need it to be ${show(needed[taken])}; leave it out`);
  }
  const http = { paths: paths.map(ingressPath) };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: objectName('name of the ingress', name), annotations: { ...needed, ...own } },
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
  const labels = line('host', host).replace(/^\*\./, '').split('.');
  const isName = labels.every((label) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(label)) && host.length <= 253;
  if (isName && isIP(host) === 0) return host;
  throw new Error(`host must be a host name in lower case, such as shop.example.com or *.example.com, and no address, got ${show(host)}`);
}
