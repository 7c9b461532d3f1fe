import { Mesh } from '../mesh';
import { CanaryMetric } from './canary-metric';
import type { FlaggerCanaryProps } from './flagger-canary-props';
import { FlaggerProvider, possibleSteps, PROVIDERS } from './flagger-provider';
import { WorkloadKind } from './flagger-target';

type Parts = 'interval' | 'steps' | 'metrics' | 'webhooks' | 'sessionAffinity' | 'skipAnalysis' | 'builtinMetrics';

/** The parts of a Canary that must fit each other, the provider and the mesh. */
export interface Plan extends Pick<FlaggerCanaryProps, Parts> {
  readonly mesh: Mesh;
  readonly provider: FlaggerProvider;
  readonly targetKind: WorkloadKind;
}

/**
 * Checks that the parts of a Canary fit each other. Flagger has no word for any of this: it stays where it is, goes all the way, or never
 * asks.
 *
 * @returns what is allowed, but probably not meant
 * @throws if Flagger would do something else than the plan says
 */
export function checkPlan(plan: Plan): string[] {
  checkSteps(plan);
  checkAffinity(plan);
  for (const metric of plan.metrics ?? []) checkMetric(plan, metric);
  return [...slowWebhooks(plan), ...emptyAnalysis(plan)];
}

function checkSteps({ mesh, provider, steps, webhooks = [] }: Plan): void {
  const possible = possibleSteps(mesh, provider);
  if (!possible.includes(steps.form)) {
    throw new Error(
      `steps must be ones that Flagger can do with provider ${provider} on ${mesh} (${possible.join(', ')}), got ${steps.form}; it would do something else without a word`,
    );
  }
  const unasked = steps.form === 'weights' ? undefined : webhooks.find(({ type }) => type === 'confirm-traffic-increase');
  if (unasked) {
    throw new Error(
      `webhooks of type confirm-traffic-increase need steps of weights, got ${steps.form}; Flagger never asks them there: use confirmPromotion`,
    );
  }
}

function checkAffinity({ provider, steps, sessionAffinity }: Plan): void {
  if (sessionAffinity === undefined) return;
  if (steps.form !== 'weights') throw new Error(`sessionAffinity needs steps of weights, got ${steps.form}`);
  const { cookies } = PROVIDERS[provider];
  for (const cookie of ['cookieName', 'primaryCookieName'] as const) {
    if (sessionAffinity[cookie] !== undefined && !cookies.includes(cookie)) {
      throw new Error(
        `${cookie} of sessionAffinity must be left out with provider ${provider}, whose routes have no such cookie; use gatewayapi:v1`,
      );
    }
  }
}

function checkMetric(plan: Plan, { name, template }: CanaryMetric): void {
  const { mesh, provider, targetKind } = plan;
  const counted = template?.targetKind ?? targetKind;
  if (counted !== targetKind) {
    throw new Error(
      `metric ${name} counts requests to a ${counted}, but the target is a ${targetKind}; give LinkerdMetrics the targetKind ${targetKind}`,
    );
  }
  if (template) return;

  const asks = plan.builtinMetrics ?? PROVIDERS[provider].builtinMetrics;
  if (plan.builtinMetrics === undefined && mesh.name === 'linkerd' && asks === 'application') {
    throw new Error(
      `metric ${name} would count what the application says of itself, not what Linkerd sees: so does Flagger with provider ${provider}. ` +
        'Use new LinkerdMetrics(…).successRate() or .requestDuration(); ' +
        "or give builtinMetrics: 'application' if the pods offer http_request_duration_seconds, 'linkerd' if Flagger is started with -mesh-provider=linkerd",
    );
  }
  if (asks === 'linkerd' && targetKind === 'DaemonSet') {
    throw new Error(
      `metric ${name} counts requests to Deployments only (Flagger's query for Linkerd); use new LinkerdMetrics(…, { targetKind: 'DaemonSet' })`,
    );
  }
}

/** Flagger calls these one after the other in each round (Flagger documentation, usage/webhooks). */
function slowWebhooks({ interval, webhooks = [] }: Plan): string[] {
  const seconds = webhooks.filter(({ type }) => type === 'rollout').reduce((sum, { timeout }) => sum + timeout.toMilliseconds() / 1000, 0);
  if (seconds < interval.toMilliseconds() / 1000) return [];
  return [
    `the timeouts of the rollout webhooks add up to ${seconds} s, which is not less than the interval: slow webhooks will delay the checks`,
  ];
}

function emptyAnalysis({ metrics = [], webhooks = [], skipAnalysis = false }: Plan): string[] {
  const checked = metrics.length > 0 || webhooks.some(({ type }) => type === 'rollout' || type === 'pre-rollout');
  return checked || skipAnalysis
    ? []
    : ['nothing is measured: every version whose pods become ready is promoted; give metrics, or a rollout webhook'];
}
