import type { Plan, PlanShare, PlanStep } from '../plan';
import { mainOf, type Receivers } from './receivers';
import { sumOf } from './shares';

/** What requests go through: `apex`, the split if there is one, Services behind it, and pods. */
export interface GraphNode {
  readonly column: 'apex' | 'split' | 'leaf' | 'pods';
  readonly caption: string;
  readonly names: readonly string[];
  /** What pods are drawn on. */
  readonly ground?: string;
  readonly isLost?: boolean;
}

/** The way of a share of the requests, `0` of them too; without a share the Service selects the pods, and nothing more. */
export interface GraphEdge {
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly share?: string;
}

/** The way of requests at a step. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const ROUTES = ['TrafficSplit', 'HTTPRoute', 'GRPCRoute', 'ServiceProfile'];

/** The routes that there are at each step. */
export function routesAt({ steps }: Pick<Plan, 'steps'>): string[][] {
  const routes = new Set<string>();
  return steps.map(({ changes }) => {
    for (const { verb, kind, name } of changes.filter((change) => ROUTES.includes(change.kind))) {
      if (verb === 'delete') routes.delete(`${kind} ${name}`);
      else routes.add(`${kind} ${name}`);
    }
    return [...routes];
  });
}

/** The way of plain requests to the first port, and the Services beside it that have pods. */
export const graphOf = (step: PlanStep, service: string, routes: readonly string[], receivers: Receivers): Graph =>
  new GraphBuilder(step, service, routes, receivers).build();

class GraphBuilder {
  private readonly to: readonly PlanShare[];
  private readonly apex: GraphNode;
  private readonly split: GraphNode | undefined;
  private readonly pods = new Map<string, GraphNode>();
  private readonly nodes: GraphNode[] = [];
  private readonly edges: GraphEdge[] = [];

  constructor(
    private readonly step: PlanStep,
    private readonly service: string,
    routes: readonly string[],
    private readonly receivers: Receivers,
  ) {
    this.to = mainOf(step);
    this.apex = { column: 'apex', caption: 'Service for clients', names: [service] };
    this.split = routes.length === 0 ? undefined : { column: 'split', caption: 'split by', names: routes };
  }

  build(): Graph {
    this.nodes.push(this.apex);
    if (this.split) {
      this.nodes.push(this.split);
      this.edges.push({ from: this.apex, to: this.split, share: sumOf(this.to) });
    }
    for (const leaf of this.leaves()) this.addLeaf(leaf);
    this.addOwnPods();
    for (const lost of this.to.filter(({ via }) => via === '')) {
      const node: GraphNode = { column: 'leaf', caption: 'no pods', names: [lost.who], isLost: true };
      this.nodes.push(node);
      this.edges.push({ from: this.split ?? this.apex, to: node, share: lost.share });
    }
    return { nodes: this.nodes, edges: this.edges };
  }

  /** Services with pods, and those by which requests go; the one for clients is among them where a split leads back to it. */
  private leaves(): string[] {
    const own = this.step.services.filter(({ name, pods }) => name !== this.service && pods.length > 0).map(({ name }) => name);
    const used = this.to.map(({ via }) => via).filter((via) => via !== '' && (via !== this.service || this.split));
    return [...new Set([...used, ...own])].sort((one, other) => this.placeOf(one) - this.placeOf(other));
  }

  private placeOf(service: string): number {
    return this.step.services.findIndex(({ name }) => name === service);
  }

  private addLeaf(service: string): void {
    const caption = service === this.service ? 'Service, by its selector' : 'Service';
    const leaf: GraphNode = { column: 'leaf', caption, names: [service] };
    const mine = this.to.filter(({ via }) => via === service);
    this.nodes.push(leaf);
    if (this.split) this.edges.push({ from: this.split, to: leaf, share: sumOf(mine) });
    else if (mine.length > 0) this.edges.push({ from: this.apex, to: leaf, share: sumOf(mine) });
    this.addPods(leaf, service, mine);
  }

  /** The pods that the Service for clients selects itself: they get requests where there is no split. */
  private addOwnPods(): void {
    const mine = this.to.filter(({ via }) => via === this.service);
    if (mine.length > 0 && this.split) return;
    this.addPods(this.apex, this.service, mine.length > 0 ? mine : undefined);
  }

  private addPods(from: GraphNode, service: string, shares: readonly PlanShare[] | undefined): void {
    const selected = this.step.services.find(({ name }) => name === service)?.pods ?? [];
    for (const { kind, workload, version, replicas } of selected) {
      const who = version === '' ? workload : version;
      const to = this.podsOf(workload, who, `${kind}, ${replicas === 1 ? '1 pod' : `${replicas} pods`}`);
      const share = shares && sumOf(shares.filter((each) => each.workload === workload));
      this.edges.push({ from, to, ...(share !== undefined && { share }) });
    }
    const others = (shares ?? []).filter(({ workload }) => workload !== '' && !selected.some((pods) => pods.workload === workload));
    for (const { workload, who, share } of others) this.edges.push({ from, to: this.podsOf(workload, who, 'pods'), share });
  }

  private podsOf(workload: string, who: string, caption: string): GraphNode {
    const known = this.pods.get(workload);
    if (known) return known;
    const ground = this.receivers.groundOf(who);
    const names = who === workload ? [workload] : [workload, `version ${who}`];
    const node: GraphNode = { column: 'pods', caption, names, ...(ground !== undefined && { ground }) };
    this.pods.set(workload, node);
    this.nodes.push(node);
    return node;
  }
}
