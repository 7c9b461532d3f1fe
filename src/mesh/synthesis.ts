import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isKubeObject, KubeObject, place, PlacedObject, RankedObject } from '../bundle';
import { rankOf } from './mesh-object';

/** What is done to an object last, after everything that a user did to it. */
export type Finish = (ranked: RankedObject) => KubeObject;

const finishes = new WeakMap<Chart, Finish>();

/** Has every object of a chart finished so, whoever made it and when. */
export function setFinish(chart: Chart, finish: Finish): void {
  finishes.set(chart, finish);
}

/** The objects of one chart in the order of their ranks; those of charts inside it belong to these. */
export function placeChart(chart: Chart): PlacedObject[] {
  const finish = finishes.get(chart) ?? (({ object }) => object);
  return place(
    objectsIn(chart).map((object) => {
      const rank = rankOf(object);
      return { object: finish({ object: manifestOf(object), rank }), rank };
    }),
  );
}

/**
 * The text from which `cdk8s synth` knows the constructs of objects, in the format of cdk8s 2.70. That goes by the name alone, and of several objects with one
 * name has the last; so each is there a second time, as `Service shop/web`, by which `MeshValidation` asks.
 */
export function constructMetadata(charts: readonly Chart[]): string {
  const objects = charts.flatMap(objectsIn).map((object) => ({ path: object.node.path, ...manifestOf(object) }));
  const byName = objects.map(({ path, metadata: { name } }) => [name, { path }] as const);
  const byObject = objects.map(
    ({ path, kind, metadata: { name, namespace = 'default' } }) => [`${kind} ${namespace}/${name}`, { path }] as const,
  );
  return JSON.stringify({ version: '1.0.0', resources: Object.fromEntries([...byName, ...byObject]) });
}

/** The objects of a construct, without those that belong to a chart further down. */
function objectsIn(root: IConstruct): ApiObject[] {
  const found: ApiObject[] = [];
  const visit = (construct: IConstruct) => {
    if (construct !== root && Chart.isChart(construct)) return;
    if (ApiObject.isApiObject(construct)) found.push(construct);
    construct.node.children.forEach(visit);
  };
  visit(root);
  return found;
}

function manifestOf(object: ApiObject): KubeObject {
  const data: unknown = object.toJson();
  if (isKubeObject(data)) return data;
  throw new Error(`[${object.node.path}] an object must have apiVersion, kind and metadata.name; does a JSON patch remove one of them?`);
}

/**
 * Runs every validation below a construct once.
 *
 * @throws one error with all the faults found, each with the path of its construct
 */
export function validate(root: IConstruct): void {
  const faults = root.node.findAll().flatMap((construct) => construct.node.validate().map((fault) => `[${construct.node.path}] ${fault}`));
  refuse(faults);
}

/**
 * Refuses dependencies between constructs below `root` that the order by rank does not keep: a file name cannot show them. Those that it keeps
 * are common, cdk8s-plus makes a StatefulSet depend on its Service.
 *
 * @throws one error with all the faults found, each with the path of its construct
 */
export function refuseDependencies(root: IConstruct): void {
  const faults: string[] = [];
  for (const construct of root.node.findAll()) {
    for (const other of construct.node.dependencies) {
      const why = other.node.scopes.includes(root) ? brokenOrder(construct, other) : undefined;
      if (why !== undefined) faults.push(`[${construct.node.path}] depends on ${other.node.path}, ${why}`);
    }
  }
  refuse(faults);
}

function brokenOrder(construct: IConstruct, other: IConstruct): string | undefined {
  const chart = chartOf(construct);
  const otherChart = chartOf(other);
  if (chart === undefined || chart !== otherChart) {
    // cdk8s itself makes a chart depend on the charts in it, when it synthesizes one of them.
    if (chart !== undefined && otherChart?.node.scope === chart) return undefined;
    return 'which is in another chart, and charts are applied on their own; put both into one chart, or apply one folder after the other';
  }
  const first = objectsIn(construct).reduce((rank, object) => Math.min(rank, rankOf(object)), Infinity);
  const last = objectsIn(other).reduce((rank, object) => Math.max(rank, rankOf(object)), -Infinity);
  return last < first
    ? undefined
    : `which is not applied before it (ranks ${last} and ${first}); give ${other.node.path} a lower rank with setRank`;
}

function chartOf(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.filter((scope) => Chart.isChart(scope)).at(-1);
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`nothing was written, because of:\n  ${faults.join('\n  ')}`);
}
