import type { Rule } from '../../rule';
import { shareText } from '../../weighting';

/** A share that goes to a name outside of the cluster. */
export const externalNameBackend: Rule = {
  name: 'external-name-backend',
  severity: 'error',
  summary: 'A split or route gives a weight above 0 to a Service of type ExternalName.',
  why: 'The proxy finds no endpoints for it, so that its share fails, while the status of the route says that all backends are resolved (Linkerd 2.20, run).',
  fix: 'Send to a Service with endpoints: one without a selector and an EndpointSlice can stand for addresses outside.',
  *check({ state, weightings }) {
    for (const weighting of weightings) {
      for (const target of weighting.targets) {
        const service = state.service(target.namespace, target.service);
        if (service?.type !== 'external-name' || target.share.isZero) continue;
        yield {
          ...{ manifest: weighting.manifest, path: target.path, related: [service.manifest] },
          message: `Service ${target.namespace}/${target.service} is of type ExternalName, and has no endpoints for the proxy`,
          traffic: `${shareText(weighting, target)} reach nothing`,
        };
      }
    }
  },
};
