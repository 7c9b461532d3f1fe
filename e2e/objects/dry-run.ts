import { Agent, request, type RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { Cluster } from '../cluster/cluster';

/** What the API server says of an object that it was asked to make and did not. */
export interface Verdict {
  /** The server would have made it. */
  readonly accepted: boolean;
  /** All of its reasons, each with the field that it is about where there is one; empty where it would have. */
  readonly reasons: readonly string[];
}

/** A part of an object that says where it is made. */
export interface Addressed {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly namespace?: string };
}

/** What the API server says of a refusal (Kubernetes 1.34, meta/v1 Status). */
interface Status {
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message?: string }[] };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Asks the API server what it would do with objects, as `kubectl apply --dry-run=server` does, but many a second. */
export class DryRun {
  private readonly config = new KubeConfig();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly known = new Map<string, Promise<readonly Resource[]>>();

  /** @param namespace where objects are made that say none; it must be there */
  constructor(
    cluster: Pick<Cluster, 'kubeconfig'>,
    readonly namespace: string,
  ) {
    this.config.loadFromFile(cluster.kubeconfig('harness'));
  }

  /** Whether the server has a kind. */
  async serves(object: Addressed): Promise<boolean> {
    return (await this.resource(object)) !== undefined;
  }

  /**
   * What would become of an object, with strict validation: fields that the server does not know are faults. Throws where the answer says nothing of the
   * object: its kind or its namespace is not there, or the server is ill.
   */
  async create(object: Addressed): Promise<Verdict> {
    const resource = await this.resource(object);
    if (resource === undefined) throw new Error(`the API server has no kind ${object.kind} of ${object.apiVersion}`);
    const place = resource.namespaced ? `/namespaces/${encodeURIComponent(object.metadata?.namespace ?? this.namespace)}` : '';
    const { status, text } = await this.send(
      `${rootOf(object)}${place}/${resource.name}?dryRun=All&fieldValidation=Strict`,
      JSON.stringify(object),
    );
    if (ACCEPTED.includes(status)) return { accepted: true, reasons: [] };
    if (REFUSED.includes(status)) return { accepted: false, reasons: reasons(JSON.parse(text) as Status) };
    throw new Error(`the API server answered ${status} to ${object.kind}: ${text.slice(0, 2000)}`);
  }

  /** Lets the connections go. */
  close(): void {
    this.agent.destroy();
  }

  private async resource({ apiVersion, kind }: Addressed): Promise<Resource | undefined> {
    const list = this.known.get(apiVersion) ?? this.resources(apiVersion);
    this.known.set(apiVersion, list);
    return (await list).find((each) => each.kind === kind && !each.name.includes('/'));
  }

  private async resources(apiVersion: string): Promise<readonly Resource[]> {
    const { status, text } = await this.send(rootOf({ apiVersion }));
    if (status === 404) return [];
    return (JSON.parse(text) as { readonly resources: readonly Resource[] }).resources;
  }

  private async send(path: string, body?: string): Promise<Answer> {
    const headers = { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) };
    const options: RequestOptions = { method: body === undefined ? 'GET' : 'POST', headers };
    await this.config.applyToHTTPSOptions(options);
    const url = new URL(path, this.config.getCurrentCluster()?.server);
    return new Promise((resolve, reject) => {
      // The agent that keeps connections must know of the certificate, too.
      const sent = request(url, { ...options, agent: this.agent, rejectUnauthorized: false }, (response) => {
        const chunks: string[] = [];
        response.setEncoding('utf8');
        response.on('data', (chunk) => chunks.push(String(chunk)));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: chunks.join('') }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** Made, or there already: an object is looked at first. */
const ACCEPTED = [201, 409];

/** Bad request, forbidden by admission, too large, not valid. */
const REFUSED = [400, 403, 413, 422];

function reasons({ message = 'no reason', details }: Status): string[] {
  const causes = details?.causes ?? [];
  return causes.length === 0 ? [message] : causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`);
}

const rootOf = ({ apiVersion }: { readonly apiVersion: string }): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
