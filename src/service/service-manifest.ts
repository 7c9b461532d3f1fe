import { Lazy } from 'cdk8s';
import type { Service } from 'kubernetes-types/core/v1';
import { Manifest } from '../mesh/mesh-object';
import { oneOf, serviceName } from '../mesh/input';
import { NamedPort, servicePorts } from './ports';

type Labels = Readonly<Record<string, string>>;

/** What a Service of ours is made of. */
export interface ServiceManifestProps {
  readonly name: string;
  readonly labels: Labels;
  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly annotations?: Labels;
  /** The labels of the pods that it sends to; a function where they are known at synthesis only. */
  readonly selector: Labels | (() => Labels);
  readonly ports: readonly NamedPort[];
  /**
   * How it can be reached.
   *
   * @default 'ClusterIP'
   */
  readonly type?: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
}

const TYPES = ['ClusterIP', 'LoadBalancer', 'NodePort'] as const;

/**
 * The manifest of a Service.
 *
 * @throws if the name is no name of a Service, or there is no such type
 */
export function serviceManifest(props: ServiceManifestProps): Manifest<Service> {
  const { selector: given } = props;
  const selector = typeof given === 'function' ? (Lazy.any({ produce: given }) as Record<string, string>) : { ...given };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: serviceName('name of the service', props.name), labels: { ...props.labels }, annotations: { ...props.annotations } },
    spec: { type: oneOf('type of the service', props.type ?? 'ClusterIP', TYPES), selector, ports: servicePorts(props.ports) },
  };
}
