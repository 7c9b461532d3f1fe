import { Size } from 'cdk8s';
import { MeshChart, VersionedService } from 'cdk8s-mesh';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** What the storefront calls. */
export interface StorefrontProps {
  readonly namespace: string;
  readonly stockmanager: VersionedService<'0.0.1' | '0.0.2'>;
}

/** A chart of one's own: its Deployment was there before, made with cdk8s-plus, and becomes the first version of a service that can be split. */
export class Storefront extends MeshChart {
  constructor(scope: Construct, id: string, { namespace, stockmanager }: StorefrontProps) {
    super(scope, id, { namespace, labels: { team: 'shop' } });
    const { name, ports } = stockmanager.toServiceRef();

    const deployment = new Deployment(this, 'deployment', {
      metadata: { name: 'storefront' },
      podMetadata: { labels: { version: '0.0.1' } },
      replicas: 2,
      containers: [
        {
          image: 'registry.example/tg_repo/storefront:0.0.1',
          portNumber: 8080,
          envVariables: { STOCKMANAGER_URL: { value: `http://${name}:${ports[0]?.port}` } },
          resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(128) } },
        },
      ],
    });

    new VersionedService(this, 'storefront', {
      ports: { storefront: 8080 },
      stable: '0.0.1',
      versions: { '0.0.1': { deployment } },
    });
  }
}
