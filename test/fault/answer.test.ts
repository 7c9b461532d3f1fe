import { answer, AnswerProps } from '../../src/fault/answer';

const TEXT = 'text/plain; charset=utf-8';

test.each<[AnswerProps, unknown]>([
  [{ status: 504 }, { status: 504 }],
  [
    { status: 504, body: 'late' },
    { status: 504, body: { text: 'late', contentType: TEXT } },
  ],
  [
    { status: 504, body: '' },
    { status: 504, body: { text: '', contentType: TEXT } },
  ],
  [
    { status: 200, body: '{}', contentType: 'application/json' },
    { status: 200, body: { text: '{}', contentType: 'application/json' } },
  ],
])('%j is answered as it says', (props, expected) => expect(answer(props)).toEqual(expected));

test('a closed connection is 444 to nginx, and the status 444 is one with an empty body', () => {
  expect(answer({ status: 'close' })).toEqual({ status: 444 });
  expect(answer({ status: 444 })).toEqual({ status: 444, body: { text: '', contentType: TEXT } });
});

test.each([301, 302, 303, 307, 308, 408, 494, 495, 496, 497, 498, 499])(
  'status %i has a body of ours, because nginx does not just send it',
  (status) => {
    expect(answer({ status })).toEqual({ status, body: { text: '', contentType: TEXT } });
  },
);

test.each<[number, string]>([
  [99, 'status must be a whole number from 200 to 599, got 99'],
  [600, 'status must be a whole number from 200 to 599, got 600'],
  [200.5, 'status must be a whole number from 200 to 599, got 200.5'],
  [NaN, 'status must be a whole number from 200 to 599, got NaN'],
  [100, 'status must be from 200 to 599, got 100: it is informational, and the client would wait for another one'],
  [103, 'status must be from 200 to 599, got 103: it is informational, and the client would wait for another one'],
])('status %s is refused', (status, message) => expect(() => answer({ status })).toThrow(message));

test.each([
  ['504; } server { listen 9999; ', 'status must be a whole number from 200 to 599, got "504; } server { listen 9999; "'],
  ['504', 'status must be a whole number from 200 to 599, got "504"'],
  [null, 'status must be a whole number from 200 to 599, got null'],
  [{ toString: (): string => '504' }, 'status must be a whole number from 200 to 599, got an object'],
])('plain JavaScript cannot pass %p as a status', (status, message) => {
  const props: object = { status };
  expect(() => answer(props as AnswerProps)).toThrow(message);
});

test.each<[AnswerProps, string]>([
  [{ status: 204, body: 'x' }, 'body must not be given with status 204, which has none; leave it out'],
  [{ status: 304, body: 'x' }, 'body must not be given with status 304, which has none; leave it out'],
  [{ status: 'close', body: 'x' }, 'body must not be given with status close, which has none; leave it out'],
  ...['\0', '\x7f', '\x85', '\x9f', '\ufffe', '\uffff', '\ud800'].map((unfit): [AnswerProps, string] => [
    { status: 503, body: `a${unfit}b` },
    `refuses or changes, got U+${unfit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}; leave it out`,
  ]),
  [
    { status: 503, body: '<'.repeat(64 * 1024) },
    'body must have at most 122880 bytes as JSON, in which kubectl apply keeps a copy, got 393218',
  ],
  [{ status: 503, body: '\x01'.repeat(64 * 1024) }, 'bytes as JSON, in which kubectl apply keeps a copy, got 393218'],
  [{ status: 503, body: 'ä'.repeat(32 * 1024 + 1) }, 'body must have at most 65536 bytes of UTF-8, got 65538'],
  [{ status: 503, contentType: 'text/html' }, 'contentType must not be given without a body; give the body, or leave contentType out'],
])('a body that cannot be sent is refused: %#', (props, message) => expect(() => answer(props)).toThrow(message));

test.each([
  'text/html; }',
  'text/html;',
  'text/html\nreturn 200',
  'text/html" ; return 200; #',
  'text',
  '',
  'text/$uri',
  'text/html; charset=${x}',
  'a/b; c="d"',
])('content type %j is refused', (contentType) => {
  expect(() => answer({ status: 503, body: 'x', contentType })).toThrow(
    `contentType must be a media type such as application/json or "text/html; charset=utf-8", got ${JSON.stringify(contentType)}`,
  );
});

test('a message says whose answer is wrong', () => {
  expect(() => answer({ status: 1 }, ' of otherwise')).toThrow('status of otherwise must be a whole number from 200 to 599, got 1');
});
