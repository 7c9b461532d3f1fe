import { dirname } from 'node:path';

/** What is old or new as a whole: the outermost folder of a path below the output folder, or the file itself if it is in none. */
export function unitOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
}

/** The folders of files below the output folder, outer ones first. */
export function foldersOf(paths: Iterable<string>): string[] {
  const folders = new Set<string>();
  const add = (folder: string): void => {
    if (folder === '.' || folders.has(folder)) return;
    add(dirname(folder));
    folders.add(folder);
  };
  for (const path of paths) add(dirname(path));
  return [...folders];
}
