import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../../yaml/read-file';

/** What a file cannot be read for. */
export interface Fault {
  /** As the user named it. */
  readonly file: string;
  /** From 1; undefined where it is about the whole file. */
  readonly line?: number;
  readonly message: string;
}

/** Standard input, as it is named on a command line. */
export const STDIN = '-';

/** What kubectl reads of a folder, and what kustomize looks for. */
const MANIFEST = /\.(ya?ml|json)$|^Kustomization$/;

/** Folders that hold no manifests of their own. */
const SKIPPED = /^(\..+|node_modules)$/;

/** Whether a file of a folder is looked at, by its path below the folder. */
export function isManifestPath(path: string): boolean {
  const [name = '', ...folders] = path.split('/').reverse();
  return MANIFEST.test(name) && !folders.some((folder) => SKIPPED.test(folder));
}

/** The files that paths of a command line stand for: in a folder all that may hold manifests, in the order of their names. Links are followed, each folder once. */
export function findFiles(paths: readonly string[]): { readonly files: readonly string[]; readonly faults: readonly Fault[] } {
  const finder = new Finder();
  for (const path of paths) finder.add(path);
  return finder;
}

class Finder {
  readonly faults: Fault[] = [];
  private readonly known = new Set<string>();
  private readonly folders = new Set<string>();

  get files(): readonly string[] {
    return [...this.known];
  }

  add(path: string): void {
    if (path === STDIN) this.known.add(path);
    else this.attempt(path, (stats) => (stats.isDirectory() ? this.addFolder(path) : this.addFile(path, stats)));
  }

  private addFolder(folder: string): void {
    const real = realpathSync(folder);
    if (this.folders.has(real)) return;
    this.folders.add(real);
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isFile()) {
        if (MANIFEST.test(entry.name)) this.known.add(path);
      } else if (entry.isDirectory()) {
        if (!SKIPPED.test(entry.name)) this.attempt(path, () => this.addFolder(path));
      } else if (entry.isSymbolicLink()) {
        this.attempt(path, (stats) => {
          if (stats.isDirectory() && !SKIPPED.test(entry.name)) this.addFolder(path);
          else if (MANIFEST.test(entry.name)) this.addFile(path, stats);
        });
      } else if (MANIFEST.test(entry.name)) this.refuse(path, NO_FILE);
    }
  }

  private addFile(path: string, stats: Stats): void {
    if (stats.isFile()) this.known.add(path);
    else this.refuse(path, NO_FILE);
  }

  private attempt(path: string, action: (stats: Stats) => void): void {
    try {
      action(statSync(path));
    } catch (error) {
      this.refuse(path, reasonOf(error));
    }
  }

  private refuse(file: string, message: string): void {
    this.faults.push({ file, message });
  }
}

const NO_FILE = 'is neither a file nor a folder';
