import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { KubeObject, place, PlacedObject } from '../bundle';
import { rankOf } from './mesh-object';

/** The objects of one chart in the order of their ranks; those of charts inside it belong to these. */
export function placeChart(chart: Chart): PlacedObject[] {
  return place(objectsOf(chart).map((object) => ({ object: object.toJson() as KubeObject, rank: rankOf(object) })));
}

function objectsOf(chart: Chart): ApiObject[] {
  const found: ApiObject[] = [];
  const visit = (construct: IConstruct) => {
    if (construct !== chart && Chart.isChart(construct)) return;
    if (ApiObject.isApiObject(construct)) found.push(construct);
    construct.node.children.forEach(visit);
  };
  visit(chart);
  return found;
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
 * Refuses dependencies: cdk8s resolves them in exponential time, and a file name cannot show them. Order is a rank here.
 *
 * @throws if a construct depends on another one
 */
export function refuseDependencies(root: IConstruct): void {
  const dependent = root.node.findAll().filter((construct) => construct.node.dependencies.some((other) => other.node.scope !== construct));
  refuse(dependent.map((construct) => `[${construct.node.path}] addDependency was called, but order is by rank; use setRank(object, rank) instead`));
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`nothing was written, because of:\n  ${faults.join('\n  ')}`);
}
