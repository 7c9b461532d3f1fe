import * as fc from 'fast-check';
import { planHtml } from '../../src/plan/html/page';
import { UNSAFE } from './plans';

const ELEMENTS =
  'a bdi body br caption circle code dd defs desc details div dl dt figcaption figure g h1 h2 h3 h4 head header html li main meta nav ol p path pattern pre rect section span strong style summary svg table tbody td text th thead title tr ul';
const VOID = new Set(['meta', 'br']);
/** Those that are words of a program, and never names that somebody gave. */
const FIXED = new Set(['verb', 'tool', 'target', 'share', 'severity']);

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [A-Za-z-]+="[^"<>]*")*)(\/?)>/g;

/** What a page has besides tags that are closed in the right order; an error if they are not. */
function textOf(html: string): string {
  const known = new Set(ELEMENTS.split(' '));
  const open: string[] = [];
  const text = html
    .replace('<!doctype html>\n', '')
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(TAG, (_, closing: string, name: string, attributes: string, closed: string) => {
      if (!known.has(name)) throw new Error(`there is an element ${name}`);
      for (const [, attribute = ''] of attributes.matchAll(/ ([A-Za-z-]+)="[^"]*"/g))
        if (/^(on.*|src|srcset|style|action)$/i.test(attribute)) throw new Error(`there is an attribute ${attribute}`);
      if (closing !== '') {
        const last = open.pop();
        if (last !== name) throw new Error(`${name} ends before ${last}`);
      } else if (closed === '' && !VOID.has(name)) open.push(name);
      return '';
    });
  expect(open).toEqual([]);
  return text;
}

/** The same data with other texts in it, also in the place of names. */
function withTexts(value: unknown, text: (old: string) => string, key = ''): unknown {
  if (typeof value === 'string') return FIXED.has(key) ? value : text(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, text, key));
  if (typeof value !== 'object' || value === null) return value;
  const isGate = 'seconds' in value || 'command' in value || 'query' in value || ('kind' in value && 'what' in value);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isGate && name === 'kind' ? each : withTexts(each, text, name)]),
  );
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '</',
      '<!--',
      '-->',
      ']]>',
      '<script>',
      '</title>',
      '</svg>',
      'x',
      ' ',
      '\n',
      '=',
      '`',
      '\0',
    ),
  }),
  fc.constantFrom('\u202Eabc', 'גרסה', '\u2066x', '</style><img src=x onerror=y>', '\uD800', '&lt;', '#" onclick="x'),
);

/** What is in the place of a text: sometimes it, sometimes other ones, the same each time. */
const texts = fc.array(hostile, { minLength: 1, maxLength: 12 }).map((all) => {
  const places = new Map<string, string>();
  return (old: string) => {
    const known = places.get(old) ?? all[places.size % all.length] ?? '';
    places.set(old, known);
    return known;
  };
});

test('whatever the texts are, the page has its own tags only, each closed, and no attribute that does something', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const html = planHtml(withTexts(UNSAFE, text) as typeof UNSAFE);
      expect(textOf(html)).not.toMatch(/[<>"']/);
    }),
    { numRuns: 60 },
  );
});

test('characters that nobody sees, or that turn a line around, are written as escapes', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(planHtml(withTexts(UNSAFE, text) as typeof UNSAFE)).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028\u2029]/u);
    }),
    { numRuns: 60 },
  );
  expect(planHtml({ ...UNSAFE, summary: 'a\u202Eb\u0007' })).toContain('a\\u202eb\\u0007');
});

test('names keep their direction to themselves', () => {
  expect(planHtml({ ...UNSAFE, name: 'גרסה' })).toContain('<h1><bdi dir="ltr">גרסה</bdi></h1>');
});
