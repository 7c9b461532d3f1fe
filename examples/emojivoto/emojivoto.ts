import { injectionAnnotations, MeshChart, MeshNamespace, Ports, Workload, WorkloadProps } from 'cdk8s-mesh';
import { Construct } from 'constructs';

/** What the reader of the lab changes on the way. */
export interface EmojivotoProps {
  /** The workload whose network traffic is looked at with a debug sidecar. */
  readonly debug?: 'emoji' | 'voting' | 'web';
}

const IMAGES = 'docker.l5d.io/buoyantio/emojivoto';
const GRPC: Ports = { grpc: 8080, prom: 8801 };

/** Votes for emojis: a web page over two gRPC services, one of which fails for the doughnut, and a robot that votes. */
export class Emojivoto extends MeshChart {
  constructor(scope: Construct, id: string, { debug }: EmojivotoProps = {}) {
    super(scope, id, { namespace: 'emojivoto' });
    const app = (name: string, props: Pick<WorkloadProps, 'image' | 'ports' | 'env'>) => this.app(name, props, name === debug);

    new MeshNamespace(this, 'namespace', { inject: 'enabled' });
    app('emoji', { image: `${IMAGES}-emoji-svc:v11`, ports: GRPC, env: { GRPC_PORT: '8080', PROM_PORT: '8801' } });
    app('voting', { image: `${IMAGES}-voting-svc:v11`, ports: GRPC, env: { GRPC_PORT: '8080', PROM_PORT: '8801' } });
    app('web', {
      image: `${IMAGES}-web:v11`,
      ports: { http: { port: 80, targetPort: 8080 } },
      env: {
        WEB_PORT: '8080',
        EMOJISVC_HOST: 'emoji-svc.emojivoto:8080',
        VOTINGSVC_HOST: 'voting-svc.emojivoto:8080',
        INDEX_BUNDLE: 'dist/index_bundle.js',
      },
    });
    new Workload(this, 'vote-bot', {
      image: `${IMAGES}-web:v11`,
      command: ['emojivoto-vote-bot'],
      env: { WEB_HOST: 'web-svc.emojivoto:80' },
      resources: { requests: { cpu: '10m' } },
      podSecurity: 'none',
    });
  }

  private app(name: string, props: Pick<WorkloadProps, 'image' | 'ports' | 'env'>, debugSidecar: boolean): Workload {
    return new Workload(this, `${name}-svc`, {
      deploymentName: name,
      createServiceAccount: true,
      serviceAccountName: name,
      resources: { requests: { cpu: '100m' } },
      // The images run as root.
      podSecurity: 'none',
      podAnnotations: debugSidecar ? injectionAnnotations({ debugSidecar }) : {},
      ...props,
    });
  }
}
