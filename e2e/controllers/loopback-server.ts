import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a server is asked. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

/** What it answers: a status code, and JSON where there is any. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** A server of HTTP on a free port of the loopback address, which nobody but this machine reaches. */
export class LoopbackServer {
  /** Starts one that answers each request as it is told. An error of `answer` is answered by 500, with its message. */
  static async start(answer: (request: Request) => Answer): Promise<LoopbackServer> {
    const server = createServer((request, response) => void reply(request, response, answer));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new LoopbackServer(server);
  }

  /** `http://127.0.0.1:PORT` */
  readonly url: string;

  private constructor(private readonly server: Server) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Ends it, with the connections that are open. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

async function reply(request: IncomingMessage, response: ServerResponse, answer: (request: Request) => Answer): Promise<void> {
  const { method = '', url = '', headers } = request;
  const { status, body } = await text(request)
    .then((sent) => answer({ method, url: new URL(url, `http://${headers.host}`), body: sent }))
    .catch((error: unknown): Answer => ({ status: 500, body: { error: String(error) } }));
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
