import { isDeepStrictEqual } from 'node:util';
import { KubeConfig, Watch } from '@kubernetes/client-node';
import type { Cluster } from '../cluster/cluster';
import { poll } from '../cluster/poll';

/** An object that is watched. */
export interface Watched {
  /** As in `/apis/flagger.app/v1beta1`. */
  readonly api: string;
  /** In the plural, as in `canaries`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

const TOO_MANY_REQUESTS = 429;

/** The states that an object goes through: each write to it is seen, and one that changes nothing of what is read is left out. */
export class StateWatch<S> {
  /**
   * Begins to watch, before or after the object is made.
   *
   * @param read what is read of the object; undefined for what is not to be seen
   */
  static async start<O, S>(cluster: Cluster, watched: Watched, read: (object: O) => S | undefined): Promise<StateWatch<S>> {
    const config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig('harness'));
    const { resource, namespace, name } = watched;
    const watch = new StateWatch<S>(`${resource} ${namespace}/${name}`);
    await poll(`a watch of ${watch.what}`, () => watch.connect(config, watched, read));
    return watch;
  }

  private readonly seen: S[] = [];
  private connection: AbortController | undefined;
  private stopped = false;
  private fault: string | undefined;

  private constructor(private readonly what: string) {}

  /** All states up to now, in order; no two alike follow each other. Throws if the watch has ended by itself. */
  get states(): readonly S[] {
    if (this.fault !== undefined) throw new Error(this.fault);
    return this.seen;
  }

  /** Waits for a state. Throws, with all that were seen, when the time is over. */
  async until(what: string, holds: (state: S) => boolean, seconds = 120): Promise<S> {
    return poll(`${this.what}: ${what}`, () => Promise.resolve(this.states.find(holds)), {
      seconds,
      explain: () => `seen: ${this.seen.map((state) => JSON.stringify(state)).join('\n      ')}`,
    });
  }

  stop(): void {
    this.stopped = true;
    this.connection?.abort();
  }

  /** Undefined if the API server is not ready for that: it is not, for a moment, where a CRD is new. */
  private async connect<O>(
    config: KubeConfig,
    { api, resource, namespace, name }: Watched,
    read: (object: O) => S | undefined,
  ): Promise<true | undefined> {
    const refusals: unknown[] = [];
    this.connection = await new Watch(config).watch(
      `${api}/namespaces/${namespace}/${resource}`,
      { fieldSelector: `metadata.name=${name}` },
      (type, object: O) => {
        if (type !== 'ADDED' && type !== 'MODIFIED') return;
        // The client would pass over what is thrown here.
        try {
          this.see(read(object));
        } catch (error) {
          this.end(error);
        }
      },
      (error: { readonly statusCode?: number } | null) => {
        if (error?.statusCode === TOO_MANY_REQUESTS) refusals.push(error);
        else this.end(error);
      },
    );
    return refusals.length === 0 ? true : undefined;
  }

  private see(state: S | undefined): void {
    if (state !== undefined && !isDeepStrictEqual(state, this.seen.at(-1))) this.seen.push(state);
  }

  private end(error: unknown): void {
    if (!this.stopped) this.fault = `the watch of ${this.what} ended: ${String(error)}`;
  }
}
