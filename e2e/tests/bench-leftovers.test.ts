import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cacheFolder } from '../build/cache';
import { poll } from '../cluster/poll';
import { type Running, type Sandbox, useSandbox } from '../support/sandbox';

const CLUSTER = JSON.stringify(join(__dirname, '..', 'cluster', 'cluster'));

/** Starts a cluster, says so, and does something more. */
const program = (more: string): string => `
import { Cluster } from ${CLUSTER};
void Cluster.start().then((cluster) => { console.log('up'); ${more} });
`;

const WAIT = 'setInterval(() => undefined, 1000);';

const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'];

/** The programs of clusters that run in a sandbox. */
const running = (sandbox: Sandbox): string[] => {
  const lines = sandbox.processes();
  return PROGRAMS.filter((name) => lines.some((line) => line.includes(`/${name} --`)));
};

describe('of a process with a cluster nothing is left', () => {
  const sandbox = useSandbox();

  const run = (text: string): Running =>
    sandbox().node([sandbox().file('program.ts', text)], { CDK8S_MESH_CACHE: cacheFolder(), PATH: process.env.PATH ?? '' });
  const until = (what: string, { said }: Running, holds: () => boolean): Promise<true> =>
    poll(what, async () => Promise.resolve(holds() || undefined), { seconds: 200, explain: said });

  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it(`when it is ended by ${signal}`, async () => {
      const holder = run(program(WAIT));
      await until('the cluster', holder, () => holder.said().includes('up'));
      assert.deepEqual(running(sandbox()), PROGRAMS);
      holder.child.kill(signal);
      assert.equal((await holder.ended).signal, signal);
      await sandbox().empty();
    });
  }

  it('when it is killed while the cluster starts', async () => {
    const holder = run(program(WAIT));
    await until('the API server', holder, () => running(sandbox()).includes('kube-apiserver'));
    holder.child.kill('SIGKILL');
    await holder.ended;
    assert.doesNotMatch(holder.said(), /up/);
    await sandbox().empty();
  });

  it('when it has nothing more to do', async () => {
    const { code, stdout } = await run(program('')).ended;
    assert.deepEqual([code, stdout], [0, 'up\n']);
    await sandbox().empty();
  });

  it('when a run of tests is ended by the keyboard', async () => {
    const tests = `
      import { describe, it } from 'node:test';
      import { useCluster } from ${JSON.stringify(join(__dirname, '..', 'cluster', 'use-cluster'))};
      void describe('a run', () => {
        const cluster = useCluster();
        void it('takes long', () => new Promise(() => { console.log('up in ' + cluster().folder); ${WAIT} }));
      });`;
    const runner = sandbox().node(['--test', sandbox().file('program.test.ts', tests)], {
      CDK8S_MESH_CACHE: cacheFolder(),
      PATH: process.env.PATH ?? '',
    });
    await until('the test', runner, () => runner.said().includes('up in'));
    assert.deepEqual(running(sandbox()), PROGRAMS);
    // As a terminal does: to all that it has started.
    assert.ok(runner.child.pid);
    process.kill(-runner.child.pid, 'SIGINT');
    await runner.ended;
    await sandbox().empty();
  });
});
