import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../yaml/read';
import { numberAt, textAt, textsAt, valueAt } from '../data';
import { identityOf, type Manifest } from '../manifest';
import { type Profile, profileOf } from './profile';
import { ByName } from './by-name';
import { once } from './once';
import { GATEWAY_API, LINKERD_POLICY, type ParentRef, type Route, routeOf } from './route';
import { type Service, serviceOf } from './service';
import { type Split, splitOf } from './split';
import { ownersOf, type Workload, workloadOf, WORKLOADS } from './workload';
import { WorkloadIndex } from './workload-index';

/** A route, and one of the parents that it names. */
export interface Attachment {
  readonly route: Route;
  readonly parent: ParentRef;
}

/** The last of those that are the same object; but pods do not change their selector, so that such a one is refused (Kubernetes 1.34). */
function lastOfEach(manifests: readonly Manifest[]): readonly Manifest[] {
  const objects = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const identity = identityOf(manifest);
    const earlier = objects.get(identity);
    if (!earlier || !SELECTOR_STAYS.includes(manifest.kind) || isDeepStrictEqual(selectorOf(earlier), selectorOf(manifest)))
      objects.set(identity, manifest);
  }
  return [...objects.values()];
}

const SELECTOR_STAYS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

const selectorOf = ({ object }: Manifest): JsonValue | undefined => valueAt(object, 'spec', 'selector');

const READ = {
  service: once(serviceOf),
  route: once(routeOf),
  split: once(splitOf),
  profile: once(profileOf),
  workload: once(workloadOf),
};

/** What is known of a cluster: the objects of the input, by what they are to the traffic. */
export class ClusterState {
  /** Each object once. */
  readonly manifests: readonly Manifest[];
  readonly services: readonly Service[];
  readonly routes: readonly Route[];
  readonly splits: readonly Split[];
  readonly profiles: readonly Profile[];

  private readonly byKind: ReadonlyMap<string, readonly Manifest[]>;
  private readonly servicesByName: ByName<Service>;
  private readonly profilesByName: ByName<Profile>;
  private readonly splitsByService: ByName<Split>;
  private readonly attachments: ByName<Attachment>;
  private readonly slicesByService: ByName<Manifest>;
  private readonly workloads: WorkloadIndex;
  private readonly selected = new Map<Service, readonly Workload[]>();

  /**
   * @param manifests objects that the API server takes; of several that are the same object, the last counts
   * @param isComplete whether these are all objects of the cluster
   * @param populated further namespaces in which there are pods, although they are not among these objects
   */
  constructor(
    manifests: readonly Manifest[],
    readonly isComplete = false,
    private readonly populated: ReadonlySet<string> = new Set(),
  ) {
    this.manifests = lastOfEach(manifests);
    this.byKind = groupByKind(this.manifests);
    this.services = this.ofKind('', 'Service').map(READ.service);
    this.routes = ROUTES.flatMap(([group, kind]) => this.ofKind(group, kind)).flatMap((manifest) => READ.route(manifest) ?? []);
    this.splits = this.ofKind('split.smi-spec.io', 'TrafficSplit').map(READ.split);
    this.profiles = this.ofKind('linkerd.io', 'ServiceProfile').map(READ.profile);

    this.servicesByName = new ByName(this.services, (service) => service);
    this.profilesByName = new ByName(this.profiles, (profile) => profile);
    this.splitsByService = new ByName(this.splits, ({ namespace, service }) => ({ namespace, name: service }));
    this.attachments = new ByName(
      this.routes.flatMap((route) => route.parents.map((parent) => ({ route, parent }))),
      ({ parent }) => parent,
    );
    this.slicesByService = new ByName(this.ofKind('discovery.k8s.io', 'EndpointSlice'), ({ namespace, object }) => ({
      ...{ namespace, name: textsAt(object, 'metadata', 'labels').get('kubernetes.io/service-name') ?? '' },
    }));
    this.workloads = new WorkloadIndex(this.workloadsIn());
  }

