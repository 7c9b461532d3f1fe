import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AutoscalerKind, Referred, WorkloadKind } from './flagger-target';

/** What a Canary takes for itself in the cluster. */
export interface Release {
  readonly construct: IConstruct;
  readonly namespace: string | undefined;
  readonly target: Referred<WorkloadKind>;
  readonly autoscaler?: Referred<AutoscalerKind>;
  /** The Service that clients call, and the name of the route. */
  readonly service: string;
  /** The group and kind of the route, `HTTPRoute.gateway.networking.k8s.io`. */
  readonly route?: string;
  /** The label and value by which Flagger finds the pods of the target, `app=web`; undefined where it is not known. */
  readonly selector: () => string | undefined;
}

const releases = new WeakMap<Chart, Release[]>();

/** Has the chart of a Canary checked, once for all its Canaries, for what they would take from each other or from objects beside them. */
export function watchConflicts(release: Release): void {
  const chart = Chart.of(release.construct);
  const known = releases.get(chart);
  if (known) {
    known.push(release);
    return;
  }
  const all = [release];
  releases.set(chart, all);
  chart.node.addValidation({ validate: () => [...sharedBy(all), ...takenOver(chart, all)] });
}

/**
 * Two Canaries on the same pods: both run, on the same objects, and only the log of Flagger says that bad things will happen (Flagger
 * 1.44).
 */
function sharedBy(all: readonly Release[]): string[] {
  const faults: string[] = [];
  const owners = new Map<string, Release>();
  for (const release of all) {
    const { namespace, target, selector } = release;
    const pods = selector();
    const claims = [`${target.kind} ${target.name}`, ...(pods === undefined ? [] : [`pods with the label ${pods}`])];
    for (const claim of claims) {
      const key = `${namespace ?? ''} ${claim}`;
      const other = owners.get(key);
      if (other) {
        faults.push(
          `Canaries ${other.construct.node.path} and ${release.construct.node.path} would both release the ${claim}; give each workload a Canary and a label of its own`,
        );
      }
      owners.set(key, release);
    }
  }
  return faults;
}

/**
 * Objects that Flagger writes itself. It asks nobody: those of the chart would lose selector, ports or rules to it, and take them back at
 * every sync.
 */
function takenOver(chart: Chart, all: readonly Release[]): string[] {
  const owners = new Map(
    all.flatMap((release) => written(release).map((object) => [`${release.namespace ?? ''} ${object}`, release] as const)),
  );
  return chart.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .flatMap((object) => {
      const owner = owners.get(`${object.metadata.namespace ?? ''} ${object.kind}.${object.apiGroup} ${object.name}`);
      if (!owner) return [];
      return [
        `${object.kind} ${object.name} (${object.node.path}) is written by Flagger for Canary ${owner.construct.node.path}; leave it out, or give the Canary another service.name`,
      ];
    });
}

/** What Flagger writes for a release, as `kind.group name`. */
function written({ target, autoscaler, service, route }: Release): string[] {
  return [
    ...['', '-primary', '-canary'].map((suffix) => `Service.core ${service}${suffix}`),
    ...(route === undefined ? [] : [`${route} ${service}`]),
    `${target.kind}.apps ${target.name}-primary`,
    ...(autoscaler === undefined ? [] : [`${autoscaler.kind}.${AUTOSCALER_GROUPS[autoscaler.kind]} ${autoscaler.name}-primary`]),
  ];
}

const AUTOSCALER_GROUPS: Readonly<Record<AutoscalerKind, string>> = { HorizontalPodAutoscaler: 'autoscaling', ScaledObject: 'keda.sh' };
