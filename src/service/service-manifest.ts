import type { Service } from 'kubernetes-types/core/v1';
import { Manifest } from '../mesh/mesh-object';
import { serviceName } from '../mesh/input';
import { NamedPort, servicePorts } from './ports';

/** What a Service of ours is made of. */
export interface ServiceManifestProps {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The labels of the pods that it sends to. */
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly NamedPort[];
  /** How it can be reached; ClusterIP where it is not said. */
  readonly type?: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
}

/**
 * The manifest of a Service.
 *
 * @throws if the name is no name of a Service
 */
export function serviceManifest(props: ServiceManifestProps): Manifest<Service> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: serviceName('name of the service', props.name), labels: { ...props.labels }, annotations: { ...props.annotations } },
    spec: { type: props.type ?? 'ClusterIP', selector: { ...props.selector }, ports: servicePorts(props.ports) },
  };
}
