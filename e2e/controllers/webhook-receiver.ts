import { LoopbackServer } from './loopback-server';

/** A webhook that Flagger called. */
export interface Call {
  /** When, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** The last part of the URL's path. */
  readonly hook: string;
  readonly namespace: string;
  /** Phase of the Canary, as Flagger sends it. */
  readonly phase: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** The status code that it was answered with. */
  readonly answer: number;
}

/** In place of a load tester, or of somebody who has to agree: passes all that Flagger asks, unless a test says otherwise. */
export class WebhookReceiver {
  static async start(): Promise<WebhookReceiver> {
    const codes = new Map<string, number>();
    const calls: Call[] = [];
    const server = await LoopbackServer.start(({ url, body }) => {
      const { namespace, phase, metadata } = JSON.parse(body) as Omit<Call, 'at' | 'hook' | 'answer'>;
      const hook = url.pathname.slice(1);
      const status = codes.get(key(namespace, hook)) ?? 200;
      calls.push({ at: performance.now(), hook, namespace, phase, ...(metadata && { metadata }), answer: status });
      return { status };
    });
    return new WebhookReceiver(server, codes, calls);
  }

  private constructor(
    private readonly server: LoopbackServer,
    private readonly codes: Map<string, number>,
    private readonly all: readonly Call[],
  ) {}

  /** Where Flagger is to send the calls of a webhook: give every webhook a name of its own. */
  url(hook: string): string {
    return `${this.server.url}/${hook}`;
  }

  /** Says how the calls of a webhook end, from now on. To Flagger 200, 201 and 202 pass. */
  steer(namespace: string, hook: string, status: number): void {
    this.codes.set(key(namespace, hook), status);
  }

  /** The calls for Canaries of a namespace, in order. */
  calls(namespace: string): Call[] {
    return this.all.filter((call) => call.namespace === namespace);
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

const key = (namespace: string, hook: string): string => `${namespace}/${hook}`;
