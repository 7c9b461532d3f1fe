import type { Plan } from '../plan';
import { type Context, stepLink } from './context';
import { bdi, type Content, joined, markup, type Markup } from './markup';
import { badge, sign } from './signs';

/** What the release is, and whether it is safe. */
export function header(context: Context): Markup {
  const { name, summary, service, namespace, mesh, target } = context.plan;
  return markup`<header>
<p class="kind">Plan of a release</p>
<h1>${bdi(name)}</h1>
<p class="summary">${summary}</p>
${verdict(context)}
<dl class="facts">
<div><dt>Service for clients</dt><dd><code>${namespace}/${service}</code></dd></div>
<div><dt>Mesh</dt><dd><code>${mesh}</code></dd></div>
<div><dt>Deployed by</dt><dd><code>${target}</code></dd></div>
<div><dt>Current</dt><dd>${current(context)}</dd></div>
</dl>
${conditions(context.plan)}
</header>`;
}

function verdict(context: Context): Markup {
  const { steps, target } = context.plan;
  const unsafe = steps.filter((step) => step.unsafe.length > 0);
  const count = unsafe.reduce((sum, step) => sum + step.unsafe.length, 0);
  if (count === 0) {
    return markup`<div class="verdict safe">${sign('safe')}<p><strong>Safe.</strong> With ${target}, no request goes to the wrong version or to nothing at any moment between these steps.</p></div>`;
  }
  const places = unsafe.map((step) => markup`${stepLink(step, context)} (${step.unsafe.length})`);
  const moments = count === 1 ? '1 moment' : `${count} moments`;
  return markup`<div class="verdict unsafe">${sign('unsafe')}<p><strong>Unsafe: ${moments}.</strong> With ${target}, ${count === 1 ? 'one moment' : moments} between these steps can lose requests or send them to the wrong version, on the way to ${joined(places, ', ')}.</p></div>`;
}

function current(context: Context): Content {
  const { steps, rollback, current: folder } = context.plan;
  const step = steps.find((each) => each.folder === folder);
  if (step) return stepLink(step, context);
  return folder === rollback.folder ? markup`<a href="#rollback">rollback</a>` : markup`<code>${folder}</code>`;
}

/** What the verdict, and all that is drawn, takes for granted. */
const conditions = ({ conditions: all }: Plan): Content =>
  all.length === 0
    ? undefined
    : markup`<section class="conditions" aria-labelledby="conditions"><h2 id="conditions">It holds if</h2>
<ul>${all.map((condition) => markup`<li>${condition}</li>`)}</ul></section>`;

/** Where everything is on the page. */
export function navigation(context: Context): Markup {
  return markup`<nav aria-label="On this page"><p class="kind">On this page</p>
<ul>
${context.plan.conditions.length === 0 ? undefined : markup`<li><a href="#conditions">It holds if</a></li>\n`}<li><a href="#traffic">Who receives requests</a></li>
<li><a href="#steps">Steps</a><ol>${context.plan.steps.map((step) => markup`<li>${stepLink(step, context)}${marksOf(step, context.plan)}</li>`)}</ol></li>
<li><a href="#rollback">Way back</a></li>
<li><a href="#tools">Tools</a></li>
<li><a href="#owners">Who decides</a></li>
<li><a href="#teardown">Teardown</a></li>
</ul></nav>`;
}

/** What is said of a step wherever it is named: that it is deployed, that something is unsafe, that there is no way back. */
export const marksOf = ({ folder, unsafe, irreversible }: Plan['steps'][number], { current: deployed }: Plan): Content => [
  folder === deployed ? markup` <span class="badge current">current</span>` : undefined,
  unsafe.length === 0 ? undefined : markup` ${badge('unsafe', `${unsafe.length} unsafe`)}`,
  irreversible === undefined ? undefined : markup` ${badge('warning', 'no way back')}`,
];
