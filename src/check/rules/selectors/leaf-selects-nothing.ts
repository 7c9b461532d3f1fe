import type { Rule } from '../../rule';
import { endpointsOf } from '../../state/endpoints';
import { shareText } from '../../weighting';

/** A share that reaches no pod. */
export const leafSelectsNothing: Rule = {
  name: 'leaf-selects-nothing',
  severity: 'error',
  summary: 'A split or route gives a weight above 0 to a Service that has no pods.',
  why:
    'Each client waits for three seconds and gets 504, then the others take the share; after a pause of five seconds it begins again, so that clients with few requests never see it end. If nobody else has a weight, every ' +
    'request fails (Linkerd proxy, August 2026, measured).',
  fix: 'Correct the selector or the labels of the pods, start pods before the weight is raised, or give it the weight 0.',
  *check(context) {
    const { state } = context;
    for (const weighting of context.weightings) {
      for (const target of weighting.targets) {
        const leaf = state.service(target.namespace, target.service);
        if (!leaf?.selector || leaf.type === 'external-name' || target.share.isZero) continue;
        const port = target.port ?? leaf.ports[0]?.number;
        const endpoints = port === undefined ? [] : endpointsOf(state, leaf, port);
        const workloads = state.workloadsOf(leaf);
        // A name that no container has is the matter of another rule.
        if ('unknown' in endpoints || endpoints.length > 0 || workloads.some(({ pods }) => pods > 0)) continue;
        const labels = [...leaf.selector].map(([name, value]) => `${name}=${value}`).join(', ');
        const names = workloads.map(({ kind, name }) => `${kind} ${name}`).join(', ');
        yield {
          ...{ manifest: weighting.manifest, path: target.path, related: [leaf.manifest, ...workloads.map(({ manifest }) => manifest)] },
          message:
            workloads.length === 0
              ? `Service ${target.namespace}/${target.service} selects no pods: none has ${labels}`
              : `${names}, which Service ${target.namespace}/${target.service} selects, is to have no pods`,
          traffic: `${shareText(weighting, target)} reach nothing`,
        };
      }
    }
  },
};
