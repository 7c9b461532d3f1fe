import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');

/** The names of all examples. */
export const exampleNames = (): string[] =>
  readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'main.ts')));

/** What an example writes that is deployed as one application: a chart has one state, a release several, one after the other. */
export interface Application {
  /** Of the chart, or of the release. */
  readonly name: string;
  /** The folders of its states. */
  readonly states: readonly string[];
  /** Of a release: the folder of the state to go back to, and that of the plan. */
  readonly release?: { readonly rollback: string; readonly plan: string };
}

/** Synthesizes an example into a folder, as its user does. */
export async function synthesize(example: string, outdir: string): Promise<Application[]> {
  const tsx = join(root, 'node_modules', '.bin', 'tsx');
  await promisify(execFile)(tsx, ['main.ts'], { cwd: join(root, 'examples', example), env: { ...process.env, CDK8S_OUTDIR: outdir } });
  const applications = applicationsIn(outdir);
  if (applications.length === 0) throw new Error(`example ${example} must write a folder with a Kustomization, wrote none`);
  return applications;
}

/** The applications of an output folder. What makes a deploy tool deliver a release is an application of its own. */
export function applicationsIn(outdir: string): Application[] {
  return foldersIn(outdir).flatMap((folder) => {
    if (existsSync(join(folder, 'Kustomization'))) return [{ name: basename(folder), states: [folder] }];
    const delivery = join(folder, 'delivery');
    return [
      {
        name: basename(folder),
        states: foldersIn(join(folder, 'steps')),
        release: { rollback: join(folder, 'rollback'), plan: join(folder, 'plan') },
      },
      ...(existsSync(delivery) ? [{ name: `${basename(dirname(delivery))}-delivery`, states: [delivery] }] : []),
    ];
  });
}

/** All that is to be applied, in the order of the steps. */
export const foldersOf = (applications: readonly Application[]): string[] =>
  applications.flatMap(({ states, release }) => [...states, ...(release ? [release.rollback] : [])]);

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
