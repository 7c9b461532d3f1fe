import { textsAt } from './data';
import { type Found, lineOf } from './finding';
import type { IgnoreComment } from './input/ignore-comment';
import type { Manifest } from './manifest';
import { nearest } from './nearest';
import type { Rule } from './rule';
import { RULES } from './rules';

/** What somebody does not want to hear of, and why. */
export interface Ignore {
  /** Name of the rule. */
  readonly rule: string;
  /** Why it is right here; must not be empty. */
  readonly reason: string;
  /**
   * Which objects, as in `Service shop/web`; `*` stands for any characters.
   *
   * @default - all
   */
  readonly object?: string;
  /**
   * Which files, as they were named; `*` stands for any characters, also for `/`.
   *
   * @default - all
   */
  readonly file?: string;
}

/** An `Ignore`, and where it is written. */
export interface PlacedIgnore extends Ignore {
  /** A comment in a file, which is about a line. */
  readonly comment?: IgnoreComment;
  /** Where it is written, if in a configuration. */
  readonly at?: { readonly file: string; readonly line: number };
}

/** Annotations of an object by which findings about it are not reported: the rule stands behind this, and the value is the reason. */
const IGNORE_ANNOTATION = 'ignore.cdk8s-mesh/';

/** Something that is not reported, without a reason. */
const suppressionWithoutReason: Rule = {
  name: 'suppression-without-reason',
  severity: 'error',
  summary: 'Something is not to be reported, and nobody says why.',
  why: 'Whoever reads it next year cannot tell whether it still holds, so it does not count (rule of this tool).',
  fix: 'Write the reason: # cdk8s-mesh-ignore RULE: REASON, the value of the annotation ignore.cdk8s-mesh/RULE, or reason in .cdk8s-mesh.yaml.',
  check: () => [],
};

/** A comment that is meant to hide something, and says not what. */
const suppressionUnreadable: Rule = {
  name: 'suppression-unreadable',
  severity: 'warning',
  summary: 'A comment for this tool has not the form of one, and does not count.',
  why: 'It is about one rule, and says why (rule of this tool).',
  fix: 'Write # cdk8s-mesh-ignore RULE: REASON, a comment for each rule, above the line that is reported.',
  check: () => [],
};

/** Something that is not to be reported, and is not there. */
const unusedSuppression: Rule = {
  name: 'unused-suppression',
  severity: 'warning',
  summary: 'Something is not to be reported that is not found.',
  why: 'It would hide the next such finding, which may be another one; or the name of the rule is wrong (rule of this tool).',
  fix: 'Remove it.',
  check: () => [],
};

/** What a comment of a file asks for. */
export const ignoreOf = (comment: IgnoreComment): PlacedIgnore => ({ ...comment, comment, file: undefined });

/** Rules about what is not reported, which no objects break by themselves. */
export const SUPPRESSION_RULES: readonly Rule[] = [suppressionWithoutReason, suppressionUnreadable, unusedSuppression];

/** An `Ignore`, and the object that says so; undefined for those of a configuration. */
interface Candidate extends PlacedIgnore {
  readonly manifest?: Manifest;
}

/** What is left, and how much is not. */
interface Left {
  readonly left: readonly Found[];
  readonly ignored: number;
}

/** What is left of findings, with a finding for each reason that is missing and each `Ignore` that fits nothing. */
export function ignore(all: readonly Found[], manifests: readonly Manifest[], ignores: readonly PlacedIgnore[]): Left {
  const candidates: Candidate[] = [
    ...ignores.map((each) => ({ ...each, ...ofComment(each, manifests), ...ofConfiguration(each) })),
    ...manifests.flatMap(annotated),
  ];
  if (candidates.length === 0) return { left: all, ignored: 0 };
  const byRule = new Map<string, Candidate[]>();
  for (const candidate of candidates.filter(({ reason }) => reason.trim() !== '')) {
    byRule.set(candidate.rule, [...(byRule.get(candidate.rule) ?? []), candidate]);
  }
  const used = new Set<Candidate>();
  const left = all.filter((found) => {
    const fitting = (byRule.get(found.rule.name) ?? []).filter((candidate) => fits(candidate, found));
    for (const each of fitting) used.add(each);
    return fitting.length === 0;
  });
  const ownFindings = candidates.flatMap((candidate) => {
    const rule = used.has(candidate) ? undefined : faultOf(candidate);
    return rule && candidate.manifest ? [foundIn(candidate, candidate.manifest, rule)] : [];
  });
  return { left: [...left, ...ownFindings], ignored: all.length - left.length };
}

function faultOf({ rule, reason }: Candidate): Rule {
  if (rule === '') return suppressionUnreadable;
  return reason.trim() === '' ? suppressionWithoutReason : unusedSuppression;
}

const annotated = (manifest: Manifest): Candidate[] =>
  [...textsAt(manifest.object, 'metadata', 'annotations')]
    .filter(([name]) => name.startsWith(IGNORE_ANNOTATION))
    .map(([name, reason]) => ({ rule: name.slice(IGNORE_ANNOTATION.length), reason, manifest }));

function fits({ object, file, comment, manifest }: Candidate, found: Found): boolean {
  const { kind, namespace, name, origin } = found.manifest;
  if (comment)
    return (
      origin?.file === comment.file &&
      (comment.about === lineOf(found) || (comment.about === origin.lineOf() && comment.line < comment.about))
    );
  if (manifest && manifest.kind !== CONFIGURATION && manifest !== found.manifest) return false;
  return (object === undefined || like(object, `${kind} ${namespace}/${name}`)) && (file === undefined || like(file, origin?.file ?? ''));
}

/** Whether a text has the form of a pattern in which `*` stands for anything. */
function like(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** The object that a comment stands in, or before. */
function ofComment({ comment }: PlacedIgnore, manifests: readonly Manifest[]): { readonly manifest: Manifest } | undefined {
  if (!comment) return undefined;
  const inFile = manifests.filter(({ origin }) => origin?.file === comment.file);
  const manifest = inFile.filter(({ origin }) => (origin?.lineOf() ?? 0) <= comment.about).at(-1) ?? inFile[0];
  return manifest && { manifest };
}

const CONFIGURATION = 'Configuration of cdk8s-mesh';

/** What an entry of a configuration stands in is no object of a cluster, but has a place like one. */
function ofConfiguration({ at }: PlacedIgnore): { readonly manifest?: Manifest } {
  if (!at) return {};
  const identity = { apiVersion: '', group: '', kind: CONFIGURATION, namespace: '', name: at.file };
  return { manifest: { ...identity, object: {}, origin: { file: at.file, lineOf: () => at.line } } };
}

function foundIn({ rule: name, comment }: Candidate, manifest: Manifest, rule: Rule): Found {
  const { origin } = manifest;
  const path = ['metadata', 'annotations', IGNORE_ANNOTATION + name];
  const message = messageOf(name, rule);
  return {
    ...{ rule, severity: rule.severity, message, related: [] },
    manifest: comment && origin ? { ...manifest, origin: { file: origin.file, lineOf: () => comment.line } } : manifest,
    path: comment || manifest.kind === CONFIGURATION ? [] : path,
  };
}

function messageOf(name: string, rule: Rule): string {
  if (rule === suppressionUnreadable) return 'this comment hides nothing';
  if (rule === suppressionWithoutReason) return `${name} is not to be reported, and no reason is given`;
  if (RULES.some((each) => each.name === name)) return `${name} is hidden here, but nothing of that kind was found`;
  const near = nearest(
    name,
    RULES.map((each) => each.name),
  );
  return `there is no rule ${name}${near === undefined ? '' : `; is it ${near}?`}`;
}
