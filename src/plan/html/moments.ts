import type { PlanMoment, PlanStep, PlanUnsafe } from '../plan';
import type { Context } from './context';
import { fillOf } from './grounds';
import { type Content, markup, type Markup } from './markup';
import { changeList, objectMarkup } from './objects';
import { type Received, receivedText } from './receivers';
import { sizeOf } from './shares';
import { badge, sign } from './signs';

/** What the tool writes on the way to a step, and what each of its writes does to requests. */
export function momentsPart(step: PlanStep, context: Context): Markup {
  const { moments, unsafe } = step;
  const { target, steps } = context.plan;
  const elsewhere = unsafe.filter(({ moment = -1 }) => moment < 0 || moment >= moments.length);
  const items = moments.map((moment, index) =>
    item(
      moment,
      unsafe.filter((each) => each.moment === index),
      context.receivers.received(moment.to),
      step === steps[0],
    ),
  );
  return markup`<h4>On the way to it</h4>
${
  moments.length === 0
    ? markup`<p>${target} writes nothing.</p>`
    : markup`<p>What ${target} writes, in this order, and who receives requests when it has had its effect.</p>
<ol class="moments">${items}
</ol>`
}
${elsewhere.length === 0 ? undefined : markup`<h4>On the way back from it</h4>${elsewhere.map(unsafeCard)}`}`;
}

function item({ waits, writes }: PlanMoment, unsafe: readonly PlanUnsafe[], received: readonly Received[], isFirst: boolean): Markup {
  // Before anything serves for the first time nobody asks.
  const isYetToServe = isFirst && unsafe.length === 0 && received.every(({ receiver }) => receiver.isLost);
  return markup`
<li${unsafe.length === 0 ? undefined : markup` class="unsafe"`}>
${waits ? markup`<p class="wait">When all pods so far are ready:</p>` : undefined}
${changeList(writes)}
<p class="then">${isYetToServe ? markup`<span class="label">Nothing serves yet</span>` : markup`<span class="label">Then requests go to</span> ${bar(received)} <span>${receivedText(received)}</span>`}</p>
${unsafe.map(unsafeCard)}
</li>`;
}

const BAR = { width: 160, height: 12 } as const;

/** Shares beside each other. */
function bar(received: readonly Received[]): Content {
  if (received.length === 0) return undefined;
  let x = 0;
  const parts = received.map(({ receiver, share }) => {
    const width = sizeOf(share) * BAR.width;
    const part = markup`<rect x="${Math.round(x * 100) / 100}" width="${Math.round(width * 100) / 100}" height="${BAR.height}" fill="${fillOf(receiver.ground)}"/>`;
    x += width;
    return part;
  });
  return markup`<svg class="bar" width="${BAR.width}" height="${BAR.height}" aria-hidden="true">${parts}</svg>`;
}

/** What is wrong, what happens to a request, and what to do. */
function unsafeCard({ rule, severity, message, trace, fix, object, file }: PlanUnsafe): Markup {
  return markup`<div class="finding">
<p>${badge('unsafe', 'unsafe')} <span class="label">${severity}, <code>${rule}</code></span></p>
<p><strong>${message}</strong></p>
<dl>${trace === '' ? undefined : markup`<dt>The way of a request</dt><dd>${trace}</dd>`}<dt>Where</dt><dd>${objectMarkup(object)} in <code>${file}</code></dd><dt>What to do</dt><dd>${fix}</dd></dl>
</div>`;
}

/** That there is something to be seen before a step is deployed. */
export const unsafeNote = ({ unsafe }: PlanStep): Content =>
  unsafe.length === 0
    ? undefined
    : markup`<p class="note unsafe">${sign('unsafe')} <span><strong>${unsafe.length === 1 ? 'One unsafe moment' : `${unsafe.length} unsafe moments`}</strong> on the way to it or back from it: see below.</span></p>`;
