import { textsAt, valueAt } from '../../data';
import type { Rule } from '../../rule';

/** Pods that are never meshed. */
export const hostNetwork: Rule = {
  name: 'host-network',
  severity: 'warning',
  summary: 'Pods that are to be meshed use the network of their node.',
  why: 'The injector leaves such pods out, whatever their annotations say (Linkerd 2.20, linkerd2 `pkg/inject`).',
  fix: 'Take hostNetwork away, or write linkerd.io/inject: disabled, so that nobody expects it.',
  *check({ state, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, kind, name } of state.allWorkloads) {
      const isMeshed = textsAt(manifest.object, 'spec', 'template', 'metadata', 'annotations').get('linkerd.io/inject') === 'enabled';
      if (!isMeshed || valueAt(manifest.object, 'spec', 'template', 'spec', 'hostNetwork') !== true) continue;
      yield { manifest, path: ['spec', 'template', 'spec', 'hostNetwork'], message: `the pods of ${kind} ${name} get no proxy` };
    }
  },
};
