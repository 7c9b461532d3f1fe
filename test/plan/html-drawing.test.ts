import * as fc from 'fast-check';
import { contextOf } from '../../src/plan/html/context';
import { fitted } from '../../src/plan/html/fitting';
import { graphOf, routesAt } from '../../src/plan/html/graph';
import { layersOf } from '../../src/plan/html/layers';
import { planHtml } from '../../src/plan/html/page';
import { Receivers } from '../../src/plan/html/receivers';
import type { Plan, PlanShare, PlanStep } from '../../src/plan/plan';
import { SAFE, UNSAFE } from './plans';

/** A plan with a step for each way of sharing. */
const sharing = (all: readonly (readonly PlanShare[])[]): Plan => ({
  ...SAFE,
  steps: all.flatMap((to, index) => {
    const [first] = SAFE.steps;
    return first ? [{ ...first, name: `step-${index}`, traffic: [{ port: 80, request: 'GET /', to }] }] : [];
  }),
});

const served = (version: string, share: string): PlanShare => ({ who: version, via: `web${version}`, workload: `web${version}`, share });

describe('the areas', () => {
  /** Shares of a step, which are all of its requests. */
  const shares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 5 }).map((parts) => {
    const whole = parts.reduce((sum, part) => sum + part, 0);
    return whole === 0 ? [served('v0', '1')] : parts.map((part, index) => served(`v${index}`, `${part}/${whole}`));
  });

  test('fill the whole height at each step, and leave no gap', () => {
    fc.assert(
      fc.property(fc.array(shares, { minLength: 1, maxLength: 6 }), (all) => {
        const plan = sharing(all);
        const layers = layersOf(plan, new Receivers(plan));
        for (const index of all.keys()) {
          const bands = layers.flatMap(({ bands: each }) => each[index] ?? []);
          let height = 0;
          for (const { from, to } of bands) {
            expect(from).toBeCloseTo(height, 9);
            height = to;
          }
          expect(height).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test('show what no pods receive at the top, on a ground of its own, even where a version has its name', () => {
    const plan = sharing([[served('404', '1/3'), { who: '404', via: '', workload: '', share: '1/3' }, served('v2', '1/3')]]);
    const layers = layersOf(plan, new Receivers(plan));
    expect(layers.map(({ receiver: { who, isLost, ground } }) => [who, isLost, ground])).toEqual([
      ['v2', false, 'dots'],
      ['404', false, 'plain'],
      ['404', true, 'hatch'],
    ]);
  });

  test('are steps: a share stays as it is, and jumps to the next', () => {
    const plan = sharing([[served('v1', '1')], [served('v1', '1/2'), served('v2', '1/2')]]);
    const [, path = ''] = /<path class="area" fill="url\(#dots\)" d="([^"]*)"/.exec(planHtml(plan)) ?? [];
    expect(path).toBe('M192 286V166H332V286H192Z');
  });

  test('a step at which the Service is not there yet has none, and a table says so', () => {
    const [first, ...others] = UNSAFE.steps;
    const plan: Plan = { ...UNSAFE, steps: first ? [{ ...first, traffic: [] }, ...others] : [] };
    expect(layersOf(plan, new Receivers(plan)).map(({ bands }) => bands[0])).toEqual([undefined, undefined, undefined]);
    expect(planHtml(plan)).toContain('baseline: nobody.');
  });
});

describe('the graph', () => {
  /** Its edges as text: `Service web > v1: 90 %`. */
  function edgesOf(plan: Plan, name: string, change: Partial<PlanStep> = {}) {
    const index = plan.steps.findIndex((step) => step.name === name);
    const step = plan.steps[index];
    if (!step) throw new Error(`there is no step ${name}`);
    const { edges } = graphOf({ ...step, ...change }, plan.service, routesAt(plan)[index] ?? [], new Receivers(plan));
    return edges.map(({ from, to, share }) => `${from.names[0]} > ${to.names[0]}: ${share ?? 'selects'}`);
  }

  test('leads from the Service through its split to Services and pods', () => {
    expect(edgesOf(SAFE, 'canary-10')).toEqual([
      'web > HTTPRoute web: 1',
      'HTTPRoute web > webv1: 9/10',
      'webv1 > webv1: 9/10',
      'HTTPRoute web > webv2: 1/10',
      'webv2 > webv2: 1/10',
      'web > webv1: selects',
    ]);
  });

  test('has Services with pods that receive nothing', () => {
    expect(edgesOf(SAFE, 'canary-0')).toContain('HTTPRoute web > webv2: 0');
  });

  test('has what is lost', () => {
    expect(edgesOf(UNSAFE, 'canary-0')).toContain('HTTPRoute web > nothing: 1/3');
  });

  test('leads to pods at once where there is no split', () => {
    const plan: Plan = { ...SAFE, steps: SAFE.steps.slice(0, 1).map((step) => ({ ...step, changes: [] })) };
    const traffic = [{ port: 80, request: 'GET /', to: [{ who: 'v1', via: 'web', workload: 'webv1', share: '1' }] }];
    expect(edgesOf(plan, 'baseline', { traffic })).toEqual(['webv1 > webv1: 0', 'web > webv1: 1']);
  });

  test('leads back to the Service where a split has it among its own backends', () => {
    const traffic = [{ port: 80, request: 'GET /', to: [{ who: 'v1', via: 'web', workload: 'webv1', share: '1' }] }];
    expect(edgesOf(SAFE, 'baseline', { traffic })).toEqual([
      'web > HTTPRoute web: 1',
      'HTTPRoute web > web: 1',
      'web > webv1: 1',
      'HTTPRoute web > webv1: 0',
      'webv1 > webv1: 0',
    ]);
  });

  test('has pods of which nothing is known but that they get requests', () => {
    expect(edgesOf(SAFE, 'canary-10', { services: [] })).toContain('webv2 > webv2: 1/10');
  });
});

test('a name is broken into lines behind its signs, and what there is no room for is left out', () => {
  const room = { width: 100, size: 13, lines: 2 };
  expect(fitted('canary-10', room)).toEqual(['canary-10']);
  expect(fitted('promote-to-stable', room)).toEqual(['promote-to-', 'stable']);
  expect(fitted('a-name-that-nobody-should-give-to-a-step', room)).toEqual(['a-name-that-', 'nobody-shou…']);
  expect(fitted('x'.repeat(30), { ...room, lines: 1 })).toEqual(['xxxxxxxxxxx…']);
  expect(fitted('', room)).toEqual([]);
});

test('steps with the same letters in their names have places of their own', () => {
  const [step] = SAFE.steps;
  const steps = ['a b', 'a-b', 'a/b', 'step'].flatMap((name) => (step ? [{ ...step, name }] : []));
  const { idOf } = contextOf({ ...SAFE, steps });
  expect(steps.map(idOf)).toEqual(['step-a-b', 'step-2-of-4', 'step-3-of-4', 'step-step']);
});

describe.each(['light', 'dark'])('in the %s', (shade) => {
  const [, light = '', dark = ''] = /:root\{([^}]*)\}\s*@media[^{]*\{:root\{([^}]*)\}/.exec(planHtml(SAFE)) ?? [];
  const colours = new Map(
    [...(shade === 'light' ? light : dark).matchAll(/--([a-z-]+):(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );

  /** As WCAG 2.2 has it. */
  function luminance(name: string): number {
    const hex = colours.get(name) ?? '';
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
      const part = parseInt(hex.slice(place, place + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one: string, other: string): number {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  const grounds = [...colours.keys()].filter((name) => name.startsWith('fill-'));

  const texts: [text: string, ground: string][] = [
    ...['paper', 'panel', 'danger-panel', 'safe-panel', 'warning-panel', ...grounds].map((ground): [string, string] => ['ink', ground]),
    ...['muted', 'link', 'danger', 'safe', 'warning'].map((text): [string, string] => [text, 'paper']),
    ['muted', 'panel'],
    ['muted', 'danger-panel'],
    ['danger', 'danger-panel'],
    ['link', 'danger-panel'],
    ['warning', 'warning-panel'],
  ];

  test.each(texts)('%s can be read on %s', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['paper', ...grounds])('a line can be seen on %s', (ground) => {
    expect(contrast('edge', ground)).toBeGreaterThanOrEqual(3);
  });
});
