import { Duration } from 'cdk8s';
import type { Plan, PlanUnsafe } from '../../src/plan/plan';
import { Delivery, Gate } from '../../src/release';
import { web } from '../release/kit';

const gates = [
  Gate.pause(Duration.minutes(10)),
  Gate.approval('the dashboard'),
  Gate.successRate({ atLeast: 0.99 }),
  Gate.metric({ name: 'queue', query: 'max(queue)', min: 1, max: 9 }),
];

/** A canary release for Argo CD, with a gate of each kind. */
export const SAFE: Plan = web({ steps: [{ weight: 10, gates }, 50], delivery: Delivery.argoCd(), current: 'canary-10' }).plan();

/** Something that a replay finds. */
const UNSAFE_MOMENT: PlanUnsafe = {
  rule: 'prefix-no-endpoint',
  severity: 'error',
  message:
    'after create Deployment shop/webv2, and before HTTPRoute shop/web has its effect: 50 % of requests to shop/web:80 reach nothing',
  trace: 'GET / → Service shop/web → HTTPRoute shop/web rule 1',
  fix: 'Make two steps of it.',
  object: { kind: 'Deployment', namespace: 'shop', name: 'webv2' },
  file: 'steps/10-canary-0/4000-deployment-webv2.yaml',
  moment: 1,
};

/** The same, with two unsafe moments, one of them on the way back, and a share that reaches nothing. */
export const UNSAFE: Plan = {
  ...SAFE,
  steps: SAFE.steps.map((step, index) => {
    if (index !== 1) return step;
    const { moment: _, ...back } = UNSAFE_MOMENT;
    const lost = { who: 'nothing', via: '', workload: '', share: '1/3' };
    const [first, ...others] = step.traffic;
    const kept = first ? [{ ...first, to: [...first.to.map((each) => ({ ...each, share: '2/3' })), lost] }] : [];
    return {
      ...step,
      traffic: [...kept, ...others],
      unsafe: [UNSAFE_MOMENT, { ...back, message: 'on the way back: 10 % reach v2', rule: 'rollback-prefix' }],
    };
  }),
};
