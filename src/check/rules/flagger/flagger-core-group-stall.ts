import { listAt, textAt } from '../../data';
import type { Rule } from '../../rule';
import { canariesIn } from './canary';

/** A release that never begins. */
export const flaggerCoreGroupStall: Rule = {
  name: 'flagger-core-group-stall',
  severity: 'error',
  summary: 'A Canary for Linkerd names its Service with `group: core`.',
  why:
    'Flagger 1.42 and later waits until the status of the route says which generation it is about, if its parent is written as Linkerd writes it there; Linkerd says none. So no release starts, or one stays at its weight, ' +
    'without a failed check (Flagger 1.44 with Linkerd 2.20, run; linkerd2#14964).',
  fix: 'Write group: "" instead.',
  *check(context) {
    if (!context.mesh.hasProfiles) return;
    for (const { manifest, provider } of canariesIn(context)) {
      if (provider !== 'gatewayapi:v1') continue;
      for (const [index, ref] of listAt(manifest.object, 'spec', 'service', 'gatewayRefs').entries()) {
        if (textAt(ref, 'group') !== 'core' || textAt(ref, 'namespace') === undefined) continue;
        const path = ['spec', 'service', 'gatewayRefs', index, 'group'];
        yield { manifest, path, message: 'with the group core no release starts', change: { path, value: '' } };
      }
    }
  },
};
