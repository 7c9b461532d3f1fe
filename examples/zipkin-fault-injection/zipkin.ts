import { Delivery, FaultRelease, FaultStage, LoadGenerator, Mesh, NginxFaultInjector, Workload } from 'cdk8s-mesh';
import { Construct } from 'constructs';

/** What differs from cluster to cluster, and from step to step. */
export interface ZipkinFaultsProps {
  /** Your namespace. */
  readonly namespace: string;
  /** The host that your Ingress controller answers to. */
  readonly host: string;
  /** The step that is deployed now. */
  readonly current: FaultStage<50>;
}

/** Zipkin, of whose requests half are answered by an nginx that always fails. */
export class ZipkinFaults extends FaultRelease<50> {
  constructor(scope: Construct, id: string, { namespace, host, current }: ZipkinFaultsProps) {
    super(scope, id, {
      namespace,
      mesh: Mesh.linkerd('2.10'),
      service: (chart) =>
        new Workload(chart, 'zipkin', {
          image: 'openzipkin/zipkin:2.23.4',
          imagePullPolicy: 'IfNotPresent',
          runAsUser: 1000, // The image names its user, and the kubelet wants a number to see that it is not root.
          ports: { zipkin: 9411 },
          readinessProbe: { httpGet: { path: '/health', port: 'zipkin' } },
        }),
      injector: (chart) =>
        new NginxFaultInjector(chart, 'fault-injector', {
          status: 504,
          port: 9411,
          portName: 'fault-injector',
          serviceName: 'fault-injector-zipkin',
          configMapName: 'fault-injector-configmap',
          ingress: { hosts: [host], path: '/fault', tlsSecretName: 'tls-store' },
        }),
      steps: [50],
      current,
      delivery: Delivery.kustomize(),
      split: { name: 'fault-injector' },
      also: ({ chart }) => {
        // What calls zipkin: each request to the storefront leaves spans.
        new LoadGenerator(chart, 'load', { url: 'http://storefront:8080/store/stocklevel', rate: 1 });
      },
    });
  }
}
