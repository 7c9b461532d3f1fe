import { join } from 'node:path';
import { Duration } from 'cdk8s';
import {
  FaultExperiment,
  Mesh,
  MeshChart,
  MeshNamespace,
  NginxFaultInjector,
  ServiceProfileWithRetries,
  Workload,
  WorkloadProps,
} from 'cdk8s-mesh';
import { Construct } from 'constructs';

/** What the reader of the lab changes on the way. */
export interface BooksappProps {
  /** The share of the requests to authors that fail by themselves: the fault that the lab looks for. */
  readonly failureRate: number;
  /** The share of the requests to books that an injector answers with 500; 0 for none. */
  readonly errorShare: number;
}

/** A web application of three services and somebody who browses it. */
export class Booksapp extends MeshChart {
  constructor(scope: Construct, id: string, props: BooksappProps) {
    super(scope, id, { namespace: 'booksapp', mesh: Mesh.linkerd('2.10') });

    new MeshNamespace(this, 'namespace', { inject: 'enabled' });

    const webapp = this.service('webapp', 7000, {
      replicas: 3,
      serviceType: 'LoadBalancer',
      env: { AUTHORS_SITE: 'http://authors:7001', BOOKS_SITE: 'http://books:7002' },
    });
    const authors = this.service('authors', 7001, {
      env: { BOOKS_SITE: 'http://books:7002', FAILURE_RATE: String(props.failureRate) },
    });
    const books = this.service('books', 7002, { env: { AUTHORS_SITE: 'http://authors:7001' } });
    new Workload(this, 'traffic', {
      image: 'buoyantio/booksapp-traffic:v0.0.3',
      args: ['-initial-delay=30s', 'webapp:7000'],
      ...common('traffic'),
    });

    new ServiceProfileWithRetries(this, 'authors-profile', {
      service: authors,
      openApi: openApi('authors'),
      retry: ['HEAD /authors/{id}.json'],
      budget: { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: Duration.seconds(10) },
    });
    new ServiceProfileWithRetries(this, 'books-profile', {
      service: books,
      openApi: openApi('books'),
      timeout: { 'PUT /books/{id}.json': Duration.millis(25) },
    });
    new ServiceProfileWithRetries(this, 'webapp-profile', { service: webapp, openApi: openApi('webapp') });

    const injector = new NginxFaultInjector(this, 'error-injector', { status: 500, port: 7002, portName: 'service' });
    if (props.errorShare > 0) new FaultExperiment(this, 'error-split', { service: books, to: injector, share: props.errorShare });
  }

  private service(name: string, port: number, props: Partial<WorkloadProps>): Workload {
    return new Workload(this, name, {
      image: 'buoyantio/booksapp:v0.0.5',
      args: [`prod:${name}`],
      ports: { service: port },
      readinessProbe: { httpGet: { path: '/ping', port } },
      ...common(name),
      ...props,
      env: { DATABASE_URL: 'sqlite3:db/db.sqlite3', ...props.env },
    });
  }
}

/** What all workloads have: their labels, and an account each. */
function common(app: string): Partial<WorkloadProps> {
  return {
    selector: { app, project: 'booksapp' },
    containerName: app === 'traffic' ? 'traffic' : 'service',
    createServiceAccount: true,
    // The images run as root.
    podSecurity: 'none',
  };
}

function openApi(service: string): string {
  return join(__dirname, `${service}.yaml`);
}
