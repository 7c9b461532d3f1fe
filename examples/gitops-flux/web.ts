import { Duration } from 'cdk8s';
import { Delivery, Gate, Release, ReleaseStage } from 'cdk8s-mesh';
import { Construct } from 'constructs';

/** podinfo behind the name `web`, from one version to the next; Flux keeps the cluster at the current step. */
export class Web extends Release<'6.7.0' | '6.8.0', 10 | 50> {
  constructor(scope: Construct, id: string, current: ReleaseStage<10 | 50>) {
    super(scope, id, {
      namespace: 'shop',
      service: {
        ports: { http: 9898 },
        versions: {
          '6.7.0': { image: 'ghcr.io/stefanprodan/podinfo:6.7.0' },
          '6.8.0': { image: 'ghcr.io/stefanprodan/podinfo:6.8.0' },
        },
        runAsUser: 100,
        readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
        replicas: 2,
      },
      from: '6.7.0',
      to: '6.8.0',
      steps: [{ weight: 10, gates: [Gate.pause(Duration.minutes(10)), Gate.successRate({ atLeast: 0.99 })] }, 50],
      current,
      delivery: Delivery.flux({
        path: 'dist',
        sourceRef: { kind: 'GitRepository', name: 'delivery' },
        dependsOn: ['shop-namespace'],
      }),
    });
  }
}
