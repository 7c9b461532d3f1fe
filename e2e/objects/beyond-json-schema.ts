/** Rules of the API server that JSON Schema cannot say (`schemas/README.md`), by what the server says of an object that breaks them. */
const RULES: Readonly<Record<string, RegExp>> = {
  'unlike parents': /sectionName must be (unique|specified)/,
  'each type of filter once': /filter cannot be repeated/,
  'each header and query parameter once': /Duplicate value: \{"name":/,
  '`backendRequest` at most `request`': /backendRequest timeout cannot be longer than request timeout/,
  'at most 64 bits in a whole number': /in body must be of type (integer|integer,string): "number"/,
};

/** What the server says besides: of other reasons it says more than once, and they keep it from looking further. */
const FOLLOWS = /some validation rules were not checked because the object was invalid|must validate at least one schema \(anyOf\)/;

/** The names of those rules. */
export const rulesBeyondJsonSchema = Object.keys(RULES);

/** Which of those rules an object breaks; undefined if it has other faults as well, which a schema could say. */
export function brokenBeyondJsonSchema(reasons: readonly string[]): string[] | undefined {
  const own = reasons.filter((reason) => !FOLLOWS.test(reason));
  const broken = own.map((reason) => rulesBeyondJsonSchema.find((rule) => RULES[rule]?.test(reason)));
  return broken.every((rule) => rule !== undefined) ? broken : undefined;
}
