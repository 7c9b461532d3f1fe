import type { RuleContext } from '../../context';
import type { Service } from '../../state/service';
import type { Target, Weighting } from '../../weighting';
import { isInjector } from './injector';

/** A share of the requests to a Service that is sent to something which fails on purpose. */
export interface Experiment {
  readonly weighting: Weighting;
  readonly target: Target;
  readonly apex: Service;
}

const known = new WeakMap<RuleContext, readonly Experiment[]>();

/** All fault injections of the input. */
export function experimentsIn(context: RuleContext): readonly Experiment[] {
  const found = known.get(context) ?? [...find(context)];
  known.set(context, found);
  return found;
}

function* find(context: RuleContext): Generator<Experiment> {
  const { state } = context;
  for (const weighting of context.weightings.filter(({ targets }) => targets.length > 1)) {
    const apex = state.service(weighting.apex.namespace, weighting.apex.name);
    for (const target of weighting.targets) {
      const leaf = state.service(target.namespace, target.service);
      if (!apex || !leaf || target.share.isZero || !state.workloadsOf(leaf).some((workload) => isInjector(context, workload))) continue;
      yield { weighting, target, apex };
    }
  }
}
