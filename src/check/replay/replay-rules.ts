import type { Rule } from '../rule';
import type { UnsafeMoment } from './replay';

const rule = (name: string, severity: Rule['severity'], summary: string, why: string, fix: string): Rule => ({
  ...{ name, severity, summary, why, fix },
  check: () => [],
});

const noEndpoint = rule(
  'prefix-no-endpoint',
  'error',
  'On the way from one state to the next, a share that was answered before reaches nothing.',
  'Objects arrive in the order of the tool, pods become ready later, and the adaptor of Linkerd copies a TrafficSplit when it gets to it: each of these moments can last (orders of kubectl 1.34, Helm 4.1, kustomize-controller 1.9 and the engine of Argo CD of 2026-09, all run).',
  'Make two steps of it: first what receives requests, and wait for its pods; or first the weight, and then what it was for.',
);

const wrongVersion = rule(
  'prefix-wrong-version',
  'error',
  'On the way from one state to the next, a version has more requests than before and after.',
  'The rule for one state is gone or not there yet, and the Service itself sends to whatever it selects (orders of kubectl 1.34, Helm 4.1, kustomize-controller 1.9 and the engine of Argo CD of 2026-09, all run).',
  'Let the Service that clients call select one version only; or have the split in force a step before there are pods of another one.',
);

const rollback = rule(
  'rollback-prefix',
  'warning',
  'Whoever goes back half-way passes through a state that loses requests or sends them to the wrong version.',
  'The way back is no mirror of the way there: what is deleted last is created late, and the old weight is there before its pods (same runs as for prefix-no-endpoint).',
  'Make smaller steps: what moves traffic, and what removes or starts pods, each by itself.',
);

const firstSplit = rule(
  'first-split-ignored-live',
  'error',
  'A first TrafficSplit or ServiceProfile comes together with what relies on it.',
  'A client that is busy goes on as before until it sends nothing for five seconds, which may be never (Linkerd proxy, August 2026, measured).',
  'Have the split there from the beginning, with all its weight on the version that there is; or use an HTTPRoute, which holds at once.',
);

const kindSwitch = rule(
  'routing-kind-switch-live',
  'error',
  'A TrafficSplit or ServiceProfile goes, and a route is to take its place.',
  'A client that is busy goes to the pods that the Service selects itself, not to the route, until it sends nothing for five seconds (Linkerd proxy, August 2026, measured).',
  'Let the Service select the one version that all requests go to, and change the kind of routing in a step that moves nothing else.',
);

const leftBehind = rule(
  'left-behind',
  'warning',
  'An object is no longer there, and the tool does not delete it.',
  'kubectl apply deletes nothing, with -f as with -k, unless it is asked to prune, and then no TrafficSplit and no HTTPRoute (kubectl 1.34, run).',
  'Delete it by name when nothing is sent there any more.',
);

/** What there is to say of the way between two states, which no objects break by themselves. */
export const REPLAY_RULES: readonly Rule[] = [noEndpoint, wrongVersion, rollback, firstSplit, kindSwitch, leftBehind];

/** Not about a moment, but about an object. */
export const LEFT_BEHIND = leftBehind;

/** The rule that a moment breaks. */
export function ruleOf({ when, fault }: UnsafeMoment): Rule {
  if (when === 'back') return rollback;
  if (when === 'first-split') return firstSplit;
  if (when === 'kind-switch') return kindSwitch;
  return fault.kind === 'hole' ? noEndpoint : wrongVersion;
}
