import { readValues } from './read';

/** A text as YAML on one line, without quotes where it needs none and nobody wants them. */
export function inYaml(text: string, isQuoted = false): string {
  const isPlain = !isQuoted && /^[a-z0-9]([\w.-]|:(?=\w))*$/i.test(text) && readValues(text)[0] === text;
  return isPlain ? text : JSON.stringify(text);
}
