import type { Plan, PlanStep } from '../plan';
import { bdi, markup, type Markup } from './markup';
import { Receivers } from './receivers';

/** What all sections of the page know. */
export interface Context {
  readonly plan: Plan;
  readonly receivers: Receivers;
  /** The name of the place of a step on the page, as it stands behind `#`. */
  readonly idOf: (step: PlanStep) => string;
}

/** For a plan. */
export function contextOf(plan: Plan): Context {
  const ids = new Map<PlanStep, string>();
  const used = new Set<string>();
  for (const [index, step] of plan.steps.entries()) {
    const id = `step-${step.name.replace(/[^A-Za-z0-9.-]+/g, '-')}`;
    ids.set(step, used.has(id) ? `step-${index + 1}-of-${plan.steps.length}` : id);
    used.add(id);
  }
  return { plan, receivers: new Receivers(plan), idOf: (step) => ids.get(step) ?? 'steps' };
}

/** To the section of a step. */
export const stepLink = (step: PlanStep, { idOf }: Context): Markup => markup`<a href="#${idOf(step)}">${bdi(step.name)}</a>`;

/** A wide thing: on a narrow screen it is moved sideways, by keys too, and the page is not. */
export const scrolling = (label: string, content: Markup): Markup =>
  markup`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${content}</div>`;
