import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { GROUPS, type ToolGroup } from './groups';

/** Folders of the pins. */
const TOOLS = join(__dirname, '..', 'tools');

/** Where a group's pins are. */
export const pinsFolder = ({ name }: ToolGroup): string => join(TOOLS, name);

/** Where built programs are kept, outside the tree, so that every checkout of the same pins shares them. */
export const cacheFolder = (): string =>
  resolve(named('CDK8S_MESH_CACHE') ?? join(named('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'cdk8s-mesh'));

/** A variable of the environment; one that is empty counts as not set. */
const named = (variable: string): string | undefined => (process.env[variable] === '' ? undefined : process.env[variable]);

/** Where a group's programs and CRDs are, once they are built: a folder that exists is whole. */
export const builtFolder = (group: ToolGroup): string => join(cacheFolder(), `${group.name}-${hashOf(group)}`);

/** Whether nothing of a group has to be built. */
export const isBuilt = (group: ToolGroup): boolean => existsSync(builtFolder(group));

/** The path of a built program. Throws if it was not built. */
export function programPath(program: string): string {
  const group = GROUPS.find(({ programs }) => program in programs);
  if (!group) throw new Error(`no tool group has a program ${program}; add it to e2e/build/groups.ts`);
  const path = join(builtFolder(group), program);
  if (!existsSync(path)) throw new Error(`${program} is not built for the pins in e2e/tools/${group.name}; run \`npm run cluster:build\``);
  return path;
}

/** The files with CRDs that came with the modules of a group: some modules keep other objects beside them. */
export function crdFiles(group: ToolGroup): readonly string[] {
  const folder = join(builtFolder(group), 'crds');
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return files.filter((file) => /^kind: CustomResourceDefinition$/m.test(readFileSync(file, 'utf8')));
}

/** Whatever decides what comes out: the pins, the sources that are ours, what is built of them and for which machine. */
function hashOf(group: ToolGroup): string {
  const folder = pinsFolder(group);
  const hash = createHash('sha256').update(JSON.stringify([process.platform, process.arch, group]));
  for (const name of readdirSync(folder).sort()) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}
