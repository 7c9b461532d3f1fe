import fc from 'fast-check';

/** What some YAML reader takes for something else than a string, or for the structure of the document. */
const TRAPS = [
  ...['y', 'Y', 'no', 'On', 'OFF', 'yes', 'true', 'null', 'Null', '~', 'NaN', '.nan', '.inf', '-.INF', 'inf'],
  ...['012', '08', '0o14', '0x1f', '0b11', '1_000', '1:30', '190:20:30', '1e3', '1e+3', '.5', '1.', '-0', '+1', '6.8e+5', 'e1', 'E-2', '0.0.1', '100Mi', '250m', '5%', '30s'],
  ...['2001-01-01', '2001-12-14t21:59:43.10-05:00', '=', '<<', '---', '...', '--- a', '%YAML 1.2'],
  ...['*a', '&a', '!a', '%a', '@a', '`a', '#a', '|', '>', '|-', '? a', '- a', ': a', ', a', '[', ']', '{', '}', '"', "'", '\\', '!!str y', '!!binary aGk='],
  ...['a: b', 'a:b', 'a:', ':a', 'a #b', 'a# b', ' a', 'a ', '\ta', 'a\t', '\t', ' ', '', 'a b', 'a  b', 'http://x:80/?a=b&c', '{{ x }}', '${x}'],
  ...['\n', '\n\n', 'a\n', 'a\n\n', '\na', ' a\nb', 'a\n b\n', 'a\n\n\nb', 'a\n\tb', 'a \nb', 'a\n---\nb', 'a\n...\n', '# a\nb: c\n', 'a\r\nb', '\r'],
  ...['\u0085', '\ufeff', '\u2028', '\u2029', '\u0000', '\u0007', '\u001b', '\u007f', '\u009f', '\u00a0', '\u00ad', '\ufffe', '\uffff', '\u{1fffe}', 'é', '日本', '😀', 'e\u0301'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
];

/** Text as a YAML writer fears it; all of Unicode but halves of surrogate pairs. */
export const text = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.array(fc.constantFrom(...TRAPS), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'01289.:-+_eExobnaifyY~ \t\n#"\\\''), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 0.1, 1e20, 1e21, -1e21, 1e-7, 1.5e-7, 2 ** 53, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE),
);

/** Anything that JSON can hold, with `__proto__` and the like among the keys. */
export const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    text,
    number.map((value) => (value === 0 ? 0 : value)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
