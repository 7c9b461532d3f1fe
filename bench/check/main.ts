import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { programPath } from '../../e2e/build/cache';
import { machine } from '../machine';
import { type Command, measure, median, type Run } from '../measure';
import { runBench } from '../run';
import { table } from '../table';
import { OBJECTS_A_FILE, writeManifests } from './folder';

const ROOT = join(__dirname, '../..');
/** Kinds of Kubernetes itself: an empty schema stands for theirs, which takes kubeconform the least time that there is. */
const EMPTY_SCHEMAS = ['service-v1', 'deployment-apps-v1'];

interface Contestant {
  readonly name: string;
  readonly command: (folder: string) => Command;
}

/** Measures `check` beside kubeconform on the same folder; see docs/performance.md. */
async function measured(work: string, quick: boolean): Promise<string> {
  const [files, rounds] = quick ? [40, 1] : [4000, 7];
  const [few, many] = [join(work, 'few'), join(work, 'many')];
  writeManifests(few, files / 10);
  writeManifests(many, files);
  const contestants = contestantsIn(work);
  const runs = new Map<string, Run[]>(
    contestants.flatMap(({ name }) => [
      [name, []],
      [`${name}, a tenth`, []],
    ]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const { name, command } of contestants) {
      runs.get(name)?.push(await measure(command(many)));
      runs.get(`${name}, a tenth`)?.push(await measure(command(few)));
    }
  }
  return report(machine(work), files, runs);
}

const [OURS, ALONE, DEFAULT] = ['cdk8s-mesh check', 'kubeconform -n 1', 'kubeconform'] as const;

function contestantsIn(work: string): Contestant[] {
  // As the package is made, see .projenrc.ts.
  const program = join(ROOT, 'node_modules', '.cache', 'bench-check', 'dist', 'cli.js');
  buildSync({
    ...{ platform: 'node', target: 'node20', format: 'cjs', bundle: true, packages: 'external' },
    entryPoints: [join(ROOT, 'src/cli/main.ts')],
    outfile: program,
  });
  const schemas = join(work, 'schemas');
  mkdirSync(schemas);
  for (const name of EMPTY_SCHEMAS) writeFileSync(join(schemas, `${name}.json`), '{}');
  const start = `require(${JSON.stringify(program)}).main(['check', process.argv[1]], require(${JSON.stringify(program)}).terminal('0')).then((code) => (process.exitCode = code))`;
  const kubeconform =
    (...args: readonly string[]) =>
    (folder: string) => ({
      program: programPath('kubeconform'),
      args: [
        ...args,
        ...['-schema-location', join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json')],
        ...['-schema-location', join(ROOT, 'schemas', '{{.Group}}', '{{.ResourceKind}}.{{.ResourceAPIVersion}}.json')],
        folder,
      ],
    });
  const onOneCore =
    (command: Contestant['command']) =>
    (folder: string): Command => {
      const { program: what, args } = command(folder);
      return { program: 'taskset', args: ['--cpu-list', '0', what, ...args] };
    };
  const ours = (folder: string) => ({ program: process.execPath, args: ['-e', start, folder] });
  return [
    { name: OURS, command: onOneCore(ours) },
    { name: ALONE, command: onOneCore(kubeconform('-n', '1')) },
    { name: DEFAULT, command: kubeconform() },
  ];
}

function report(about: readonly string[], files: number, runs: ReadonlyMap<string, readonly Run[]>): string {
  const time = (name: string) => median((runs.get(name) ?? []).map(({ milliseconds }) => milliseconds));
  const peak = Math.max(...(runs.get(OURS) ?? []).map(({ peakBytes }) => peakBytes));
  const seconds = (name: string) => `${(time(name) / 1000).toFixed(2)} s`;
  const targets: readonly (readonly [what: string, measured: number, atMost: number, unit: string])[] = [
    [`${OURS}, compared with ${ALONE}, each on one core`, time(OURS) / time(ALONE), 1, ''],
    [`${OURS}: ten times the objects, compared with the time for a tenth`, time(OURS) / time(`${OURS}, a tenth`), 11, ''],
    [`${OURS}: peak memory`, peak / 1e6, 700, ' MB'],
  ];
  const show = (value: number, unit: string) => (unit === '' ? value.toFixed(2) : `${Math.round(value)}${unit}`);
  const names = [OURS, ALONE, DEFAULT];
  return [
    `${about.join(', ')}. ${(files * OBJECTS_A_FILE).toLocaleString('en')} objects in ${files.toLocaleString('en')} files.`,
    table(
      ['', 'measured', 'at most', ''],
      targets.map(([what, measured, atMost, unit]) => [
        what,
        show(measured, unit),
        show(atMost, unit),
        measured <= atMost ? 'met' : '**missed**',
      ]),
    ),
    table(
      ['', ...names],
      [
        ['all', ...names.map(seconds)],
        ['a tenth', ...names.map((name) => seconds(`${name}, a tenth`))],
      ],
    ),
  ].join('\n\n');
}

runBench('bench:check', measured);
