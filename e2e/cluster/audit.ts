import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CoreV1Api } from '@kubernetes/client-node';
import type { User } from './control-plane';
import { poll } from './poll';

/** A write that the API server answered. */
export interface Write {
  readonly by: string;
  /** `create`: the object was new. `update`: any write to one that was there. */
  readonly verb: 'create' | 'update' | 'delete';
  /** In the plural, with its group if it has one, as in `httproutes.gateway.networking.k8s.io`. */
  readonly resource: string;
  /** What is written apart from the object itself, such as `status`. */
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name: string;
  /** The status code of HTTP; from 400 on nothing was written. */
  readonly code: number;
  /** The object was written, but is as it was before. */
  readonly unchanged: boolean;
  /** When the request came, and when it was answered, in microseconds since 1970. */
  readonly received: number;
  readonly answered: number;
}

/** What we read of a line of the audit log (Kubernetes 1.34, audit.k8s.io/v1). */
interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly objectRef?: {
    readonly resource: string;
    readonly subresource?: string;
    readonly apiGroup?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number };
  readonly responseObject?: { readonly metadata?: { readonly resourceVersion?: string } };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** The API server's audit log: what really was written, by whom and in which order. */
export class Audit {
  constructor(
    private readonly file: string,
    private readonly core: CoreV1Api,
  ) {}

  /** What a user wrote while something was done, in the order in which the requests came. Dry runs are left out. */
  async during(user: User, action: () => Promise<unknown>): Promise<Write[]> {
    const begin = await this.mark();
    await action();
    const end = await this.mark();
    const events = this.lines().map((line) => JSON.parse(line) as AuditEvent);
    const from = events.findIndex(({ requestURI, objectRef }) => isMark(requestURI, objectRef?.name, begin));
    const to = events.findIndex(({ requestURI, objectRef }) => isMark(requestURI, objectRef?.name, end));
    return writes(events, (event, index) => index > from && index < to && event.user.username === user);
  }

  /** Writes a line to the log by a request that changes nothing, and waits until it is there: all earlier ones are there then, too. */
  private async mark(): Promise<string> {
    const name = `mark-${randomUUID()}`;
    await this.core.createNamespacedConfigMap({ namespace: 'default', body: { metadata: { name } }, dryRun: 'All' });
    await poll(`${name} in the audit log`, async () => Promise.resolve(this.lines().some((line) => line.includes(name)) || undefined));
    return name;
  }

  /** Whole ones: the API server may be writing the last one right now. */
  private lines(): string[] {
    return readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
  }
}

const isMark = (uri: string, name: string | undefined, mark: string): boolean => name === mark && uri.includes('dryRun=All');

/** A write that changes an object gives it a higher version than it had; a response with the same one says that nothing changed. */
function writes(events: readonly AuditEvent[], wanted: (event: AuditEvent, index: number) => boolean): Write[] {
  const found: Write[] = [];
  const versions = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const version = Number(event.responseObject?.metadata?.resourceVersion ?? 0);
    const object = [event.objectRef?.apiGroup, event.objectRef?.resource, event.objectRef?.namespace, event.objectRef?.name].join('/');
    const known = versions.get(object) ?? 0;
    if (wanted(event, index) && event.objectRef && !new URLSearchParams(event.requestURI.split('?')[1]).has('dryRun')) {
      const { resource, subresource, apiGroup, namespace, name = '' } = event.objectRef;
      const code = event.responseStatus?.code ?? 0;
      found.push({
        by: event.user.username,
        verb: event.verb.startsWith('delete') ? 'delete' : code === 201 ? 'create' : 'update',
        resource: apiGroup === undefined ? resource : `${resource}.${apiGroup}`,
        ...(subresource !== undefined && { subresource }),
        ...(namespace !== undefined && { namespace }),
        name,
        code,
        unchanged: event.verb !== 'create' && !event.verb.startsWith('delete') && code < 400 && version <= known,
        received: microseconds(event.requestReceivedTimestamp),
        answered: microseconds(event.stageTimestamp),
      });
    }
    versions.set(object, Math.max(known, version));
  }
  return found.sort((a, b) => a.received - b.received);
}

/** Puts writes that overlapped in time into one batch: their order is not defined. */
export function batches(all: readonly Write[]): Write[][] {
  const found: Write[][] = [];
  let end = -1;
  for (const write of all) {
    const last = found.at(-1);
    if (last && write.received < end) last.push(write);
    else found.push([write]);
    end = Math.max(end, write.answered);
  }
  return found;
}

/** `2026-01-02T03:04:05.678901Z`: a Date keeps milliseconds only. */
const microseconds = (timestamp: string): number => {
  const [seconds = '', fraction = ''] = timestamp.replace('Z', '').split('.');
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
};
