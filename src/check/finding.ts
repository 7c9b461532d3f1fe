import { inYaml } from '../yaml/in-yaml';
import type { DataPath } from '../yaml/locate';
import type { Manifest } from './manifest';
import type { Change, Elsewhere, Severity } from './problem';
import type { Rule } from './rule';

/** An object, and where it is written. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** As the user named it; undefined for an object of a program. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

/** Something that is wrong. */
export interface Finding {
  /** Name of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What it means for requests, where that is known. */
  readonly traffic?: string;
  /** What happens then, with its source. */
  readonly why: string;
  /** What a person can do. */
  readonly fix: string;
  /** Its line is that of what is wrong. */
  readonly object: ObjectRef;
  /** What of the object: `spec.rules[0].backendRefs[1].port`; empty for all of it. */
  readonly path: string;
  readonly related: readonly ObjectRef[];
}

/** What a rule found, before anybody asks where it is written: that takes time. */
export interface Found {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly manifest: Manifest;
  readonly path: DataPath | undefined;
  readonly message: string;
  readonly traffic?: string;
  readonly related: readonly Manifest[];
  readonly change?: Change;
  /** What to do here, in the place of what the rule says. */
  readonly advice?: string;
  /** Set where it is wrong only if some object is nowhere. */
  readonly elsewhere?: Elsewhere;
}

/** The line of what was found; undefined for objects of a program. */
export const lineOf = ({ manifest, path }: Found): number | undefined => manifest.origin?.lineOf(path);

/** For those who read it. */
export const findingOf = (found: Found): Finding => ({
  rule: found.rule.name,
  severity: found.severity,
  message: found.message,
  ...(found.traffic !== undefined && { traffic: found.traffic }),
  why: found.rule.why,
  fix: found.advice ?? (found.change ? `${found.rule.fix} Here: ${changeText(found.change)}` : found.rule.fix),
  object: refOf(found.manifest, found.path),
  path: pathText(found.path ?? []),
  related: found.related.map((manifest) => refOf(manifest)),
});

const refOf = ({ apiVersion, kind, namespace, name, origin }: Manifest, path?: DataPath): ObjectRef => ({
  ...{ apiVersion, kind, namespace, name },
  ...(origin && { file: origin.file, line: origin.lineOf(path) }),
});

const changeText = ({ path, value }: Change): string => `${pathText(path)}: ${inYaml(value)}`;

/** `spec.rules[0].backendRefs`; a key with other characters stands in quotes. */
const pathText = (path: DataPath): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`))
    .join('')
    .replace(/^\./, '');
