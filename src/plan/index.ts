import type { BundleFile } from '../bundle';
import { planHtml } from './html/page';
import type { Plan } from './plan';
import { planMarkdown } from './plan-markdown';
import { planSarif } from './plan-sarif';

export { makePlan } from './make-plan';

/** The files of the folder `plan`: what is known, and pages that are made of it alone. */
export function planFiles(plan: Plan): BundleFile[] {
  return [
    { name: 'plan.json', text: `${JSON.stringify(plan, undefined, 2)}\n` },
    { name: 'plan.md', text: planMarkdown(plan) },
    { name: 'plan.html', text: planHtml(plan) },
    { name: 'plan.sarif', text: planSarif(plan) },
  ];
}
