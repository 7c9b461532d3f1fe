import { listAt, textAt } from '../../data';
import { goDuration } from '../../../facts/go-duration';
import { linkerdDuration } from '../../mesh/linkerd-annotations';
import type { Problem } from '../../problem';
import type { Rule } from '../../rule';
import { GATEWAY_API } from '../../state/route';
import { isService } from '../../traffic/attachment';

/** A timeout that nobody keeps. */
export const timeoutIgnored: Rule = {
  name: 'timeout-ignored',
  severity: 'error',
  summary: 'A timeout of a rule is written in a way that Linkerd does not read.',
  why:
    'In an HTTPRoute of the Gateway API, Linkerd reads one whole number and one unit: `1m30s` passes the CRD and is no timeout. Before 2.20 it reads none there at all (linkerd2#14713). `backendRequest` is never read ' +
    '(Linkerd 2.20, run).',
  fix: 'Write seconds or milliseconds, such as 90s; for a single backend use the annotation timeout.linkerd.io/response.',
  *check({ state, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const route of state.routes) {
      const { manifest, parents } = route;
      if (
        manifest.group !== GATEWAY_API ||
        !mesh.routeApis.includes(manifest.apiVersion) ||
        !parents.some((parent) => isService(mesh, parent))
      )
        continue;
      yield* problemsIn(manifest, mesh.name);
    }
  },
};

const SINCE = 20;

function* problemsIn(manifest: Problem['manifest'], mesh: string): Generator<Problem> {
  const minor = Number(mesh.split('.')[1] ?? SINCE);
  for (const [index, rule] of listAt(manifest.object, 'spec', 'rules').entries()) {
    const path = ['spec', 'rules', index, 'timeouts'];
    const [request, backend] = [textAt(rule, 'timeouts', 'request'), textAt(rule, 'timeouts', 'backendRequest')];
    const nanoseconds = goDuration(request ?? '');
    if (request !== undefined && minor < SINCE)
      yield { manifest, path: [...path, 'request'], severity: 'warning', message: `${mesh} reads no timeouts in rules of this API` };
    else if (request !== undefined && linkerdDuration(request) === undefined && nanoseconds !== undefined) {
      const value = `${nanoseconds / 1e6}ms`;
      yield {
        manifest,
        path: [...path, 'request'],
        message: `${request} is no timeout to Linkerd, which reads one number and one unit`,
        change: { path: [...path, 'request'], value },
      };
    }
    if (backend !== undefined)
      yield { manifest, path: [...path, 'backendRequest'], severity: 'warning', message: 'backendRequest is not read' };
  }
}
