import type { PlanSafety, PlanStep } from '../plan';
import { block } from './commands';
import { type Context, scrolling, stepLink } from './context';
import { bdi, type Content, listed, markup, type Markup } from './markup';
import { objectMarkup } from './objects';
import { badge, safety } from './signs';

/** Where the way back leads, and from where. */
export function rollbackSection(context: Context): Markup {
  const { plan } = context;
  const { folder, what, from, digest } = plan.rollback;
  const safe = plan.steps.filter(({ name }) => from.includes(name));
  const others = plan.steps.filter(({ name }) => !from.includes(name));
  const links = (steps: readonly PlanStep[]) => listed(steps.map((step) => stepLink(step, context)));
  return markup`<section aria-labelledby="rollback">
<h2 id="rollback">Way back</h2>
<p>${what}</p>
<p>${safe.length === 0 ? badge('unsafe', 'Safe from no step') : markup`${badge('safe', 'Safe')} from ${links(safe)}.`}</p>
${safe.length === 0 || others.length === 0 ? undefined : markup`<p>${badge('warning', 'Not')} from ${links(others)}.</p>`}
${backCommands(safe, plan.target)}
${plan.rollback.abandon.filter(({ tool }) => tool === plan.target).map(({ promote }) => markup`<p>From there, to give the release up:</p>${block(promote)}`)}
<p class="digest">Files in <code>${plan.name}/${folder}</code>, SHA-256 <code>${digest}</code></p>
</section>`;
}

/** The commands, where they are the same from each step. */
function backCommands(steps: readonly PlanStep[], target: string): Content {
  const ways = steps.map(({ commands }) => commands.find(({ tool }) => tool === target)?.rollback ?? []);
  const [first = []] = ways;
  const same = first.length > 0 && ways.every((way) => JSON.stringify(way) === JSON.stringify(first));
  if (same) return markup`<p>With ${target}; the commands of other tools stand with each step.</p>${block(first)}`;
  return steps.length === 0 ? undefined : markup`<p>The commands stand with each step, because they are not the same from all of them.</p>`;
}

/** How safe the same steps are with other tools. */
export function toolsSection({ plan }: Context): Markup {
  const row = ({ tool, version, steps }: PlanSafety): Markup => markup`
<tr><th scope="row"><code>${tool}</code>${tool === plan.target ? ' (planned)' : ''}<span class="label">${version}</span></th>${plan.steps.map(
    ({ name }) => markup`<td>${found(steps.find(({ step }) => step === name))}</td>`,
  )}</tr>`;
  const table = markup`<table class="tools">
<caption>Moments that can lose requests or send them to the wrong version</caption>
<thead><tr><th scope="col">Tool</th>${plan.steps.map(({ name }) => markup`<th scope="col">${bdi(name)}</th>`)}</tr></thead>
<tbody>${plan.safety.map(row)}
</tbody></table>`;
  return markup`<section aria-labelledby="tools">
<h2 id="tools">Tools</h2>
<p>The same files, brought to the cluster by each tool: what is found on the way to a step, and on the way back from it.</p>
${scrolling('Table: unsafe moments, by tool and step', table)}
</section>`;
}

const found = (step: PlanSafety['steps'][number] | undefined): Content => {
  if (!step) return '–';
  return [
    safety(step.unsafe),
    markup`<span class="back">back: ${step.rollback === undefined ? 'no way' : step.rollback === 0 ? 'safe' : markup`<strong class="lost">${step.rollback} unsafe</strong>`}</span>`,
  ];
};

/** Who writes which field. */
export const ownersSection = ({ plan }: Context): Markup => markup`<section aria-labelledby="owners">
<h2 id="owners">Who decides</h2>
<p>Each of these fields has one owner. Nobody else should write it.</p>
<table class="owners">
<caption>Fields and their owners</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Owner</th></tr></thead>
<tbody>${plan.owners.map(({ field, owner }) => markup`<tr><th scope="row">${field}</th><td>${owner}</td></tr>`)}</tbody>
</table>
</section>`;

/** What is deleted first. */
export const teardownSection = ({ plan }: Context): Markup => markup`<section aria-labelledby="teardown">
<h2 id="teardown">Teardown</h2>
<p>To remove all of it, delete in this order.</p>
<ol class="teardown">${plan.teardown.map((object) => markup`<li>${objectMarkup(object)}</li>`)}</ol>
</section>`;
