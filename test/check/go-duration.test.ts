import { goDuration } from '../../src/check/go-duration';

test.each([
  ['500ms', 500],
  ['1m30s', 90_000],
  ['1.5s', 1500],
  ['.5s', 500],
  ['-2h', -7_200_000],
  ['0', 0],
  ['100us', 0.1],
])('%s is %d milliseconds, as Go reads it', (text, value) => {
  expect(goDuration(text)).toBeCloseTo(value);
});

test.each(['', '10', '1d', '5 s', 's', '1m 30s', '1.s.', 'soon'])('%j is no duration to Go', (text) => {
  expect(goDuration(text)).toBeUndefined();
});
