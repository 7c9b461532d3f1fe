import { Delivery, Mesh, PreviewIngress, Release, ReleaseStage } from 'cdk8s-mesh';
import { Construct } from 'constructs';

/** What differs from cluster to cluster, and from step to step. */
export interface StockmanagerProps {
  /** Your namespace. */
  readonly namespace: string;
  /** The host that your Ingress controller answers to. */
  readonly host: string;
  /** Where the images are, without the tag. */
  readonly repository: string;
  /** The step that is deployed now. */
  readonly current: ReleaseStage<10>;
}

/** The stockmanager, of which version 0.0.2 is tried with a tenth of the traffic. */
export class Stockmanager extends Release<'0.0.1' | '0.0.2', 10> {
  constructor(scope: Construct, id: string, { namespace, host, repository, current }: StockmanagerProps) {
    super(scope, id, {
      namespace,
      mesh: Mesh.linkerd('2.10'),
      service: {
        ports: {
          stockmanager: { port: 8081, containerPortName: 'service-port' },
          'stockmanager-mgt': { port: 9081, containerPortName: 'health-port' },
        },
        metrics: { port: 'stockmanager-mgt', path: '/metrics' },
        versions: {
          '0.0.1': { image: `${repository}:0.0.1`, deploymentName: 'stockmanager' },
          '0.0.2': { image: `${repository}:0.0.2` },
        },
        imagePullPolicy: 'Always',
        env: databaseSettings,
        resources: { limits: { cpu: '250m' } },
        readinessProbe: {
          httpGet: { path: '/health/ready', port: 'health-port' },
          initialDelaySeconds: 15,
          timeoutSeconds: 10,
          periodSeconds: 20,
        },
        volumes: [
          { name: 'sm-config-map-vol', configMap: { name: 'sm-config-map' }, mountPath: '/conf', readOnly: true },
          { name: 'sm-conf-secure-vol', secret: { secretName: 'sm-conf-secure' }, mountPath: '/confsecure', readOnly: true },
          { name: 'sm-wallet-atp', secret: { secretName: 'sm-wallet-atp' }, mountPath: '/Wallet_ATP', readOnly: true },
        ],
      },
      from: '0.0.1',
      to: '0.0.2',
      steps: [10],
      current,
      delivery: Delivery.kustomize(),
      split: { name: 'stockmanager-canary' },
      also: ({ chart, service }) => {
        new PreviewIngress(chart, 'stockmanager-canary-ingress', { service, hosts: [host], tlsSecretName: 'tls-store' });
      },
    });
  }
}

const DATA_SOURCE = 'javax.sql.DataSource.stockmanagerDataSource';

/** Environment variables, and the keys of the secret `stockmanagerdb` that they come from. */
const databaseSettings = Object.fromEntries(
  Object.entries({
    [`${DATA_SOURCE}.dataSourceClassName`]: 'dataSourceClassName',
    [`${DATA_SOURCE}.dataSource.url`]: 'url',
    [`${DATA_SOURCE}.dataSource.user`]: 'username',
    [`${DATA_SOURCE}.dataSource.password`]: 'password',
    'hibernate.dialect': 'hibernatedialect',
    'hibernate.hbm2ddl.auto': 'hibernateauto',
  }).map(([variable, key]) => [variable, { secretKeyRef: { name: 'stockmanagerdb', key } }]),
);
