import { goDuration } from '../../src/facts/go-duration';

test.each([
  ['250ms', 250e6],
  ['1m30s', 90e9],
  ['1.5h', 5400e9],
  ['.5s', 0.5e9],
  ['1.s', 1e9],
  ['1us', 1e3],
  ['1µs', 1e3],
  ['1μs', 1e3],
  ['1ns', 1],
  ['0', 0],
  ['-0', 0],
  ['+5s', 5e9],
  ['-5s', -5e9],
  ['2562047h47m16s', 9223372036e9],
])('%s is a duration', (text, nanoseconds) => {
  expect(goDuration(text)).toBe(nanoseconds);
});

test.each(['', '+', '10', '1d', '1w', '1 s', ' 1s', '1s ', 's', '.s', '1s30', '--1s', '1S', '1e3s', '2562048h', '9'.repeat(1000) + 'h'])(
  '%j is no duration',
  (text) => {
    expect(goDuration(text)).toBeUndefined();
  },
);
