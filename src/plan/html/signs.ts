import { markup, type Markup } from './markup';

/** What a sign says. */
export type Sign = 'safe' | 'unsafe' | 'warning';

const PATHS = {
  safe: markup`<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.5 8.3l2.4 2.4 4.6-5"/>`,
  unsafe: markup`<path d="M8 1L15.5 14.5H.5z"/><path class="cut" d="M8 5.6v4.2M8 11.6v1.4"/>`,
  warning: markup`<path d="M8 .6L15.4 8 8 15.4.6 8z"/><path class="cut" d="M8 4.4v4.4M8 10.4v1.4"/>`,
} as const;

/** A sign before words that say the same: forms differ, not colours alone. */
export const sign = (which: Sign): Markup =>
  markup`<svg class="sign ${which}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${PATHS[which]}</svg>`;

/** A word or two with their sign. */
export const badge = (which: Sign, words: string): Markup => markup`<span class="badge ${which}">${sign(which)} ${words}</span>`;

/** `safe`, or how many moments are not. */
export const safety = (unsafe: number): Markup => (unsafe === 0 ? badge('safe', 'safe') : badge('unsafe', `${unsafe} unsafe`));
