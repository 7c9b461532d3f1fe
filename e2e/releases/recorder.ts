import { KubeConfig, type KubernetesObject, Watch } from '@kubernetes/client-node';
import type { Cluster } from '../cluster/cluster';
import { poll } from '../cluster/poll';

/** What decides who receives a request, as the API server has it: where it is, and in the plural. */
const WATCHED = [
  ['/api/v1', 'services'],
  ['/api/v1', 'pods'],
  ['/apis/discovery.k8s.io/v1', 'endpointslices'],
  ['/apis/gateway.networking.k8s.io/v1', 'httproutes'],
  ['/apis/split.smi-spec.io/v1alpha1', 'trafficsplits'],
] as const;

/** A kind that is watched. */
export type Resource = (typeof WATCHED)[number][1];

interface Event {
  readonly resource: Resource;
  readonly version: number;
  readonly object: KubernetesObject;
  readonly isGone: boolean;
}

/** All objects of a namespace that decide about requests, at one moment: by kind and name. */
export type State = Readonly<Record<Resource, ReadonlyMap<string, KubernetesObject>>>;

/**
 * Every state that a namespace passes through. The versions of objects come from one sequence of etcd, so the events of several watches, in the order of their versions, are what
 * happened, one write after the other.
 */
export class Recorder {
  static async start(cluster: Cluster, namespace: string): Promise<Recorder> {
    const config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig('harness'));
    const recorder = new Recorder(cluster, namespace);
    for (const [api, resource] of WATCHED) await poll(`a watch of ${resource}`, () => recorder.watch(config, api, resource));
    return recorder;
  }

  private readonly events: Event[] = [];
  private readonly connections: AbortController[] = [];
  private fault: string | undefined;
  private isStopped = false;

  private constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
  ) {}

  /** The states since the beginning, the first of which is that of before; waits until all that has happened is seen. */
  async states(): Promise<State[]> {
    await this.catchUp();
    if (this.fault !== undefined) throw new Error(this.fault);
    let now: State = {
      ...{ services: new Map(), pods: new Map(), endpointslices: new Map(), httproutes: new Map(), trafficsplits: new Map() },
    };
    return [...this.events]
      .sort((a, b) => a.version - b.version)
      .map(({ resource, object, isGone }) => {
        const name = object.metadata?.name ?? '';
        const changed = new Map(now[resource]).set(name, object);
        // Of a pod that is gone the labels are still asked for, as long as an EndpointSlice has it.
        if (isGone && resource !== 'pods') changed.delete(name);
        now = { ...now, [resource]: changed };
        return now;
      });
  }

  stop(): void {
    this.isStopped = true;
    this.connections.forEach((connection) => connection.abort());
  }

  /** A write of our own is the last thing to be seen. */
  private async catchUp(): Promise<void> {
    const metadata = { name: `mark-${this.events.length}`, namespace: this.namespace };
    const made = await this.cluster.objects.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: [{ port: 1 }] },
    } as KubernetesObject & {
      metadata: { name: string };
    });
    await this.cluster.objects.delete({ apiVersion: 'v1', kind: 'Service', metadata });
    await poll(`the watches of ${this.namespace}`, () =>
      Promise.resolve(this.events.some(({ object, isGone }) => isGone && object.metadata?.uid === made.metadata.uid) || undefined),
    );
    // The other watches get their events at the same time, or an instant later.
    await new Promise((resolve) => setTimeout(resolve, 300));
  }

  /** Undefined if the API server is not ready for that: it is not, for a moment, where a CRD is new. */
  private async watch(config: KubeConfig, api: string, resource: Resource): Promise<true | undefined> {
    const refusals: unknown[] = [];
    const connection = await new Watch(config).watch(
      `${api}/namespaces/${this.namespace}/${resource}`,
      {},
      (type, object: KubernetesObject) => {
        const version = Number(object.metadata?.resourceVersion);
        if (['ADDED', 'MODIFIED', 'DELETED'].includes(type)) this.events.push({ resource, version, object, isGone: type === 'DELETED' });
      },
      (error: { readonly statusCode?: number } | null) => {
        if (error?.statusCode === TOO_MANY_REQUESTS) refusals.push(error);
        else if (!this.isStopped) this.fault = `the watch of ${resource} in ${this.namespace} ended: ${JSON.stringify(error)}`;
      },
    );
    if (refusals.length > 0) return undefined;
    this.connections.push(connection);
    return true;
  }
}

const TOO_MANY_REQUESTS = 429;
