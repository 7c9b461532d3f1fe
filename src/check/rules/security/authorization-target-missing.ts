import { textAt } from '../../data';
import type { Rule } from '../../rule';

/** An authorization for something that is not there. */
export const authorizationTargetMissing: Rule = {
  name: 'authorization-target-missing',
  severity: 'error',
  summary: 'An AuthorizationPolicy is for a Server or route that does not exist.',
  why: 'It allows nothing, and whoever it was to allow is refused by the Server that is there (Linkerd 2.20).',
  fix: 'Correct the name: a target is in the namespace of the policy.',
  *check(context) {
    for (const manifest of context.ofKind('policy.linkerd.io', 'AuthorizationPolicy')) {
      const [kind = '', name = ''] = ['kind', 'name'].map((field) => textAt(manifest.object, 'spec', 'targetRef', field));
      const group = textAt(manifest.object, 'spec', 'targetRef', 'group') ?? '';
      if (!['Server', 'HTTPRoute', 'GRPCRoute'].includes(kind)) continue;
      if (context.ofKind(group, kind).some((each) => each.namespace === manifest.namespace && each.name === name)) continue;
      yield context.ifAbsent({
        manifest,
        path: ['spec', 'targetRef', 'name'],
        message: `there is no ${kind} ${manifest.namespace}/${name} of group ${group}`,
      });
    }
  },
};
