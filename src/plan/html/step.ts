import { gateText } from '../gate-text';
import type { PlanGate, PlanStep, PlanTraffic } from '../plan';
import { percentOf } from '../share';
import { block, commandsPart } from './commands';
import { type Context, scrolling } from './context';
import { graphOf } from './graph';
import { graphSvg } from './graph-svg';
import { marksOf } from './header';
import { bdi, type Content, joined, markup, type Markup } from './markup';
import { momentsPart, unsafeNote } from './moments';
import { changeList, requestMarkup } from './objects';
import { sign } from './signs';

/** All about a step: what it is for, the way of requests, what changes, what to wait for, and how to get there. */
export function stepSection(step: PlanStep, index: number, routes: readonly string[], context: Context): Markup {
  const { plan, idOf } = context;
  const id = idOf(step);
  return markup`<section class="step" aria-labelledby="${id}">
<div class="head"><h3 id="${id}"><span class="ordinal">${index + 1}.</span> ${bdi(step.name)}</h3>${marksOf(step, plan)}</div>
<p class="what">${step.what}</p>
${step.irreversible === undefined ? undefined : markup`<p class="note warning">${sign('warning')} <span><strong>No way back.</strong> ${step.irreversible}</span></p>`}
${unsafeNote(step)}
${graphFigure(step, index, routes, context)}
<div class="pair">
<div><h4>Changes</h4>
${step.changes.length === 0 ? markup`<p>None.</p>` : changeList(step.changes)}</div>
<div><h4>Before the next step</h4>
${step.gates.length === 0 ? markup`<p>Nothing to wait for.</p>` : markup`<ul class="gates">${step.gates.map(gate)}</ul>`}</div>
</div>
${momentsPart(step, context)}
${commandsPart(step.commands, plan.target)}
${step.traffic.length < 2 ? undefined : markup`<h4>All requests</h4>${scrolling(`Table: all requests at ${step.name}`, trafficTable(step))}`}
<p class="digest">Files in <code>${plan.name}/${step.folder}</code>, SHA-256 <code>${step.digest}</code></p>
</section>`;
}

function graphFigure(step: PlanStep, index: number, routes: readonly string[], { plan, receivers }: Context): Content {
  if (step.traffic.length === 0 && step.services.length === 0) return undefined;
  const [main] = step.traffic;
  const graph = graphOf(step, plan.service, routes, receivers);
  const title = `The way of requests at ${step.name}`;
  const has = (share: string | undefined) => graph.edges.some((edge) => edge.share === share);
  return markup`<figure>${scrolling(title, graphSvg(graph, `graph-${index + 1}`, title))}
<figcaption>${main ? markup`${requestMarkup(main)}.` : undefined}${has('0') ? ' Dashed: no requests.' : undefined}${has(undefined) ? ' Dotted: pods that the Service selects, and that get no requests by it.' : undefined}</figcaption></figure>`;
}

function gate(each: PlanGate): Markup {
  const { what, code } = gateText(each);
  return markup`<li>${what}${code === undefined ? undefined : block([code])}</li>`;
}

function trafficTable({ name, traffic }: PlanStep): Markup {
  return markup`<table>
<caption>Each port of the Service, and each kind of request that is told apart, at ${name}</caption>
<thead><tr><th scope="col">Port</th><th scope="col">Request</th><th scope="col">Goes to</th></tr></thead>
<tbody>${traffic.map((row) => markup`<tr><th scope="row">${row.port}</th><td><code>${row.request}</code></td><td>${sharesText(row)}</td></tr>`)}</tbody>
</table>`;
}

const sharesText = ({ to }: PlanTraffic): Content =>
  to.length === 0
    ? '–'
    : joined(
        to.map(({ who, via, share }) =>
          via === ''
            ? markup`<strong class="lost">${who}</strong> ${percentOf(share)}`
            : markup`${bdi(who)} ${percentOf(share)} by <code>${via}</code>`,
        ),
        ', ',
      );
