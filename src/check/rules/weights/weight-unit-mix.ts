import type { JsonValue } from '../../../yaml/read';
import { listAt, valueAt } from '../../data';
import type { Rule } from '../../rule';

/** Thousandths and ones in one list. */
export const weightUnitMix: Rule = {
  name: 'weight-unit-mix',
  severity: 'error',
  summary: 'Some weights of a split are thousandths, such as `500m`, and others are whole numbers.',
  why: '`500m` is a half and `1` is one, but `500m` beside `500` is one in a thousand: what looks like halves sends nearly everything to one side (Kubernetes quantities, linkerd-smi 0.2.7, run).',
  fix: 'Write whole numbers everywhere, or thousandths everywhere.',
  *check({ weightings }) {
    for (const { manifest, by, apex, path, targets } of weightings.filter((each) => each.by !== 'route')) {
      const texts = listAt(manifest.object, ...path.map(String)).map((each) => weightText(valueAt(each, 'weight')));
      const [small, whole] = [texts.filter((text) => text.endsWith('m') && text !== '0m'), texts.filter((text) => /^[1-9]\d*$/.test(text))];
      if (small.length === 0 || whole.length === 0) continue;
      const shares = targets.map(({ service, share }) => `${service} ${share.toPercent()}`).join(', ');
      yield {
        ...{ manifest, path },
        message: `the weights ${texts.join(', ')} mix thousandths with whole numbers`,
        traffic: `requests to ${apex.namespace}/${apex.name} go to ${shares}${by === 'split' ? '' : ', by the ServiceProfile'}`,
      };
    }
  },
};

const weightText = (weight: JsonValue | undefined): string =>
  typeof weight === 'string' || typeof weight === 'number' ? String(weight) : '0';
