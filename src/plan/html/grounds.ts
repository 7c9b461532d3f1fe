import { markup } from './markup';

/** What receivers are drawn on, in the order in which they appear: each has a colour and a pattern, so that it is known without colours. */
export const GROUNDS = ['plain', 'dots', 'lines', 'grid', 'bars', 'crosses'] as const;

/** What is drawn where no pods receive requests. */
export const LOST = 'hatch';

const MARKS = {
  plain: '',
  dots: 'M2 3.5h1.5M8 9.5h1.5',
  lines: 'M0 4.5h12M0 10.5h12',
  grid: 'M0 6.5h12M6.5 0v12',
  bars: 'M3.5 0v12M9.5 0v12',
  crosses: 'M4 6.5h5M6.5 4v5',
  hatch: 'M-2 14L14 -2M-2 2L2 -2M10 14L14 10',
} as const;

/** The name of the pattern of a ground, for SVG. */
export const fillOf = (ground: string): string => `url(#${ground})`;

/** All patterns, which every drawing of the page uses. */
export const grounds = markup`<svg class="grounds" width="0" height="0" aria-hidden="true"><defs>${Object.entries(MARKS).map(
  ([ground, path]) => markup`
<pattern id="${ground}" width="12" height="12" patternUnits="userSpaceOnUse"><rect class="fill-${ground}" width="12" height="12"/>${path === '' ? undefined : markup`<path class="mark-${ground}" d="${path}"/>`}</pattern>`,
)}
</defs></svg>`;
