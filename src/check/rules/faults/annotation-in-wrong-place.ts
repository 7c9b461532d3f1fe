import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';

/** Annotations that nobody reads where they stand. */
export const annotationInWrongPlace: Rule = {
  name: 'annotation-in-wrong-place',
  severity: 'warning',
  summary: 'An annotation of Linkerd for retries, timeouts or circuit breaking stands where it is not read.',
  why: 'Retries and timeouts are read on Services, HTTPRoutes and GRPCRoutes; circuit breaking on Services alone. Elsewhere they are only text (Linkerd 2.20, linkerd2 `policy-controller/k8s/index/src/outbound`).',
  fix: 'Move it to the Service or the route.',
  *check({ annotated, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, path, annotations } of annotated) {
      for (const name of [...annotations.keys()].filter((each) => OURS.test(each) && !isRead(manifest, path, each))) {
        yield { manifest, path: [...path, name], message: `${name} is not read ${path.length > 2 ? 'on pods' : `on a ${manifest.kind}`}` };
      }
    }
  },
};

const OURS = /^(retry|timeout|balancer)\.linkerd\.io\//;

function isRead({ kind, group }: Manifest, path: readonly string[], name: string): boolean {
  if (path.length > 2) return false;
  if (kind === 'Service' && group === '') return true;
  // A route for an EgressNetwork has them, too.
  return (['HTTPRoute', 'GRPCRoute'].includes(kind) && !name.startsWith('balancer.')) || kind === 'EgressNetwork';
}
