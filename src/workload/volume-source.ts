import type { KeyToPath, Volume } from 'kubernetes-types/core/v1';
import { line, show } from '../mesh/input';

/** What the sources that people use most need, and under which name. */
const NEEDED = { configMap: 'name', secret: 'secretName', persistentVolumeClaim: 'claimName', hostPath: 'path' } as const;

/**
 * Checks what is in a volume: at most one thing, and one that has a name where it needs one.
 *
 * @throws if it is none that the API server accepts (Kubernetes 1.34)
 */
export function checkVolumeSource({ name, ...source }: Volume): void {
  const what = `volume ${show(name)}`;
  const given = Object.entries<unknown>(source).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (given.length > 1) throw new Error(`${what} must have one source, got ${given.join(' and ')}; make a volume of each`);
  for (const [key, field] of Object.entries(NEEDED)) {
    const fields: unknown = Reflect.get(source, key);
    if (typeof fields === 'object' && fields !== null && !Reflect.get(fields, field)) {
      throw new Error(`${key} of ${what} must have ${field}, got ${show(Reflect.get(fields, field))}`);
    }
  }
  const { items = [], defaultMode } = { ...source.configMap, ...source.secret };
  if (defaultMode !== undefined) fileMode(`defaultMode of ${what}`, defaultMode);
  for (const item of items) checkItem(what, item);
}

function checkItem(what: string, { key, path, mode }: KeyToPath): void {
  line(`key of an item of ${what}`, key);
  pathInVolume(`path of item ${key} of ${what}`, path);
  if (mode !== undefined) fileMode(`mode of item ${key} of ${what}`, mode);
}

/** A path inside a volume. */
export function pathInVolume(what: string, path: string): string {
  if (!line(what, path).startsWith('/') && !path.split('/').includes('..')) return path;
  throw new Error(`${what} must be a path inside the volume, without "/" in front and without "..", got ${show(path)}`);
}

function fileMode(what: string, mode: number): void {
  if (Number.isInteger(mode) && mode >= 0 && mode <= 0o777) return;
  throw new Error(`${what} must be a file mode from 0 to 0o777, got ${show(mode)}; write it as 0o644`);
}
