import { show } from '../mesh/input';

/**
 * The folder of the output in a repository, with a slash at its end; nothing for the repository itself, which is `.`.
 *
 * @throws if it leads out of the repository
 */
export function outputPath(path: string): string {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const isFine = !path.startsWith('/') && names.every((name) => /^[A-Za-z0-9_][\w.-]*$/.test(name));
  if (isFine) return names.map((name) => `${name}/`).join('');
  throw new Error(
    `path must be the output folder in the repository, as names of letters, digits, "-", "_" and "." with "/" between them, got ${show(path)}; use k8s, say`,
  );
}
