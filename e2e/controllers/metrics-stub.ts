import { type Answer, LoopbackServer, type Request } from './loopback-server';

/** How the requests are that a query counts; or the number that it finds. */
export type Verdict = 'pass' | 'fail' | 'slow' | number;

/** A query that somebody asked. */
export interface Asked {
  /** When, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** Without the space around it. */
  readonly query: string;
}

/** In place of a Prometheus: answers each query with one number, by which a release passes unless a test says otherwise. */
export class MetricsStub {
  static async start(): Promise<MetricsStub> {
    const verdicts = new Map<string, (query: string) => Verdict>();
    const asked: Asked[] = [];
    const server = await LoopbackServer.start((request) => {
      const query = queryOf(request);
      if (query === undefined)
        return { status: 400, body: { status: 'error', errorType: 'bad_data', error: 'give /api/v1/query a query' } };
      asked.push({ at: performance.now(), query });
      const verdict = verdicts.get(namespaceOf(query) ?? '') ?? (() => 'pass' as const);
      return vector(valueOf(query, verdict(query)));
    });
    return new MetricsStub(server, verdicts, asked);
  }

  /** `http://127.0.0.1:PORT`, which stands for Prometheus. */
  readonly url: string;

  private constructor(
    private readonly server: LoopbackServer,
    private readonly verdicts: Map<string, (query: string) => Verdict>,
    private readonly all: readonly Asked[],
  ) {
    this.url = server.url;
  }

  /** Says how queries end that ask for `namespace="…"`, from now on. */
  steer(namespace: string, verdict: (query: string) => Verdict): void {
    this.verdicts.set(namespace, verdict);
  }

  /** What was asked about a namespace, in order. */
  asked(namespace: string): Asked[] {
    return this.all.filter(({ query }) => namespaceOf(query) === namespace);
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

/** Flagger asks by GET, Argo Rollouts by POST with a form (Flagger 1.44, Argo Rollouts 1.9). */
function queryOf({ method, url, body }: Request): string | undefined {
  if (url.pathname !== '/api/v1/query') return undefined;
  const fields = method === 'POST' ? new URLSearchParams(body) : url.searchParams;
  return fields.get('query')?.trim();
}

const namespaceOf = (query: string): string | undefined => /namespace="([^"]*)"/.exec(query)?.[1];

/** Durations are in the unit of what the query counts; everything else is taken for a percentage of successes. */
function valueOf(query: string, verdict: Verdict): number {
  if (typeof verdict === 'number') return verdict;
  // So Flagger asks whether Prometheus is there at all.
  if (query === 'vector(1)') return 1;
  if (query.startsWith('histogram_quantile')) {
    const [fast, slow] = query.includes('_seconds_bucket') ? [0.05, 0.9] : [50, 900];
    return verdict === 'slow' ? slow : fast;
  }
  return verdict === 'fail' ? 50 : 100;
}

const vector = (value: number): Answer => ({
  status: 200,
  body: {
    status: 'success',
    data: { resultType: 'vector', result: [{ metric: {}, value: [Math.floor(Date.now() / 1000), String(value)] }] },
  },
});
