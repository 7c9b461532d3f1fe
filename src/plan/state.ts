import { writesOf } from '../check/deploy/write';
import { endpointsOf } from '../check/state/endpoints';
import { type Manifest, manifestOf } from '../check/manifest';
import { ClusterState } from '../check/state/cluster-state';
import { pathWithQuery, type TrafficRow, TrafficTable } from '../check/traffic/table';
import type { JsonValue } from '../yaml/read';
import type { PlanChange, PlanService, PlanShare, PlanTraffic } from './plan';
import type { PlannedState } from './plan-input';

/** The objects of a state, each of which knows its file. */
export const manifestsOf = ({ folder, objects }: PlannedState): Manifest[] =>
  objects.flatMap(({ object, file }) => {
    const origin = { file: `${folder}/${file}`, lineOf: () => 1 };
    return manifestOf(JSON.parse(JSON.stringify(object)) as JsonValue, origin) ?? [];
  });

/** What differs between two states. */
export const changesBetween = (before: readonly Manifest[], after: readonly Manifest[]): PlanChange[] =>
  writesOf({ before, after }).map(({ verb, manifest: { kind, namespace, name } }) => ({ verb, kind, namespace, name }));

/** Who receives the requests to a Service. */
export class ServiceTraffic {
  private readonly table: TrafficTable;

  constructor(
    manifests: readonly Manifest[],
    mesh: string,
    private readonly namespace: string,
    private readonly service: string,
  ) {
    this.table = new TrafficTable(manifests, { mesh, complete: true });
  }

  /** Each port, and each kind of request that is told apart. */
  rows(): PlanTraffic[] {
    return this.table
      .rowsByClass()
      .filter((row) => this.isMine(row))
      .map((row) => ({ port: row.port, request: requestText(row), to: sharesOf(row) }));
  }

  /** Plain requests to the first port. */
  main(): PlanShare[] {
    const row = this.table.rows().find((each) => this.isMine(each));
    return row ? sharesOf(row) : [];
  }

  private isMine({ namespace, service }: TrafficRow): boolean {
    return namespace === this.namespace && service === this.service;
  }
}

function requestText({ request }: TrafficRow): string {
  const headers = [...request.headers].map(([name, value]) => `, ${name}: ${value}`);
  return `${request.method} ${pathWithQuery(request)}${headers.join('')}`;
}

function sharesOf({ traffic: { to, nothing, notFound, unknown } }: TrafficRow): PlanShare[] {
  const lost = [
    ['nothing', nothing],
    ['404', notFound],
    ['unknown', unknown],
  ] as const;
  return [
    ...to.map(({ version, workload, service, share }) => ({
      who: version ?? workload?.name ?? service,
      via: service,
      workload: workload?.name ?? '',
      share: share.toString(),
    })),
    ...lost.filter(([, share]) => !share.isZero).map(([who, share]) => ({ who, via: '', workload: '', share: share.toString() })),
  ];
}

/** Which pods each Service selects. */
export function servicesIn(manifests: readonly Manifest[]): PlanService[] {
  const state = new ClusterState(manifests, true);
  return state.services.map((service) => {
    const port = service.ports[0];
    const endpoints = port ? endpointsOf(state, service, port.number) : [];
    const pods = 'unknown' in endpoints ? [] : endpoints;
    return {
      name: service.name,
      pods: pods.flatMap(({ workload, version = '', pods: replicas }) =>
        workload ? [{ kind: workload.kind, workload: workload.name, version, replicas }] : [],
      ),
    };
  });
}
