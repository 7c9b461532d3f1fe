import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GROUPS } from '../build/groups';
import type { Sandbox } from './sandbox';

/** What a fake Go says of its version. */
export const VERSION = 'go version go1.26.8 linux/amd64';

/** A command that a fake Go was given: in which folder of `e2e/tools`, and with which arguments. */
export interface Call {
  readonly group: string;
  readonly args: string;
}

/** A shell script in place of Go, in the sandbox's PATH: it has every module at once and builds in no time. */
export class FakeGo {
  private readonly modules: string;
  private readonly log: string;

  constructor(private readonly sandbox: Sandbox) {
    this.modules = join(dirname(sandbox.bin), 'modules');
    this.log = sandbox.file('calls', '');
    for (const { crds = {} } of GROUPS) {
      for (const [module, patterns] of Object.entries(crds))
        patterns.forEach((pattern) => this.addCrd(join(this.modules, module, pattern)));
    }
    this.does('');
  }

  /**
   * What it does from now on, before it does what Go does: shell commands, which may `exit`. They find Go's arguments in `$@`, the group in `$group` and,
   * where a program is built, its file in `$target`.
   */
  does(commands: string): void {
    const script = join(this.sandbox.bin, 'go');
    writeFileSync(script, this.script(commands), { mode: 0o755 });
  }

  /** The commands so far. */
  calls(): Call[] {
    const lines = readFileSync(this.log, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => ({ group: line.split(' ')[0] ?? '', args: line.slice(line.indexOf(' ') + 1) }));
  }

  /** The groups that count as built, sorted. */
  built(): string[] {
    const names = readdirSync(this.sandbox.cache).map((name) => /^(.*)-[0-9a-f]{12}$/.exec(name)?.[1]);
    return names.filter((name) => name !== undefined).sort();
  }

  /** What was built as a program of a group; undefined if nothing was. */
  program(group: string, program: string): string | undefined {
    const folder = readdirSync(this.sandbox.cache).find((name) => new RegExp(`^${group}-[0-9a-f]{12}$`).test(name));
    return folder === undefined ? undefined : readFileSync(join(this.sandbox.cache, folder, program), 'utf8');
  }

  private addCrd(path: string): void {
    mkdirSync(dirname(path), { recursive: true });
    const isAll = basename(path) === '*';
    writeFileSync(isAll ? join(dirname(path), 'all.yaml') : path, 'kind: CustomResourceDefinition\n');
    // As Argo Rollouts has it.
    if (isAll) writeFileSync(join(dirname(path), 'kustomization.yaml'), 'kind: Kustomization\nresources: [all.yaml]\n');
  }

  private script(commands: string): string {
    return `#!/bin/sh
group=\${PWD##*/}
echo "$group $*" >> '${this.log}'
target=
for each; do [ "$last" != -o ] || target=$each; last=$each; done
${commands}
case "$1 $2" in
  'version ') echo '${VERSION}' ;;
  'list -m') echo "fake/$group" ;;
  'mod download')
    shift 3
    for module; do printf '{\\n\\t"Path": "%s",\\n\\t"Version": "v1.0.0",\\n\\t"Dir": "%s"\\n}\\n' "$module" "${this.modules}/$module"; done ;;
  'build '*) echo "built of $group" > "$target" ;;
esac
`;
  }
}
