import { App, Chart, Testing } from 'cdk8s';
import { Mesh, MeshApp, MeshChart } from '../../src/mesh';
import { apiGroup, KubeObject } from '../../src/bundle';
import { kinds, validator } from '../schemas/schema-files';

/** A chart of ours, in the namespace `shop`. */
export function shop(mesh?: Mesh): MeshChart {
  return new MeshChart(new MeshApp(), 'shop', { namespace: 'shop', mesh });
}

/** A chart that knows nothing of us, nor of a namespace. */
export function plainChart(namespace?: string): Chart {
  return new Chart(new App(), 'plain', { namespace, disableResourceNameHashes: true });
}

/** What a chart writes; each object with a schema of ours is checked against it. */
export function objects(chart: Chart): KubeObject[] {
  const written = Testing.synth(chart) as KubeObject[];
  const faults = written.flatMap(schemaFaults);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return written;
}

/** The only object of a kind, or the one of a name. */
export function one(chart: Chart, kind: string, name?: string): KubeObject {
  const found = objects(chart).filter((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  if (found[0] === undefined || found.length > 1) throw new Error(`there are ${found.length} objects ${kind} ${name ?? ''}`);
  return found[0];
}

/** Kind and name of each object, in order. */
export function names(chart: Chart): string[] {
  return objects(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const validators = new Map<string, ReturnType<typeof validator>>();

function schemaFaults(object: KubeObject): string[] {
  const group = apiGroup(object.apiVersion);
  const file = `${group}/${object.kind.toLowerCase()}.${object.apiVersion.slice(group.length + 1)}.json`;
  if (!kinds.includes(file)) return [];
  const validate = validators.get(file) ?? validator(file);
  validators.set(file, validate);
  const { kind, metadata } = object;
  return validate(object) ? [] : [`${kind} ${metadata.name}: ${JSON.stringify(validate.errors)}`];
}
