import type { JsonValue } from '../yaml/read';
import { manifestOf } from './manifest';
import { parseRequest } from './traffic/request';
import { TrafficTable, type TrafficOptions, type TrafficRow } from './traffic/table';

export { check, type CheckOptions } from './check';
export { type DeployTarget } from './context';
export { type Finding, type ObjectRef } from './finding';
export type { Severity } from './problem';
export { type Ignore } from './suppression';
export { type TrafficOptions } from './traffic/table';

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
