import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cacheFolder } from '../build/cache';
import { type Ended, type Sandbox, useSandbox } from '../support/sandbox';

/** Runs tests that share a cluster. */
function run(sandbox: Sandbox, tests: string): Promise<Ended> {
  const file = sandbox.file(
    'program.test.ts',
    `import { before, describe, it } from 'node:test';
     import { useCluster } from ${JSON.stringify(join(__dirname, '..', 'cluster', 'use-cluster'))};
     void describe('tests', () => { const cluster = useCluster(); ${tests} });`,
  );
  return sandbox.node(['--test', '--test-reporter=spec', file], { CDK8S_MESH_CACHE: cacheFolder(), PATH: process.env.PATH ?? '' }).ended;
}

/** Where it is said that logs are kept. */
const told = ({ stdout, stderr }: Ended): string[] =>
  [...(stdout + stderr).matchAll(/logs, audit log and kubeconfigs of the cluster: (\S+)/g)].map(([, folder = '']) => folder);

const passes = `void it('passes', async () => { await cluster().core.listNamespace(); });`;

describe('the logs of a cluster', () => {
  const sandbox = useSandbox();

  for (const [what, tests] of [
    ['a test before others that do not', `void it('fails', async () => Promise.reject(new Error('oh'))); ${passes}`],
    [
      'a test by taking too long',
      `void it('fails', { timeout: 100 }, () => new Promise((resolve) => setTimeout(resolve, 60_000).unref()));`,
    ],
    ['a hook further in', `void describe('inner', () => { before(() => { throw new Error('oh'); }); ${passes} }); ${passes}`],
  ] as const) {
    it(`are kept where ${what} fails, and it is said where; nothing else is kept, and nothing runs on`, async () => {
      const ended = await run(sandbox(), tests);
      assert.equal(ended.code, 1, ended.stdout);
      const [folder = '', ...others] = told(ended);
      assert.deepEqual(others, []);
      const kept = readdirSync(folder);
      for (const name of ['kube-apiserver.log', 'etcd.log', 'kwok.log', 'audit.log', 'admin.kubeconfig'])
        assert.ok(kept.includes(name), name);
      // The data takes more room than all else.
      assert.ok(!kept.includes('etcd'));
      assert.deepEqual(
        sandbox()
          .leftovers()
          .map((name) => join(sandbox().temporary, name)),
        [folder],
      );
      rmSync(folder, { recursive: true });
      await sandbox().empty();
    });
  }

  it('are removed where no test fails', async () => {
    const ended = await run(sandbox(), `${passes} void it.todo('later'); void it.skip('never', () => { throw new Error('oh'); });`);
    assert.equal(ended.code, 0, ended.stdout);
    assert.deepEqual(told(ended), []);
    await sandbox().empty();
  });
});
