/** That somebody does not want to hear of something, and why. */
export interface IgnoreComment {
  /** Empty where the comment has not its form. */
  readonly rule: string;
  /** Empty where none is given. */
  readonly reason: string;
  readonly file: string;
  /** The line of the comment, from 1. */
  readonly line: number;
  /** The line that it is about: its own where something stands before it, otherwise the next one that is no comment. */
  readonly about: number;
}

/** `# cdk8s-mesh-ignore RULE: REASON` */
const COMMENT = /^(.*?)#[ \t]*cdk8s-mesh-ignore[ \t]+([\w-]+)[ \t]*(?::[ \t]*(.*?))?[ \t]*\r?$/;

const MEANT = /(^|\s)#[ \t]*cdk8s-mesh-ignore\b/;

/** Lines that say nothing themselves. */
const SILENT = /^\s*(#.*)?$|^---\s*(#.*)?$/;

/** The comments of a file by which findings are not reported. */
export function ignoreComments(file: string, text: string): IgnoreComment[] {
  if (!text.includes('cdk8s-mesh-ignore')) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (!MEANT.test(line)) return [];
    const [, before = '', rule = '', reason = ''] = COMMENT.exec(line) ?? [];
    const next = lines.findIndex((each, at) => at > index && !SILENT.test(each));
    return [{ rule, reason, file, line: index + 1, about: (before.trim() !== '' || next < 0 ? index : next) + 1 }];
  });
}
