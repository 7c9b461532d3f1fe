import type { JsonValue } from '../yaml/read';
import type { DeployTarget } from '../facts/deploy-target';
import { DEPLOY_TOOLS } from './deploy/deploy-tool';
import { type Finding, findingOf } from './finding';
import { manifestOf } from './manifest';
import { differenceOf } from './replay/diff';
import { parseRequest } from './traffic/request';
import { TrafficTable, type TrafficOptions, type TrafficRow } from './traffic/table';

export { check, type CheckOptions } from './check';
export { type DeployTarget } from '../facts/deploy-target';
export { type Finding, type ObjectRef } from './finding';
export type { Severity } from './problem';
export { type Ignore } from './suppression';
export { type TrafficOptions } from './traffic/table';

/** What brings one state after the other. */
export interface DiffOptions extends TrafficOptions {
  /** The tool, which decides about the order. */
  readonly target: DeployTarget;
}

/** What a tool does to an object. */
export interface ObjectWrite {
  readonly verb: 'create' | 'update' | 'delete';
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What becomes of requests while one state replaces another. */
export interface MeshDiff {
  /** What the tool writes, batch after batch; what is in one batch arrives in any order. */
  readonly batches: readonly (readonly ObjectWrite[])[];
  /** What can be met on the way, the worst first. */
  readonly findings: readonly Finding[];
}

/**
 * What a tool writes when it replaces all objects by others, and which moments in between lose requests or send them to the wrong version.
 *
 * @param before all objects that it looks after, as they would be written to YAML
 * @param after those afterwards
 * @throws if there is no such mesh
 */
export function diff(before: readonly object[], after: readonly object[], { target, ...options }: DiffOptions): MeshDiff {
  const [old, now] = [before, after].map((objects) =>
    (JSON.parse(JSON.stringify(objects)) as JsonValue[]).flatMap((object) => manifestOf(object) ?? []),
  );
  const { batches, found } = differenceOf({ before: old ?? [], after: now ?? [] }, target, DEPLOY_TOOLS[target], options);
  return {
    batches: batches.map(({ writes }) => writes.map(({ verb, manifest: { kind, namespace, name } }) => ({ verb, kind, namespace, name }))),
    findings: found.map(findingOf),
  };
}

/** Shares by version: `{ '0.0.1': '9/10', '0.0.2': '1/10' }`. Pods without the label `version` go by the name of their workload; `nothing`, `notFound` and `unknown` stand for those who get no answer, 404, or nobody knows what. */
export type Shares = Readonly<Record<string, string>>;

/** Who receives the requests to a port of a Service. */
export interface ServiceTraffic {
  /** `GET` of a path, with headers if any: `get('/stocklevel', { 'x-canary': '1' })`. */
  get(path: string, headers?: Readonly<Record<string, string>>): Shares;
  /** Any request: `send('POST /orders')`. */
  send(request: string, headers?: Readonly<Record<string, string>>): Shares;
}

/** Who receives which requests. */
export interface MeshTraffic {
  /**
   * A port of a Service, as in `shop/web:80`. The port may be left out where there is only one.
   *
   * @throws if there is no such port, with those that there are
   */
  of(port: string): ServiceTraffic;
}

/**
 * Who receives which requests, in exact shares, if these objects are applied.
 *
 * @param objects as they would be written to YAML
 * @throws if there is no such mesh
 */
export function traffic(objects: readonly object[], options: TrafficOptions = {}): MeshTraffic {
  const data = JSON.parse(JSON.stringify(objects)) as JsonValue[];
  const table = new TrafficTable(
    data.flatMap((object) => manifestOf(object) ?? []),
    options,
  );
  return {
    of: (port) => {
      const send = (request: string, headers: Readonly<Record<string, string>> = {}) =>
        sharesIn(
          table.at(
            port,
            parseRequest(
              request,
              Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
            ),
          ),
        );
      return { send, get: (path, headers) => send(`GET ${path}`, headers) };
    },
  };
}

function sharesIn({ traffic: { to, nothing, notFound, unknown } }: TrafficRow): Shares {
  const shares = new Map<string, typeof nothing>();
  const add = (name: string, share: typeof nothing) => shares.set(name, shares.get(name)?.plus(share) ?? share);
  for (const { version, workload, service, share } of to) add(version ?? workload?.name ?? service, share);
  for (const [name, share] of Object.entries({ nothing, notFound, unknown })) if (!share.isZero) add(name, share);
  return Object.fromEntries([...shares].map(([name, share]) => [name, share.toString()]));
}
