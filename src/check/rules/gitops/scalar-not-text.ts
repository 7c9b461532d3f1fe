import type { DataPath } from '../../../yaml/locate';
import type { JsonValue } from '../../../yaml/read';
import { isObject, listAt, valueAt } from '../../data';
import type { Problem } from '../../problem';
import type { Rule } from '../../rule';

/** A value that Kubernetes takes for a number or boolean, where text is needed. */
export const scalarNotText: Rule = {
  name: 'scalar-not-text',
  severity: 'error',
  summary: 'A label, an annotation or a variable is a number or a boolean to Kubernetes.',
  why: 'Kubernetes reads YAML 1.1: `y` and `on` are true, `012` is 10, `1.0` is a number. Where text is needed the API server refuses the object (sigs.k8s.io/yaml 1.6, run).',
  fix: 'Put it in quotes.',
  *check({ manifests }) {
    for (const manifest of manifests) {
      const { object } = manifest;
      for (const path of [...MAPS, ['spec', 'selector']]) {
        // The selector of a Service is a map of texts, that of others is not.
        if (path.length === 2 && path[1] === 'selector' && manifest.kind !== 'Service') continue;
        yield* inMap(manifest, valueAt(object, ...path), path);
      }
      for (const [index, container] of listAt(object, 'spec', 'template', 'spec', 'containers').entries()) {
        for (const [at, variable] of listAt(container, 'env').entries()) {
          const value = valueAt(variable, 'value');
          if (isScalar(value)) yield problem(manifest, ['spec', 'template', 'spec', 'containers', index, 'env', at, 'value'], value);
        }
      }
    }
  },
};

const MAPS = ['annotations', 'labels']
  .flatMap((name) => [
    ['metadata', name],
    ['spec', 'template', 'metadata', name],
  ])
  .concat([['spec', 'selector', 'matchLabels']]);

function* inMap(manifest: Problem['manifest'], map: JsonValue | undefined, path: readonly string[]): Generator<Problem> {
  for (const [key, value] of isObject(map) ? Object.entries(map) : []) if (isScalar(value)) yield problem(manifest, [...path, key], value);
}

const isScalar = (value: JsonValue | undefined): value is number | boolean => typeof value === 'number' || typeof value === 'boolean';

const problem = (manifest: Problem['manifest'], path: DataPath, value: number | boolean): Problem => ({
  ...{ manifest, path },
  message: `${String(path.at(-1))} must be text, and Kubernetes reads ${value} as a ${typeof value}`,
});
