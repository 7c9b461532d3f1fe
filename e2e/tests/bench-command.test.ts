import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { kubectlPath } from '../../scripts/kubectl';
import { cacheFolder } from '../build/cache';
import { freePorts } from '../cluster/ports';
import { poll } from '../cluster/poll';
import { type Ended, type Running, type Sandbox, useSandbox } from '../support/sandbox';

/** Starts `npm run cluster -- ARGUMENTS`, with the programs that are built. */
const command = (sandbox: Sandbox, ...args: string[]): Running =>
  sandbox.node([require.resolve('tsx/cli'), 'e2e/cluster/main.ts', ...args], {
    CDK8S_MESH_CACHE: cacheFolder(),
    PATH: process.env.PATH ?? '',
  });

const kubeconfigIn = ({ code, stdout, stderr }: Ended): string => {
  assert.equal(code, 0, stderr);
  const path = /^export KUBECONFIG=(.+)$/m.exec(stdout)?.[1];
  assert.ok(path !== undefined && existsSync(path), stdout);
  return path;
};

const keepers = (sandbox: Sandbox): string[] => sandbox.processes().filter((line) => / keep( |$)/.test(line));

describe('npm run cluster', () => {
  const sandbox = useSandbox();
  const run = (...args: string[]): Promise<Ended> => command(sandbox(), ...args).ended;
  const down = async (): Promise<void> => {
    const { code, stdout } = await run('down');
    assert.deepEqual([code, stdout], [0, 'the cluster is gone\n']);
  };

  it('-- up starts a cluster that a second `up` finds, and `down` leaves nothing of it', async () => {
    const kubeconfig = kubeconfigIn(await run('up'));
    const { stdout } = await sandbox().start(kubectlPath(), ['--kubeconfig', kubeconfig, 'create', 'namespace', 'shop']).ended;
    assert.equal(stdout, 'namespace/shop created\n');

    const again = await run('up');
    assert.equal(kubeconfigIn(again), kubeconfig);
    assert.match(again.stdout, /^# a cluster is up already\n/);
    const [port = 0] = await freePorts(1);
    const elsewhere = await run('up', '--port', String(port));
    assert.equal(kubeconfigIn(elsewhere), kubeconfig);
    assert.match(elsewhere.stdout, /^# a cluster is up already; end it first to have one with another port\n/);

    await down();
    assert.deepEqual(sandbox().leftovers(), []);
    await sandbox().empty();
    const { code, stdout: nothing } = await run('down');
    assert.deepEqual([code, nothing], [0, 'no cluster is up\n']);
  });

  it('-- up --port N listens there, and says so if the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await run('up', '--port', String(port));
    assert.equal(stderr, `cannot listen on port ${port} of 127.0.0.1 (EADDRINUSE); stop what uses it, or name another port\n`);
    assert.deepEqual([code, stdout], [1, '']);
    await sandbox().empty();

    await new Promise((resolve) => server.close(resolve));
    const kubeconfig = kubeconfigIn(await run('up', '--port', String(port)));
    assert.ok(readFileSync(kubeconfig, 'utf8').includes(`https://127.0.0.1:${port}`));
    await down();
    await sandbox().empty();
  });

  it('-- up twice at once is one cluster', async () => {
    const both = await Promise.all([run('up'), run('up')]);
    const [first, second] = both.map(kubeconfigIn);
    assert.equal(first, second);
    assert.equal(keepers(sandbox()).length, 1);
    assert.equal(sandbox().leftovers().length, 1);
    await down();
    await sandbox().empty();
  });

  it('-- up starts another one when the process that kept the first was killed', async () => {
    const first = kubeconfigIn(await run('up'));
    const [keeper = ''] = keepers(sandbox());
    process.kill(Number.parseInt(keeper), 'SIGKILL');
    await sandbox().empty();
    const second = kubeconfigIn(await run('up'));
    assert.notEqual(dirname(second), dirname(first));
    await down();
    await sandbox().empty();
  });

  it('-- down ends one that is still starting', async () => {
    const up = command(sandbox(), 'up');
    const starting = () =>
      sandbox()
        .processes()
        .some((line) => line.includes('/kube-apiserver --'));
    await poll('the API server', async () => Promise.resolve(starting() || undefined), { explain: up.said });
    await down();
    const { code, stdout, stderr } = await up.ended;
    assert.equal(stderr, 'the cluster was ended before it was up\n');
    assert.deepEqual([code, stdout], [1, '']);
    await sandbox().empty();
  });

  it('-- up without Go, and nothing built, says what cluster:build says', async () => {
    const up = sandbox().node(['e2e/cluster/main.ts', 'up']);
    const { code, stdout, stderr } = await up.ended;
    assert.match(stderr, /^(Go is not on the PATH.* install Go|building takes up to .* of disk)/);
    assert.deepEqual([code, stdout], [2, '']);
    await sandbox().empty();
  });

  for (const [args, message] of [
    [[], /^npm run cluster -- up/],
    [['start'], /^npm run cluster -- up/],
    [['up', '--port', '0'], /^--port must be a whole number from 1 to 65535, got 0\n$/],
    [['up', '--port', 'https'], /^--port must be a whole number from 1 to 65535, got https\n$/],
    [['up', '--size', '3'], /^Unknown option '--size'/],
  ] as const) {
    it(`${['--', ...args].join(' ')} says how it is used`, async () => {
      const { code, stdout, stderr } = await run(...args);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [2, '']);
    });
  }
});
