import type { PlanChange, PlanStep } from '../plan';
import { percentOf } from '../share';
import { chart } from './chart';
import { type Context, scrolling, stepLink } from './context';
import { fillOf } from './grounds';
import { marksOf } from './header';
import { requestMarkup } from './objects';
import { type Content, markup, type Markup } from './markup';
import { mainOf, type Receiver, receiverName } from './receivers';
import { safety } from './signs';

/** Who receives requests over the steps: as areas, and the same in a table. */
export function trafficSection(context: Context): Markup {
  const { plan, receivers } = context;
  const main = plan.steps.flatMap(({ traffic }) => traffic.slice(0, 1))[0];
  const question = main ? markup` They are those of ${requestMarkup(main)}.` : undefined;
  return markup`<section aria-labelledby="traffic">
<h2 id="traffic">Who receives requests</h2>
<p>Shares hold for as long as a step is deployed, and change between two.${question}</p>
<figure>
${scrolling('Chart: who receives requests, step by step', chart(plan, receivers))}
<figcaption><ul class="legend">${receivers.inSteps.map(legend)}</ul></figcaption>
</figure>
${scrolling('Table: who receives requests, step by step', table(context))}
</section>`;
}

/** What a receiver is drawn on, for those who cannot tell its name from the place. */
const legend = (receiver: Receiver): Markup =>
  markup`<li><svg class="swatch" width="28" height="16" aria-hidden="true"><rect width="28" height="16" fill="${fillOf(receiver.ground)}"/></svg> ${receiverName(receiver)}</li>`;

function table(context: Context): Markup {
  const { plan, receivers } = context;
  const row = (step: PlanStep): Markup => markup`
<tr><th scope="row">${stepLink(step, context)}${marksOf({ ...step, unsafe: [] }, plan)}</th>${receivers.inSteps.map((receiver) =>
    shareCell(step, receivers.shareOf(receiver, mainOf(step))),
  )}<td class="count">${countText(step.changes)}</td><td>${safety(step.unsafe.length)}</td></tr>`;
  return markup`<table>
<caption>Requests to Service ${plan.service}, step by step</caption>
<thead><tr><th scope="col">Step</th>${receivers.inSteps.map((receiver) => markup`<th scope="col" class="number">${receiverName(receiver)}</th>`)}<th scope="col">Changes</th><th scope="col">Way to it</th></tr></thead>
<tbody>${plan.steps.map(row)}
</tbody></table>`;
}

const shareCell = ({ traffic }: PlanStep, share: string): Markup =>
  markup`<td class="number${share === '0' ? ' none' : ''}">${traffic.length === 0 ? '–' : percentOf(share)}</td>`;

function countText(changes: readonly PlanChange[]): Content {
  const verbs = ['create', 'update', 'delete'] as const;
  const counts = verbs.map((verb) => [verb, changes.filter((change) => change.verb === verb).length] as const);
  const texts = counts.filter(([, count]) => count > 0).map(([verb, count]) => `${verb} ${count}`);
  return texts.length === 0 ? 'none' : texts.join(', ');
}
