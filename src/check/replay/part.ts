import type { Write } from '../deploy/write';
import { Fraction } from '../fraction';
import { identityOf, type Manifest } from '../manifest';
import type { MeshModel } from '../mesh/mesh-model';
import { ClusterState } from '../state/cluster-state';
import type { Request } from '../traffic/request';
import { requestClasses } from '../traffic/request-classes';
import { resolve, type Routing, routingOf } from '../traffic/resolve';
import type { Traffic } from '../traffic/traffic';
import { weightingsIn } from '../weighting';
import type { Effects } from './moments';

/** A port of a Service, and a kind of request to it. */
export interface Question {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly request: Request;
}

/** What is not as it was, nor as it is to be. */
export interface Fault {
  readonly question: Question;
  /** `hole`: a share that had an answer has none. `leak`: a version has more than before and after. */
  readonly kind: 'hole' | 'leak';
  /** Of a leak. */
  readonly version: string;
  readonly share: Fraction;
  /** The most that it may have. */
  readonly allowed: Fraction;
  readonly traffic: Traffic;
}

/** What surrounds a part. */
export interface Surroundings {
  readonly mesh: MeshModel;
  readonly isComplete: boolean;
  /** Namespaces in which there are pods. */
  readonly populated: ReadonlySet<string>;
}

/** Some objects that decide about the same requests, and the writes that change them. */
export class Part {
  private readonly questions: readonly Question[];
  /** Services that get requests by way of others alone: what becomes of those is asked there. */
  private readonly leaves: ReadonlySet<string>;
  private readonly start: readonly Traffic[];
  private readonly end: readonly Traffic[];
  private readonly known = new Map<string, readonly Fault[]>();

  constructor(
    private readonly before: readonly Manifest[],
    readonly writes: readonly Write[],
    private readonly surroundings: Surroundings,
  ) {
    const all = new Set(writes.keys());
    const [first, last] = [this.stateWith(new Set()), this.stateWith(all)];
    this.questions = this.questionsIn(first, last);
    this.leaves = leavesIn([first, last], surroundings.mesh);
    this.start = this.questions.map((question) => this.answer(first, question));
    this.end = this.questions.map((question) => this.answer(last, question));
  }

  /** The objects when some writes have had their effect. */
  objectsWith(effects: Effects): Manifest[] {
    const objects = new Map(this.before.map((manifest) => [identityOf(manifest), manifest]));
    for (const [index, { verb, manifest }] of this.writes.entries()) {
      if (!effects.has(index)) continue;
      if (verb === 'delete') objects.delete(identityOf(manifest));
      else objects.set(identityOf(manifest), manifest);
    }
    return [...objects.values()];
  }

  stateWith(effects: Effects): ClusterState {
    const { isComplete, populated } = this.surroundings;
    return new ClusterState(this.objectsWith(effects), isComplete, populated);
  }

  /** What is wrong when some writes have had their effect. */
  faultsWith(effects: Effects): readonly Fault[] {
    const key = [...effects].sort((a, b) => a - b).join();
    const known = this.known.get(key);
    if (known) return known;
    const state = this.stateWith(effects);
    const faults = this.questions.flatMap((question, index) => this.faultsOf(question, index, this.answer(state, question)));
    this.known.set(key, faults);
    return faults;
  }

  /** Faults of other answers to the same questions. */
  faultsIf(state: ClusterState, change: (routing: Routing) => Routing): readonly Fault[] {
    return this.questions.flatMap((question, index) => this.faultsOf(question, index, this.answer(state, question, change)));
  }

  /** Whether a profile or split decides about a Service. */
  hasProfile(state: ClusterState, { namespace, name }: { readonly namespace: string; readonly name: string }): boolean {
    const port = state.service(namespace, name)?.ports[0]?.number;
    return port !== undefined && this.routingIn(state, namespace, name, port)?.profile?.decides === true;
  }

  private faultsOf(question: Question, index: number, traffic: Traffic): Fault[] {
    const [start, end] = [this.start[index], this.end[index]];
    // What served nobody cannot lose anything.
    if (!start || !end || start.to.length === 0) return [];
    const faults: Fault[] = [];
    const [lost, before] = [lostIn(traffic), lostIn(start)];
    if (!before.isAtLeast(lost) && !this.leaves.has(`${question.namespace}/${question.service}`))
      faults.push({ question, kind: 'hole', version: '', share: lost, allowed: before, traffic });
    const [was, willBe] = [byVersion(start), byVersion(end)];
    for (const [version, share] of byVersion(traffic)) {
      const [one, other] = [was.get(version) ?? Fraction.ZERO, willBe.get(version) ?? Fraction.ZERO];
      const allowed = one.isAtLeast(other) ? one : other;
      if (!allowed.isAtLeast(share)) faults.push({ question, kind: 'leak', version, share, allowed, traffic });
    }
    return faults;
  }

  /** Every kind of request to every port that is there before and after. */
  private questionsIn(first: ClusterState, last: ClusterState): Question[] {
    return first.services.flatMap((service) => {
      const { namespace, name } = service;
      const later = last.service(namespace, name);
      const ports = service.ports.filter(({ number }) => later?.ports.some((port) => port.number === number));
      return ports.flatMap(({ number: port }) => {
        const requests = [first, last].flatMap((state) => {
          const routing = this.routingIn(state, namespace, name, port);
          return routing ? requestClasses(routing) : [];
        });
        const distinct = new Map(
          requests.map((request) => [JSON.stringify([request.method, request.path, [...request.headers], [...request.query]]), request]),
        );
        return [...distinct.values()].map((request) => ({ namespace, service: name, port, request }));
      });
    });
  }

  private routingIn(state: ClusterState, namespace: string, name: string, number: number): Routing | undefined {
    const service = state.service(namespace, name);
    const port = service?.ports.find((each) => each.number === number);
    return service && port && routingOf(state, this.surroundings.mesh, { service, port, client: namespace });
  }

  /** A Service that is not there at the moment answers nobody. */
  private answer(state: ClusterState, { namespace, service, port, request }: Question, change = (routing: Routing) => routing): Traffic {
    const routing = this.routingIn(state, namespace, service, port);
    if (routing) return resolve(state, this.surroundings.mesh, change(routing), request);
    const because = [`Service ${namespace}/${service} has no port ${port}`];
    return { to: [], nothing: Fraction.ONE, notFound: Fraction.ZERO, unknown: Fraction.ZERO, because };
  }
}

function leavesIn(states: readonly ClusterState[], mesh: MeshModel): ReadonlySet<string> {
  const weightings = states.flatMap((state) => weightingsIn(state, mesh));
  const apexes = new Set(weightings.map(({ apex: { namespace, name } }) => `${namespace}/${name}`));
  const targets = weightings.flatMap((weighting) => weighting.targets.map(({ namespace, service }) => `${namespace}/${service}`));
  return new Set(targets.filter((name) => !apexes.has(name)));
}

const lostIn = ({ nothing, notFound }: Traffic): Fraction => nothing.plus(notFound);

/** Pods without the label `version` go by the name of their workload. */
function byVersion({ to }: Traffic): Map<string, Fraction> {
  const shares = new Map<string, Fraction>();
  for (const { version, workload, service, share } of to) {
    const name = version ?? (workload ? `${workload.kind} ${workload.name}` : service);
    shares.set(name, share.plus(shares.get(name) ?? Fraction.ZERO));
  }
  return shares;
}
