import { isObject, textAt, valueAt } from '../../data';
import type { Rule } from '../../rule';
import { CANARY } from './rollout';

/** A router that is not installed. */
export const rolloutPlugin: Rule = {
  name: 'rollout-plugin',
  severity: 'info',
  summary: 'A Rollout routes by a plugin, and the input does not configure it.',
  why: 'Without the plugin the Rollout stays Progressing at its first step for ever, and only the log of the controller says why (Argo Rollouts 1.9, run).',
  fix: 'Name the plugin in trafficRouterPlugins of the ConfigMap argo-rollouts-config, and give the controller leave to change HTTPRoutes.',
  *check(context) {
    const configured = context
      .ofKind('', 'ConfigMap')
      .filter(({ name }) => name === 'argo-rollouts-config')
      .map(({ object }) => textAt(object, 'data', 'trafficRouterPlugins') ?? '')
      .join();
    for (const manifest of context.ofKind('argoproj.io', 'Rollout')) {
      const plugins = valueAt(manifest.object, ...CANARY, 'trafficRouting', 'plugins');
      for (const name of isObject(plugins) ? Object.keys(plugins) : []) {
        if (configured.includes(name)) continue;
        const problem = {
          manifest,
          path: [...CANARY, 'trafficRouting', 'plugins', name],
          message: `no ConfigMap argo-rollouts-config of the input has ${name}`,
        };
        yield context.state.isComplete ? { ...problem, severity: 'error' } : problem;
      }
    }
  },
};
