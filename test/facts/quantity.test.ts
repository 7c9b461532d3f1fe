import { milliValue } from '../../src/facts/quantity';

test.each([
  ['500m', 500n],
  ['1', 1000n],
  [1, 1000n],
  [0.5, 500n],
  ['1.5', 1500n],
  ['1k', 1_000_000n],
  ['2Ki', 2_048_000n],
  ['1e3', 1_000_000n],
  ['1E-3', 1n],
  ['100u', 1n],
  ['1500u', 2n],
  ['.5', 500n],
  ['5.', 5000n],
  ['-1', -1000n],
  ['-1500u', -1n],
  ['+3', 3000n],
  ['0', 0n],
])('%s is %s thousandths, rounded up', (text, value) => {
  expect(milliValue(text)).toBe(value);
});

test.each(['', '.', 'm', '1 m', '1mm', '1e', 'ten', '1,5', '0x10', '9'.repeat(50)])('%j is no quantity', (text) => {
  expect(milliValue(text)).toBeUndefined();
});
