import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { RoutingApi } from '../mesh';
import { warn } from '../mesh/warning';
import { ServiceRef } from './service-ref';

/** What decides about the traffic of a Service: a split, or the routes of a ServiceProfile. */
export interface Claim {
  readonly apex: ServiceRef;
  /** The ports that it decides about; all, where it names none. */
  readonly ports: readonly number[];
  /** The API of the split; `profile` for a ServiceProfile with routes. */
  readonly by: RoutingApi | 'profile';
}

interface Claimed extends Claim {
  readonly construct: IConstruct;
}

/** By app, and by Service in it. */
const claims = new WeakMap<IConstruct, Map<string, Claimed[]>>();

/**
 * Notes that a construct decides about the traffic of a Service. Another one of another chart is a warning: charts may be states of one Service that are never
 * applied together, and then the constructs have the same id.
 *
 * @throws if another construct of the chart does so already, and only one of the two would have an effect
 */
export function claimTraffic(construct: Construct, claim: Claim): void {
  const chart = Chart.of(construct);
  const byService = claims.get(construct.node.root) ?? new Map<string, Claimed[]>();
  claims.set(construct.node.root, byService);
  const key = `${claim.apex.namespace ?? chart.namespace ?? ''}/${claim.apex.name}`;
  const others = byService.get(key) ?? [];
  for (const other of others) {
    const fault = conflict(other, claim);
    if (fault === undefined) continue;
    const message = `traffic of service ${claim.apex.name} is already decided by ${other.construct.node.path}: ${fault}`;
    if (Chart.of(other.construct) === chart) throw new Error(message);
    if (other.construct.node.id !== construct.node.id) warn(construct, `${message}, or never apply both charts`);
  }
  byService.set(key, [...others, { ...claim, construct }]);
}

function conflict(a: Claim, b: Claim): string | undefined {
  if (!overlap(a.ports, b.ports)) return undefined;
  if (a.by === 'profile' && b.by === 'profile') return 'a service has one ServiceProfile; put all routes into one';
  if (a.by !== 'profile' && b.by !== 'profile') return 'only one split of a service is in force; put all backends into one';
  const api = a.by === 'profile' ? b.by : a.by;
  if (api.startsWith('split.smi-spec.io/')) return undefined;
  if (api === 'linkerd.io/v1alpha2') return 'the split and the routes would be two objects of the same name; split with another API';
  return 'with a ServiceProfile that has routes, Linkerd ignores every HTTPRoute of the service; annotate the HTTPRoute with retry.linkerd.io/http and timeout.linkerd.io/request instead, or split with a TrafficSplit';
}

function overlap(a: readonly number[], b: readonly number[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((port) => b.includes(port));
}
