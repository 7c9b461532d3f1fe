import type { Rule } from '../../rule';
import { shareText } from '../../weighting';

/** A share that goes to a Service that does not exist. */
export const liveBackendMissing: Rule = {
  name: 'live-backend-missing',
  severity: 'error',
  summary: 'A split or route gives a weight above 0 to a Service that does not exist.',
  why:
    'By an HTTPRoute, that share is answered by 500 for good. By a TrafficSplit or ServiceProfile, it fails for three seconds, in each client and again after each pause of five seconds in its traffic; ' +
    'then the others take it (Linkerd proxy, August 2026, measured; linkerd2#3124, closed as wontfix).',
  fix: 'Create the Service, correct its name, or give it the weight 0 until it exists.',
  *check(context) {
    for (const weighting of context.weightings) {
      for (const target of weighting.targets) {
        const { path, namespace, service, share, weight } = target;
        if ((share.isZero && weight === 0n) || context.state.service(namespace, service)) continue;
        const fate = weighting.by === 'route' ? 'fail with 500' : 'fail for three seconds in each client, and again after each pause';
        yield context.ifAbsent({
          ...{ manifest: weighting.manifest, path },
          message: `there is no Service ${namespace}/${service}`,
          ...(!share.isZero && { traffic: `${shareText(weighting, target)} ${fate}` }),
        });
      }
    }
  },
};
