/** A colour on a light page and on a dark one; paper is light. */
type Colour = readonly [light: string, dark: string];

/** All colours of the page. Text is `ink`, `muted` or a colour of its own, on `paper`, a panel or a ground. */
const COLOURS = {
  paper: ['#ffffff', '#14181e'],
  panel: ['#f4f6f9', '#1c222b'],
  ink: ['#1c2430', '#e6eaf0'],
  muted: ['#505c6c', '#a8b3c1'],
  line: ['#c9d1db', '#3a4452'],
  edge: ['#4a5666', '#aab5c3'],
  link: ['#0a529e', '#8fbcff'],
  danger: ['#a11610', '#ff9d94'],
  'danger-panel': ['#fdeeec', '#371b1a'],
  safe: ['#14613a', '#82d8a5'],
  'safe-panel': ['#ebf6ef', '#152c1e'],
  warning: ['#754600', '#f0c36e'],
  'warning-panel': ['#fff5df', '#322710'],
  'fill-plain': ['#cddbec', '#2b4362'],
  'fill-dots': ['#abddcf', '#1c594c'],
  'mark-dots': ['#4f9f8b', '#4aa18d'],
  'fill-lines': ['#f5dfab', '#5a4613'],
  'mark-lines': ['#cba347', '#947628'],
  'fill-grid': ['#dccff0', '#44356b'],
  'mark-grid': ['#a98fd0', '#7460a8'],
  'fill-bars': ['#f4cfdf', '#5f2f46'],
  'mark-bars': ['#cf8fab', '#9c5777'],
  'fill-crosses': ['#dbe5b8', '#3f481d'],
  'mark-crosses': ['#93a350', '#7e8d45'],
  'fill-hatch': ['#fbdcd9', '#4d1c1a'],
  'mark-hatch': ['#c4463d', '#d8665d'],
} as const satisfies Readonly<Record<string, Colour>>;

const variables = (shade: 0 | 1): string =>
  Object.entries(COLOURS)
    .map(([name, colour]) => `--${name}:${colour[shade]};`)
    .join('');

const fills = Object.keys(COLOURS)
  .filter((name) => name.startsWith('fill-'))
  .map((name) => `.${name}{fill:var(--${name});}.on-${name.slice(5)}{stroke:var(--${name});}`);

const marks = Object.keys(COLOURS)
  .filter((name) => name.startsWith('mark-'))
  .map((name) => `.${name}{stroke:var(--${name});stroke-width:1.5;fill:none;}`);

/** As CSS: dark where the reader wants it so, never on paper. */
export const COLOUR_STYLE = `:root{color-scheme:light;${variables(0)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables(1)}}}
${[...fills, ...marks].join('\n')}`;
