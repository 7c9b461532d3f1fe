import { valueAt } from '../../data';
import type { Rule } from '../../rule';

/** An injection that does not happen. */
export const injectInWrongPlace: Rule = {
  name: 'inject-in-wrong-place',
  severity: 'warning',
  summary: '`linkerd.io/inject` stands on a workload itself instead of on its pods, or is a label.',
  why: 'The injector sees pods: it reads the annotations of the pod template and of the Namespace, not those of a Deployment, and no labels (Linkerd 2.20).',
  fix: 'Put the annotation into spec.template.metadata.annotations, or on the Namespace.',
  *check({ annotated, state, mesh }) {
    if (!mesh.hasProfiles) return;
    const inheriting = new Set(
      annotated
        .filter(({ manifest, annotations }) => manifest.kind === 'Namespace' && annotations.has(NAME))
        .map(({ manifest }) => manifest.name),
    );
    const injected = new Set(
      annotated.filter(({ path, annotations }) => path.length > 2 && annotations.has(NAME)).map(({ manifest }) => manifest),
    );
    for (const { manifest, path, annotations } of annotated) {
      const isOfWorkload = path.length === 2 && valueAt(manifest.object, 'spec', 'template') !== undefined;
      if (!isOfWorkload || !annotations.has(NAME) || injected.has(manifest) || inheriting.has(manifest.namespace)) continue;
      yield { manifest, path: [...path, NAME], message: `it is not read on a ${manifest.kind}, only on its pods` };
    }
    for (const manifest of state.manifests) {
      for (const path of LABELS) {
        const hasLabel = valueAt(manifest.object, ...path, NAME) !== undefined;
        if (hasLabel && !injected.has(manifest))
          yield { manifest, path: [...path, NAME], message: 'it is a label here, and only read as an annotation' };
      }
    }
  },
};

const LABELS = [
  ['metadata', 'labels'],
  ['spec', 'template', 'metadata', 'labels'],
];

const NAME = 'linkerd.io/inject';
