import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { exampleNames, foldersOf, synthesize } from '../../scripts/examples';
import { samples } from '../../test/schemas/samples';
import { programPath } from '../build/cache';
import { run } from '../cluster/run';
import { Undertaker } from '../process/undertaker';
import { objectsIn } from '../support/objects';

const SCHEMAS = join(__dirname, '../../schemas');

/** As docs/output.md says it, for a project that has the package in node_modules. */
const LOCATION = join(SCHEMAS, '{{.Group}}', '{{.ResourceKind}}.{{.ResourceAPIVersion}}.json');

/** What kubeconform says of each resource with `-output json -verbose`. */
interface Report {
  readonly resources: readonly { readonly kind: string; readonly name: string; readonly status: string; readonly msg: string }[];
}

describe('kubeconform with the schemas of this package', () => {
  const undertaker = new Undertaker();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubeconform-'));
    undertaker.removeAtEnd(folder);
  });
  after(() => undertaker.close());

  const kubeconform = async (...paths: string[]): Promise<Report> => {
    const args = ['-strict', '-verbose', '-output', 'json', '-ignore-missing-schemas', '-schema-location', LOCATION, ...paths];
    const { stdout } = await run(undertaker, programPath('kubeconform'), args, { cwd: folder, env: {}, allow: [0, 1] });
    return JSON.parse(stdout) as Report;
  };

  for (const example of exampleNames()) {
    it(`takes all custom objects of ${example}`, async () => {
      const folders = foldersOf(await synthesize(example, join(folder, example)));
      const { resources } = await kubeconform(...folders);
      assert.deepEqual(
        resources.filter(({ status }) => !['statusValid', 'statusSkipped'].includes(status)),
        [],
      );
      const known = folders.flatMap(objectsIn).filter(({ apiVersion = '', kind = '' }) => {
        const [group = '', version = ''] = apiVersion.split('/');
        return existsSync(join(SCHEMAS, group, `${kind.toLowerCase()}.${version}.json`));
      });
      assert.equal(resources.filter(({ status }) => status === 'statusValid').length, known.length);
    });
  }

  for (const { file, good } of samples) {
    it(`takes a ${good.kind} ${good.apiVersion}, by ${file}`, async () => {
      const path = join(folder, 'good.json');
      writeFileSync(path, JSON.stringify(good));
      const { resources } = await kubeconform(path);
      assert.deepEqual(
        resources.map(({ status, msg }) => [status, msg]),
        [['statusValid', '']],
      );
      rmSync(path);
    });
  }

  it('refuses an unknown field, and says where', async () => {
    const spec = { service: 'web', backends: [{ service: 'webv1', weight: 1, wieght: 2 }] };
    const file = join(folder, 'split.json');
    writeFileSync(
      file,
      JSON.stringify({ apiVersion: 'split.smi-spec.io/v1alpha2', kind: 'TrafficSplit', metadata: { name: 'web' }, spec }),
    );
    const { resources } = await kubeconform(file);
    assert.equal(resources[0]?.status, 'statusInvalid');
    assert.match(resources[0].msg, /wieght/);
    rmSync(file);
  });
});
