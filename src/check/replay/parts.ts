import { textAt } from '../data';
import { identityOf, type Manifest } from '../manifest';
import type { MeshModel } from '../mesh/mesh-model';
import type { ClusterState } from '../state/cluster-state';
import { isService } from '../traffic/attachment';
import { CLUSTER_DOMAIN } from '../traffic/profile-routing';

/**
 * Which objects decide about the same requests, in the states before and after: two objects with the same number may, and two with different numbers never do. What
 * has to do with no Service has no number.
 */
export function partsOf(states: readonly ClusterState[], mesh: MeshModel): ReadonlyMap<string, number> {
  const sets = new DisjointSets();
  const services = new Set<string>();
  for (const state of states) {
    for (const service of state.services) {
      services.add(identityOf(service.manifest));
      // In between, a Service as it will be can meet pods as they were.
      for (const { manifest } of states.flatMap((each) => each.workloadsOf(service)))
        sets.join(identityOf(service.manifest), identityOf(manifest));
    }
    for (const [one, other] of linksIn(state, mesh)) sets.join(one, other);
  }
  const numbers = new Map<string, number>();
  for (const root of new Set([...services].map((service) => sets.find(service)))) numbers.set(root, numbers.size);
  return new Map(
    [...services, ...sets.members].flatMap((identity) => {
      const number = numbers.get(sets.find(identity));
      return number === undefined ? [] : [[identity, number] as const];
    }),
  );
}

const serviceId = (namespace: string, name: string): string => `/Service/${namespace}/${name}`;

/** Two objects of which one is about the other, by identity. */
function* linksIn(state: ClusterState, mesh: MeshModel): Generator<readonly [string, string]> {
  for (const service of state.services) {
    const own = identityOf(service.manifest);
    for (const slice of state.slicesFor(service)) yield [own, identityOf(slice)];
  }
  for (const { manifest, parents, rules, namespace } of state.routes) {
    for (const parent of parents.filter((each) => isService(mesh, each))) {
      yield [identityOf(manifest), serviceId(parent.namespace, parent.name)];
      const beside = mesh.backendNamespace === 'parent' ? parent.namespace : namespace;
      for (const backend of rules.flatMap(({ backends }) => backends))
        yield [identityOf(manifest), serviceId(backend.namespace ?? beside, backend.name)];
    }
  }
  for (const { manifest, namespace, service, backends } of state.splits) {
    for (const name of [service, ...backends.map((backend) => backend.service)]) yield [identityOf(manifest), serviceId(namespace, name)];
  }
  for (const { manifest, name, overrides } of state.profiles) {
    for (const authority of [name, ...overrides.map((override) => override.authority)]) {
      const [, service, of] = new RegExp(`^([^.]+)\\.([^.]+)\\.svc\\.${CLUSTER_DOMAIN.replace('.', '\\.')}(:\\d+)?$`).exec(authority) ?? [];
      if (service !== undefined && of !== undefined) yield [identityOf(manifest), serviceId(of, service)];
    }
  }
  for (const manifest of state.ofKind('autoscaling', 'HorizontalPodAutoscaler')) yield [identityOf(manifest), scaledBy(manifest)];
}

function scaledBy({ namespace, object }: Manifest): string {
  const target = (field: string) => textAt(object, 'spec', 'scaleTargetRef', field) ?? '';
  return `${target('apiVersion').split('/')[0]}/${target('kind')}/${namespace}/${target('name')}`;
}

class DisjointSets {
  private readonly parents = new Map<string, string>();

  get members(): Iterable<string> {
    return this.parents.keys();
  }

  find(member: string): string {
    let root = member;
    for (let parent = this.parents.get(root); parent !== undefined && parent !== root; parent = this.parents.get(root)) root = parent;
    // What was long is short the next time.
    for (let at = member; at !== root;) {
      const next = this.parents.get(at) ?? root;
      this.parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [one, other] = [this.find(a), this.find(b)];
    this.parents.set(one, other);
    if (!this.parents.has(other)) this.parents.set(other, other);
    if (!this.parents.has(a)) this.parents.set(a, other);
  }
}
