import { textAt } from '../../data';
import { nameOf } from '../../manifest';
import type { Rule } from '../../rule';

/** Weights that git and a controller both write. */
export const weightsOwnedTwice: Rule = {
  name: 'weights-owned-twice',
  severity: 'error',
  summary: 'A split or route is in the input that Flagger or Argo Rollouts also writes.',
  why:
    'Flagger takes it over without asking, and each time that git applies it again, its weights are those of git: the status says 25 %, and nearly nothing goes there. Argo Rollouts refuses a TrafficSplit that it did not ' +
    'make: the Rollout stays Progressing with an event "Rollout does not own TrafficSplit", and the weights stay those of git (Flagger 1.44 and Argo Rollouts 1.9, run).',
  fix: 'Leave the object to the controller, which makes it, and out of git.',
  *check(context) {
    /** What becomes of an object. */
    const owned = new Map<string, (kind: string) => string>();
    for (const canary of context.ofKind('flagger.app', 'Canary')) {
      const name = textAt(canary.object, 'spec', 'service', 'name') ?? textAt(canary.object, 'spec', 'targetRef', 'name') ?? '';
      for (const kind of ['TrafficSplit', 'HTTPRoute'])
        owned.set(`${kind} ${canary.namespace}/${name}`, (by) => `${nameOf(canary)} writes this ${by}, too`);
    }
    for (const rollout of context.ofKind('argoproj.io', 'Rollout')) {
      const routing = ['spec', 'strategy', 'canary', 'trafficRouting'];
      const split =
        textAt(rollout.object, ...routing, 'smi', 'trafficSplitName') ??
        (textAt(rollout.object, ...routing, 'smi', 'rootService') === undefined ? undefined : rollout.name);
      if (split !== undefined)
        owned.set(
          `TrafficSplit ${rollout.namespace}/${split}`,
          (by) => `${nameOf(rollout)} does not take a ${by} that it did not make, and never progresses`,
        );
    }
    for (const manifest of [...context.state.splits, ...context.state.routes].map((each) => each.manifest)) {
      const fate = owned.get(nameOf(manifest));
      if (fate) yield { manifest, message: fate(manifest.kind) };
    }
  },
};
