import { textsAt } from '../../data';
import type { Rule } from '../../rule';

/** Annotations that a version of the mesh does not know yet. */
export const annotationsTooEarly: Rule = {
  name: 'annotations-too-early',
  severity: 'warning',
  summary: 'Annotations for retries or timeouts are written for a Linkerd that does not read them.',
  why: 'Linkerd reads them on Services and routes since 2.16 (release notes); before, a ServiceProfile does that.',
  fix: 'Write a ServiceProfile, or use Linkerd 2.16 or later.',
  *check({ state, mesh }) {
    const [, minor] = /^linkerd-2\.(\d+)$/.exec(mesh.name) ?? [];
    if (minor === undefined || Number(minor) >= 16) return;
    for (const manifest of [...state.services, ...state.routes].map((each) => each.manifest)) {
      const name = [...textsAt(manifest.object, 'metadata', 'annotations').keys()].find((each) =>
        /^(retry|timeout)\.linkerd\.io\//.test(each),
      );
      if (name !== undefined) yield { manifest, path: ['metadata', 'annotations', name], message: `${mesh.name} does not read ${name}` };
    }
  },
};
