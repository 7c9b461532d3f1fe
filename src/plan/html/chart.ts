import type { Plan, PlanStep } from '../plan';
import { percentOf } from '../share';
import { fitted, widthOf } from './fitting';
import { fillOf } from './grounds';
import { type Band, type Layer, layersOf } from './layers';
import { type Content, joined, markup, type Markup } from './markup';
import { mainOf, type Receivers } from './receivers';

const LEFT = 52;
const TOP = 46;
const HEIGHT = 240;
/** For a name in two lines, and what is said of it. */
const FOOT = 66;
const BOTTOM = TOP + HEIGHT;
const SIZE = 13;

/** Shares over the steps. They stay as they are during a step, and jump between two. */
export function chart(plan: Plan, receivers: Receivers): Markup {
  const { steps, service } = plan;
  const column = Math.min(140, Math.max(76, Math.floor(840 / Math.max(1, steps.length))));
  const right = LEFT + column * steps.length;
  const layers = layersOf(plan, receivers);
  return markup`<svg class="chart" role="img" aria-labelledby="chart-title chart-text" width="${right + 8}" height="${BOTTOM + FOOT}" viewBox="0 0 ${right + 8} ${BOTTOM + FOOT}">
<title id="chart-title">Who receives the requests to Service ${service}, step by step</title>
<desc id="chart-text">${joined(
    steps.map((step) => spoken(step, plan, receivers)),
    ' ',
  )}</desc>
${[0, 25, 50, 75, 100].map((percent) => gridline(percent, right))}
${layers.map((layer) => area(layer, column))}
${layers.map((layer) => shares(layer, steps, column, receivers))}
${steps.map((step, index) => foot(step, index, column))}
${steps.map((step, index) => marks(step, index, column, plan.current))}
</svg>`;
}

function spoken(step: PlanStep, { current }: Plan, receivers: Receivers): Content {
  const received = receivers.received(mainOf(step)).map(({ receiver: { who }, share }) => `${who} ${percentOf(share)}`);
  const unsafe = step.unsafe.length === 0 ? '' : `, ${step.unsafe.length} unsafe on the way to it`;
  const back = step.irreversible === undefined ? '' : ', no way back';
  const mark = step.folder === current ? ', the current step' : '';
  return `${step.name}${mark}: ${received.length === 0 ? 'nobody' : received.join(', ')}${unsafe}${back}.`;
}

const yOf = (height: number): string => rounded(BOTTOM - height * HEIGHT);
const rounded = (value: number): string => String(Math.round(value * 100) / 100);

const gridline = (percent: number, right: number): Markup =>
  markup`<path class="gridline" d="M${LEFT} ${yOf(percent / 100)}H${right}"/><text class="small" x="${LEFT - 8}" y="${yOf(percent / 100)}" dy="4" text-anchor="end">${percent} %</text>`;

/** A form for each run of steps in which the receiver gets something. */
const area = ({ receiver: { ground }, bands }: Layer, column: number): Markup =>
  markup`<path class="area" fill="${fillOf(ground)}" d="${runsOf(bands).map(({ start, run }) => outline(start, run, column))}"/>`;

function outline(start: number, run: readonly Band[], column: number): string {
  const x = (index: number) => LEFT + (start + index) * column;
  const there = run.map(({ to }, index) => `V${yOf(to)}H${x(index + 1)}`);
  const back = run.map(({ from }, index) => `V${yOf(from)}H${x(index)}`).reverse();
  return `M${x(0)} ${yOf(run[0]?.from ?? 0)}${there.join('')}${back.join('')}Z`;
}

function runsOf(bands: readonly (Band | undefined)[]): { start: number; run: Band[] }[] {
  const runs: { start: number; run: Band[] }[] = [];
  for (const [index, band] of bands.entries()) {
    if (!band) continue;
    const last = runs.at(-1);
    if (last && last.start + last.run.length === index) last.run.push(band);
    else runs.push({ start: index, run: [band] });
  }
  return runs;
}

/** What can be read in the areas: the share, and whose it is where both fit. */
function shares({ receiver, bands }: Layer, steps: readonly PlanStep[], column: number, receivers: Receivers): Content {
  return bands.map((band, index) => {
    const step = steps[index];
    if (!band || !step || (band.to - band.from) * HEIGHT < SIZE + 5) return undefined;
    const percent = percentOf(receivers.shareOf(receiver, mainOf(step)));
    const x = LEFT + (index + 0.5) * column;
    const y = (band.from + band.to) / 2;
    const full = `${receiver.who}: ${percent}`;
    const text = widthOf(full, SIZE) < column - 16 ? full : percent;
    return markup`<text class="on on-${receiver.ground}" x="${x}" y="${yOf(y)}" dy="4.5" text-anchor="middle">${text}</text>`;
  });
}

function foot(step: PlanStep, index: number, column: number): Markup {
  const x = LEFT + (index + 0.5) * column;
  const lines = fitted(step.name, { width: column - 6, size: SIZE, lines: 2 });
  const back = step.irreversible === undefined ? undefined : 'no way back';
  return markup`<path class="axis" d="M${LEFT + index * column} ${BOTTOM}v6M${LEFT + index * column} ${BOTTOM}h${column}v6"/>${lines.map(
    (line, place) => markup`<text x="${x}" y="${BOTTOM + 22 + place * 17}" text-anchor="middle">${line}</text>`,
  )}${back === undefined ? undefined : markup`<text class="small strong" x="${x}" y="${BOTTOM + 24 + lines.length * 17}" text-anchor="middle">${back}</text>`}`;
}

/** The step that is deployed, and the ways between two steps that are not safe. */
function marks({ folder, unsafe }: PlanStep, index: number, column: number, current: string): Content {
  const x = LEFT + index * column;
  return [
    folder === current
      ? markup`<rect class="current" x="${x + 1.5}" y="${TOP}" width="${column - 3}" height="${HEIGHT}"/><text class="strong" x="${x + column / 2}" y="${TOP - 30}" text-anchor="middle">current</text><path class="arrow" d="M${x + column / 2} ${TOP - 3}l-5 -7h10z"/><path class="thin" d="M${x + column / 2} ${TOP - 9}v-15"/>`
      : undefined,
    unsafe.length === 0
      ? undefined
      : markup`<path class="unsafe-line" d="M${x} ${TOP - 6}V${BOTTOM}"/><path class="unsafe-mark" d="M${x} ${TOP - 22}l9 16h-18z"/><text class="danger strong" x="${x + 12}" y="${TOP - 9}">${unsafe.length} unsafe</text>`,
  ];
}
