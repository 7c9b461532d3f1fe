import { FaultExperiment, LoadGenerator, Mesh, MeshChart, NginxFaultInjector, Workload } from 'cdk8s-mesh';
import { Construct } from 'constructs';

/** What differs from cluster to cluster. */
export interface ZipkinFaultsProps {
  /** Your namespace. */
  readonly namespace: string;
  /** The host that your Ingress controller answers to. */
  readonly host: string;
  /** The share of the requests to zipkin that fail; 0 ends the experiment. */
  readonly share: number;
}

/** Zipkin, of whose requests a share is answered by an nginx that always fails. */
export class ZipkinFaults extends MeshChart {
  constructor(scope: Construct, id: string, props: ZipkinFaultsProps) {
    super(scope, id, { namespace: props.namespace, mesh: Mesh.linkerd('2.10') });

    const zipkin = new Workload(this, 'zipkin', {
      image: 'openzipkin/zipkin:2.23.4',
      imagePullPolicy: 'IfNotPresent',
      runAsUser: 1000, // The image names its user, and the kubelet wants a number to see that it is not root.
      ports: { zipkin: 9411 },
      readinessProbe: { httpGet: { path: '/health', port: 'zipkin' } },
    });

    const injector = new NginxFaultInjector(this, 'fault-injector', {
      status: 504,
      port: 9411,
      portName: 'fault-injector',
      serviceName: 'fault-injector-zipkin',
      configMapName: 'fault-injector-configmap',
      ingress: { hosts: [props.host], path: '/fault', tlsSecretName: 'tls-store' },
    });

    if (props.share > 0) {
      new FaultExperiment(this, 'fault-experiment', { name: 'fault-injector', service: zipkin, to: injector, share: props.share });
    }

    // What calls zipkin: each request to the storefront leaves spans.
    new LoadGenerator(this, 'load', { url: 'http://storefront:8080/store/stocklevel', rate: 1 });
  }
}
