import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { KubeObject } from '../../src/bundle';
import { Mesh, MeshApp } from '../../src/mesh';
import { Release, ReleasedService, ReleaseProps, ReleaseState } from '../../src/release';

/** Two versions of a service with a port. */
export const WEB = {
  ports: { http: 80 },
  readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
  versions: { v1: { image: 'web:1' }, v2: { image: 'web:2' } },
} as const satisfies ReleasedService<'v1' | 'v2'>;

/** A release of `web` from v1 to v2, by 10 and 50 %. */
export const web = (props: Partial<ReleaseProps<'v1' | 'v2', 10 | 50>> = {}, app = new MeshApp()): Release<'v1' | 'v2', 10 | 50> =>
  new Release(app, 'web', { namespace: 'shop', mesh: Mesh.linkerd(), service: WEB, from: 'v1', to: 'v2', steps: [10, 50], ...props });

/** Kind and name of the objects of a state. */
export const namesIn = ({ chart }: ReleaseState): string[] => chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.name}`);

/** The only object of a kind and name. */
export function objectIn({ chart }: ReleaseState, kind: string, name: string): KubeObject {
  const found = chart.toJson().find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

/** What an app writes: path below the output folder → text. */
export function written(make: (app: MeshApp) => void): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    const app = new MeshApp({ outdir });
    make(app);
    app.synth();
    const paths = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = paths.map(({ parentPath, name }) => [join(parentPath, name).slice(outdir.length + 1), join(parentPath, name)] as const);
    return new Map(files.map(([path, file]): [string, string] => [path, readFileSync(file, 'utf8')]).sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The data in a file that was written. */
export const dataIn = (files: ReadonlyMap<string, string>, path: string): unknown => load(files.get(path) ?? '');
