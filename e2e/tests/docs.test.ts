import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { KubernetesObject } from '@kubernetes/client-node';
import { kubectlPath } from '../../scripts/kubectl';
import { type Snippet, snippets } from '../../test/house/snippets';
import { ROOT as TRUST_ANCHOR } from '../../test/install/certificates';
import { useCluster } from '../cluster/use-cluster';
import { namespacesOf, objectsIn } from '../support/objects';

const ROOT = join(__dirname, '../..');
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((page) => page.endsWith('.md'));

/** Kinds whose CRD cannot be had here: nobody checks them. */
const UNKNOWN = /^helm[.]toolkit[.]fluxcd[.]io\//;

describe('what the programs of the documentation write', () => {
  const cluster = useCluster();
  const namespaces = new Set(['default', 'kube-system']);
  let workdir: string;
  let accepted = 0;
  let unknown = 0;

  before(() => {
    mkdirSync(join(ROOT, 'temp'), { recursive: true });
    workdir = mkdtempSync(join(ROOT, 'temp', 'docs-'));
  });
  after(() => {
    rmSync(workdir, { recursive: true, force: true });
    console.log(`# the API server accepted ${accepted} objects of the documentation; of ${unknown} HelmReleases it does not know the kind`);
  });

  for (const snippet of PAGES.flatMap((page) => snippets(page, join(ROOT, page)))) {
    it(`${snippet.at}: is accepted by the API server without a warning`, async () => {
      const objects = await written(snippet, join(workdir, snippet.at.replace(/\W+/g, '-')));
      const known = objects.filter(({ apiVersion = '' }) => !UNKNOWN.test(apiVersion));
      unknown += objects.length - known.length;
      if (known.length === 0) return;
      const { used, made } = namespacesOf(known);
      for (const name of [...new Set([...used, ...made])].filter((each) => !namespaces.has(each))) {
        namespaces.add(name);
        await cluster().addNamespace(name);
      }
      const file = join(cluster().newFolder('docs'), 'objects.json');
      writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: known }));
      const { stderr } = await cluster().run(kubectlPath(), [
        'apply',
        '--server-side',
        '--force-conflicts',
        '--dry-run=server',
        '--validate=strict',
        '-f',
        file,
      ]);
      assert.equal(stderr, '');
      accepted += known.length;
    });
  }
});

/** Runs a program in a folder of its own, beside the files that its page shows. */
async function written(snippet: Snippet, folder: string): Promise<KubernetesObject[]> {
  mkdirSync(folder);
  const files = [['ca.crt', TRUST_ANCHOR], ...snippet.files, ['main.ts', snippet.program]] as const;
  for (const [name, text] of files) writeFileSync(join(folder, basename(name)), text);
  const cwd = process.cwd();
  const outdir = join(folder, 'dist');
  process.env.CDK8S_OUTDIR = outdir;
  process.chdir(folder);
  try {
    await import(join(folder, 'main.ts'));
    return objectsIn(outdir);
  } finally {
    process.chdir(cwd);
    delete process.env.CDK8S_OUTDIR;
  }
}
