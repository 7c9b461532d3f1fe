import type { PlanChange, PlanObject, PlanTraffic } from '../plan';
import { bdi, markup, type Markup } from './markup';

const SIGNS = { create: '+', update: '~', delete: '−' } as const;

/** `Service shop/web`. */
export const objectMarkup = ({ kind, namespace, name }: PlanObject): Markup =>
  markup`${bdi(kind)} <code dir="ltr">${namespace === '' ? '' : `${namespace}/`}${name}</code>`;

/** What becomes of objects, a line each. */
export const changeList = (changes: readonly PlanChange[]): Markup =>
  markup`<ul class="changes">${changes.map(
    (change) =>
      markup`<li><span class="verb ${change.verb}"><span aria-hidden="true">${SIGNS[change.verb]}</span> ${change.verb}</span> ${objectMarkup(change)}</li>`,
  )}</ul>`;

/** `GET / to port 80`. */
export const requestMarkup = ({ request, port }: PlanTraffic): Markup => markup`<code class="request">${request}</code> to port ${port}`;
