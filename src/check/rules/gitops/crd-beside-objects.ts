import { textAt } from '../../data';
import { type Manifest, nameOf } from '../../manifest';
import type { Rule } from '../../rule';
import { andMore, kubectlCalls } from './kubectl-order';

/** A kind that is not there yet. */
export const crdBesideObjects: Rule = {
  name: 'crd-beside-objects',
  severity: 'error',
  summary: 'A CustomResourceDefinition that kubectl applies in the same call as objects of its kind.',
  why:
    '`kubectl apply` asks the cluster about the kinds of all objects before it sends the first one, so that the definition helps nobody in the same call, wherever it stands: objects of an unknown kind are reported and left out, ' +
    'the rest is applied, and a second call works (kubectl 1.32, run).',
  fix: 'Keep definitions in a folder of their own, apply it first, and `kubectl wait --for=condition=Established` for it.',
  *check({ target, manifests }) {
    if (target !== 'kubectl' && target !== 'kustomize') return;
    for (const call of target === 'kubectl' ? kubectlCalls(manifests) : [manifests]) {
      const objects = new Map<string, Manifest[]>();
      for (const manifest of call) {
        const kind = `${manifest.group}/${manifest.kind}`;
        const others = objects.get(kind);
        if (others) others.push(manifest);
        else objects.set(kind, [manifest]);
      }
      for (const manifest of objects.get('apiextensions.k8s.io/CustomResourceDefinition') ?? []) {
        const spec = (...path: string[]) => textAt(manifest.object, 'spec', ...path) ?? '';
        const own = objects.get(`${spec('group')}/${spec('names', 'kind')}`) ?? [];
        const [first] = own;
        if (!first) continue;
        yield {
          ...{ manifest, path: [], related: [first] },
          message: `in a cluster without it, ${andMore(nameOf(first), own.length)} in the same call of kubectl ${own.length > 1 ? 'are' : 'is'} left out`,
        };
      }
    }
  },
};
