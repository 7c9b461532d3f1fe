import type { Rule } from '../../rule';

/** A word that the injector does not know. */
export const injectValue: Rule = {
  name: 'inject-value',
  severity: 'error',
  summary: 'The annotation `linkerd.io/inject` has another value than enabled, disabled or ingress.',
  why: 'Pods are then left out of the mesh, with an event that nobody reads: no split, retry or policy holds for their requests (Linkerd 2.20, linkerd2 `pkg/inject/report.go`).',
  fix: 'Write enabled.',
  *check({ annotated, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, path, annotations } of annotated) {
      const value = annotations.get('linkerd.io/inject');
      if (value === undefined || ['enabled', 'disabled', 'ingress', ''].includes(value)) continue;
      const at = [...path, 'linkerd.io/inject'];
      yield {
        ...{ manifest, path: at, message: `${JSON.stringify(value)} is none of enabled, disabled, ingress: no proxy is injected` },
        ...(/^(true|yes|on|enable)$/i.test(value) && { change: { path: at, value: 'enabled' } }),
      };
    }
  },
};
