import fc from 'fast-check';
import { goTemplateLiteral, promLabel, PromOperator } from '../../src/delivery';
import { parseGoTemplate } from '../../src/delivery/go-template';

/** What Go makes of a template of literals and functions: a function becomes its name in angle brackets. */
function render(template: string): string {
  return template.replace(/\{\{ (?:"([^"]*)"|([\w.]+)) \}\}/g, (_, literal?: string, name?: string) => literal ?? `<${name}>`);
}

test.each([
  ['up', [], 'up'],
  ['up{namespace="{{ namespace }}"}[{{interval}}]', [], 'up{namespace="x"}[x]'],
  ['{{ name }}{{ target }}{{ service }}{{ ingress }}{{ route }}', [], 'xxxxx'],
  ['{{- target -}}', [], 'x'],
  ['{{ variables.a }}{{ variables.b_2 }}{{ variables.a }}', ['a', 'b_2'], 'xxx'],
  ['{{ "{{" }} }}', [], 'x }}'],
  ['{{ `{{ "` }}', [], 'x'],
  ['a }} b } c { d', [], 'a }} b } c { d'],
])('%s is taken apart', (template, variables, text) => {
  expect(parseGoTemplate('query', template)).toEqual({ variables, text });
});

test.each([
  '{{ }}',
  '{{ Target }}',
  '{{ .Target }}',
  '{{ variables.a.b }}',
  '{{ variables.2 }}',
  '{{ target | printf }}',
  '{{ if target }}',
  '{{ target',
  '{{ "a }}',
  '{{ "\\d" }}',
  '{{{ target }}',
  '{{ target }',
  '{{-target}}',
])('%s is refused', (template) => {
  expect(() => parseGoTemplate('query', template)).toThrow('query may have {{ namespace }}');
});

const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', ' ', '\n', 'a', '{{', '}}', '#', "'") }));

test('literal text is rendered as it is, whatever stands before and after it', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const template = `${goTemplateLiteral(before)}{{ target }}${goTemplateLiteral(after)}{{ interval }}`;
      expect(parseGoTemplate('query', template).variables).toEqual([]);
      expect(render(template)).toBe(`${before}<target>${after}<interval>`);
    }),
  );
});

test('a label matcher is one string, and that is the value', () => {
  fc.assert(
    fc.property(text, fc.constantFrom<PromOperator>('=', '!=', '=~', '!~'), (value, operator) => {
      const rendered = render(`up{${promLabel('route', value, operator)}, app="{{ target }}"}`);
      const [, found, string] = /^up\{route(=|!=|=~|!~)("(?:[^"\\\n]|\\.)*"), app="<target>"\}$/.exec(rendered) ?? [];
      expect(found).toBe(operator);
      expect(JSON.parse(string ?? '')).toBe(value);
      // Flagger joins white space before it sends a query.
      expect(rendered.replace(/\s+/g, ' ')).toBe(rendered);
    }),
  );
});

test('a label matcher in plain words', () => {
  expect(promLabel('status_code', '404', '!=')).toBe('status_code!="404"');
});

test.each(['', 'a-b', '2xx', 'a"', 'a="b",c'])('%j is no name of a label', (name) => {
  expect(() => promLabel(name, 'x')).toThrow('name of a label must be letters');
});

test('there are four operators', () => {
  // @ts-expect-error no such operator
  expect(() => promLabel('a', 'b', '>')).toThrow('operator must be one of =, !=, =~, !~');
});
