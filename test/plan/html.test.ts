import * as fc from 'fast-check';
import { planHtml } from '../../src/plan/html/page';
import type { Plan } from '../../src/plan/plan';
import { SAFE, UNSAFE } from './plans';

const page = planHtml(SAFE);

/** The names of the elements of a page, in their order. */
const elementsIn = (html: string): string[] => [...html.matchAll(/<([a-z][a-z0-9]*)[\s>/]/gi)].map(([, name = '']) => name.toLowerCase());

/** What a reader sees. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&(quot|gt|lt|amp);/g, (_, name) => ({ quot: '"', gt: '>', lt: '<', amp: '&' })[name as 'quot']);

test('the page is the same each time, and ends as it should', () => {
  expect(planHtml(SAFE)).toBe(page);
  expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
  expect(page.trimEnd().endsWith('</html>')).toBe(true);
});

test('it loads nothing and runs nothing', () => {
  for (const each of [page, planHtml(UNSAFE)]) {
    expect(each).not.toMatch(/<script|<link|<iframe|<img|\ssrc=|@import|url\((?!#)/i);
    expect([...each.matchAll(/href="([^"]*)"/g)].map(([, target]) => target).filter((target) => !target?.startsWith('#'))).toEqual([]);
  }
});

test('every link leads to a place on the page, and no place is there twice', () => {
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target = ''] of page.matchAll(/(?:href="#|url\(#|aria-labelledby=")([^")]*)/g))
    for (const id of target.split(' ')) expect(ids).toContain(id);
});

test('every step is there with what it is for, its gates, its commands and its objects', () => {
  const text = textOf(page);
  for (const { name, what, changes, gates } of SAFE.steps) {
    expect(text).toContain(name);
    expect(text).toContain(what);
    for (const change of changes) expect(text).toContain(change.name);
    for (const gate of gates) if (gate.kind === 'metric') expect(text.replace(/\s/g, '')).toContain(gate.query.replace(/\s/g, ''));
  }
  for (const condition of SAFE.conditions) expect(text).toContain(condition);
  for (const { field } of SAFE.owners) expect(text).toContain(field);
});

test('what is unsafe is said in words, with its way and what to do', () => {
  const text = textOf(planHtml(UNSAFE));
  for (const { message, trace, fix } of UNSAFE.steps.flatMap(({ unsafe }) => unsafe))
    for (const part of [message, trace, fix]) expect(text).toContain(part);
  expect(text).toContain('Unsafe: 2 moments.');
  expect(textOf(page)).toContain('Safe. With argocd, no request goes to the wrong version');
  expect(text).toContain('33.3 %');
});

test('no text becomes markup, whatever it holds', () => {
  const known = new Set(elementsIn(page));
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=y>',
      "' onload='x",
      '</style><b>',
      '&lt;b&gt;',
      '\u202Eabc',
      '<!--',
      ']]>',
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, (a, b, c) => {
      const plan: Plan = {
        ...SAFE,
        summary: a,
        mesh: b,
        conditions: SAFE.conditions.map(() => c),
        owners: SAFE.owners.map(() => ({ field: a, owner: b })),
        steps: SAFE.steps.map((step) => ({
          ...step,
          what: c,
          gates: step.gates.map((gate) => (gate.kind === 'metric' ? { ...gate, name: a, query: b } : gate)),
          commands: step.commands.map((each) => ({ ...each, promote: each.promote.map(() => c) })),
        })),
      };
      expect(elementsIn(planHtml(plan)).filter((name) => !known.has(name))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
