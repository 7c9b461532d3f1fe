import { type Difference, rowPairs } from '../check/replay/diff';
import { pathWithQuery, type TrafficRow } from '../check/traffic/table';
import { Fraction } from '../check/fraction';
import type { Traffic } from '../check/traffic/traffic';

/** A kind of request whose receivers change. */
export interface DiffRow {
  /** `shop/web:80`. */
  readonly apex: string;
  /** `GET /cart, x-canary: 1`. */
  readonly request: string;
  /** Who, and which share before and after. */
  readonly receivers: readonly { readonly who: string; readonly before: string; readonly after: string }[];
}

/** What is not the same afterwards. */
export interface DiffTable {
  readonly rows: readonly DiffRow[];
  /** Ports of Services that are new, or gone: `shop/web:80`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The same kinds of request before and after. */
export function diffTable(difference: Difference): DiffTable {
  const rows: DiffRow[] = [];
  const [added, removed] = [new Set<string>(), new Set<string>()];
  for (const { row, before, after } of rowPairs(difference)) {
    const apex = `${row.namespace}/${row.service}:${row.port}`;
    if (!before) added.add(apex);
    else if (!after) removed.add(apex);
    else {
      const receivers = receiversOf(sharesIn(before.traffic), sharesIn(after.traffic));
      if (receivers.some((each) => each.before !== each.after)) rows.push({ apex, request: requestText(row), receivers });
    }
  }
  return { rows, added: [...added], removed: [...removed] };
}

const receiversOf = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): DiffRow['receivers'] =>
  [...new Set([...before.keys(), ...after.keys()])].map((who) => ({
    who,
    before: before.get(who) ?? '0 %',
    after: after.get(who) ?? '0 %',
  }));

function requestText({ request }: TrafficRow): string {
  const headers = [...request.headers].map(([name, value]) => `, ${name}: ${value}`);
  return `${request.method} ${pathWithQuery(request)}${headers.join('')}`;
}

/** By which Service it came makes no difference to who answers. */
function sharesIn({ to, nothing, notFound, unknown }: Traffic): Map<string, string> {
  const shares = new Map<string, Fraction>();
  const add = (who: string, share: Fraction) => shares.set(who, share.plus(shares.get(who) ?? Fraction.ZERO));
  for (const { workload, version, share } of to) {
    const who = workload ? `${workload.kind} ${workload.name}` : 'an address outside of the cluster';
    add(`${who}${version === undefined ? '' : `, version ${version}`}`, share);
  }
  for (const [name, share] of [
    ['nothing', nothing],
    ['404, for no rule matches', notFound],
    ['unknown', unknown],
  ] as const)
    if (!share.isZero) add(name, share);
  return new Map([...shares].map(([who, share]) => [who, share.toPercent()]));
}