  /** The objects of a kind. The core group is empty. */
  ofKind(group: string, kind: string): readonly Manifest[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  service(namespace: string, name: string): Service | undefined {
    return this.servicesByName.get(namespace, name)[0];
  }

  /** The Services of a namespace. */
  servicesIn(namespace: string): readonly Service[] {
    return this.servicesByName.in(namespace);
  }

  profile(namespace: string, name: string): Profile | undefined {
    return this.profilesByName.get(namespace, name)[0];
  }

  /** The splits that name a Service beside them. */
  splitsFor(namespace: string, service: string): readonly Split[] {
    return this.splitsByService.get(namespace, service);
  }

  /** What names something of this name as its parent, of whatever kind. */
  attachedTo(namespace: string, name: string): readonly Attachment[] {
    return this.attachments.get(namespace, name);
  }

  /** The EndpointSlices of a Service that are in the input. */
  slicesFor({ namespace, name }: Service): readonly Manifest[] {
    return this.slicesByService.get(namespace, name);
  }

  /** All workloads. */
  get allWorkloads(): readonly Workload[] {
    return this.workloads.all;
  }

  /** The workloads whose pods have all these labels. */
  workloadsWith(namespace: string, labels: ReadonlyMap<string, string>): readonly Workload[] {
    return this.workloads.select(namespace, labels);
  }

  /** The workloads whose pods a Service selects; none where somebody else says who its endpoints are. */
  workloadsOf(service: Service): readonly Workload[] {
    const { namespace, selector } = service;
    const known = this.selected.get(service);
    if (known || !selector) return known ?? [];
    const made = this.workloads.select(namespace, selector);
    this.selected.set(service, made);
    return made;
  }

  /** Whether the input has workloads of a namespace at all. */
  hasWorkloads(namespace: string): boolean {
    return this.workloads.has(namespace) || this.populated.has(namespace);
  }

  /** The namespaces in which there are. */
  get namespacesWithPods(): readonly string[] {
    return this.workloads.namespaces;
  }

  /** Each pod once: what another workload of the input made counts there. */
  private workloadsIn(): Workload[] {
    const all = WORKLOADS.flatMap(([group, kind]) => this.ofKind(group, kind)).flatMap((manifest) => READ.workload(manifest) ?? []);
    const known = new ByName(all, ({ manifest: { namespace }, name }) => ({ namespace, name }));
    const leastOf = new ByName(this.ofKind('autoscaling', 'HorizontalPodAutoscaler'), ({ namespace, object }) => ({
      ...{ namespace, name: textAt(object, 'spec', 'scaleTargetRef', 'name') ?? '' },
    }));
    const isMade = ({ manifest }: Workload) =>
      ownersOf(manifest).some((owner) => known.get(manifest.namespace, owner.name).some(({ kind }) => kind === owner.kind));
    return all
      .filter((workload) => !isMade(workload))
      .map((workload) => {
        const { manifest, kind, name } = workload;
        const scaler = leastOf
          .get(manifest.namespace, name)
          .find(({ object }) => textAt(object, 'spec', 'scaleTargetRef', 'kind') === kind);
        // With how many pods an autoscaler begins, where nobody else says.
        if (!scaler || numberAt(manifest.object, 'spec', 'replicas') !== undefined) return workload;
        return { ...workload, pods: numberAt(scaler.object, 'spec', 'minReplicas') ?? 1 };
      });
  }
}

const ROUTES = [
  [GATEWAY_API, 'HTTPRoute'],
  [GATEWAY_API, 'GRPCRoute'],
  [LINKERD_POLICY, 'HTTPRoute'],
] as const;

function groupByKind(manifests: readonly Manifest[]): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = `${manifest.group}/${manifest.kind}`;
    const others = groups.get(key);
    if (others) others.push(manifest);
    else groups.set(key, [manifest]);
  }
  return groups;
}
