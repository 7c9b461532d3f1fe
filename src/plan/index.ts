import type { BundleFile } from '../bundle';
import type { Plan } from './plan';
import { planMarkdown } from './plan-markdown';

export { makePlan } from './make-plan';

/** The files of the folder `plan`. */
export function planFiles(plan: Plan): BundleFile[] {
  return [
    { name: 'plan.json', text: `${JSON.stringify(plan, undefined, 2)}\n` },
    { name: 'plan.md', text: planMarkdown(plan) },
  ];
}
