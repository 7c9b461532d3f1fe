import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { builtFolder } from '../build/cache';
import { GROUPS } from '../build/groups';
import { Cluster } from '../cluster/cluster';
import { deploymentsReady } from '../cluster/pods';
import { freePorts } from '../cluster/ports';
import { type Sandbox, useSandbox } from '../support/sandbox';

/** Starts a cluster that leaves its traces in the sandbox alone. */
const start = (sandbox: Sandbox, port?: number): Promise<Cluster> =>
  sandbox.inside({ TMPDIR: sandbox.temporary }, () => Cluster.start({ port }));

/** Starts a cluster with a shell script in place of a program, and all others real; or none of another group. */
async function startWith(sandbox: Sandbox, program: string, script: string, others: 'real' | 'missing' = 'real'): Promise<Cluster> {
  for (const group of GROUPS) {
    const folder = join(sandbox.cache, basename(builtFolder(group)));
    const isOurs = program in group.programs;
    if (!isOurs && others === 'missing') continue;
    mkdirSync(folder);
    for (const name of readdirSync(builtFolder(group)).filter((each) => each !== program))
      symlinkSync(join(builtFolder(group), name), join(folder, name));
    if (isOurs) writeFileSync(join(folder, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return sandbox.inside({ CDK8S_MESH_CACHE: sandbox.cache }, () => start(sandbox));
}

const serverOf = (cluster: Cluster): string => {
  const { clusters } = JSON.parse(readFileSync(cluster.kubeconfig('admin'), 'utf8')) as { clusters: { cluster: { server: string } }[] };
  return clusters.map(({ cluster: { server } }) => server).join();
};

describe('a cluster that cannot start', () => {
  const sandbox = useSandbox();

  for (const address of ['127.0.0.1', '0.0.0.0']) {
    it(`says which port is taken, by somebody who listens on ${address}, and what to do`, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, address, resolve));
      try {
        const { port } = server.address() as AddressInfo;
        await assert.rejects(start(sandbox(), port), {
          message: `cannot listen on port ${port} of 127.0.0.1 (EADDRINUSE); stop what uses it, or name another port`,
        });
        await sandbox().empty();
      } finally {
        server.close();
      }
    });
  }

  it('says which program is not built, and how to build it', async () => {
    await assert.rejects(
      sandbox().inside({ CDK8S_MESH_CACHE: sandbox().cache }, () => start(sandbox())),
      { message: 'etcd is not built for the pins in e2e/tools/etcd; run `npm run cluster:build`' },
    );
    await sandbox().empty();
  });

  it('ends what it has started already', async () => {
    await assert.rejects(startWith(sandbox(), 'etcd', 'sleep 600', 'missing'), /^Error: kube-apiserver is not built /);
    await sandbox().empty();
  });

  it('says what the program said that ended', async () => {
    for (const program of ['etcd', 'kube-controller-manager', 'kwok']) {
      await assert.rejects(startWith(sandbox(), program, 'echo "what is this"; exit 3'), {
        message: `${program} ended with 3:\nwhat is this`,
      });
      await sandbox().empty();
      rmSync(sandbox().cache, { recursive: true });
      mkdirSync(sandbox().cache);
    }
  });

  it('gives up when its ports are taken again and again', async () => {
    const attempts = sandbox().file('attempts', '');
    const script = `echo >> '${attempts}'; echo "listen tcp 127.0.0.1:1: bind: address already in use"; exit 1`;
    await assert.rejects(startWith(sandbox(), 'etcd', script), /^Error: etcd ended with 1:\nlisten .* address already in use$/);
    assert.equal(readFileSync(attempts, 'utf8'), '\n\n\n');
    await sandbox().empty();
  });
});

describe('clusters', () => {
  const sandbox = useSandbox();

  it('take other ports when somebody was faster', async () => {
    const once = sandbox().file('once', '');
    const etcd = GROUPS.find(({ name }) => name === 'etcd');
    assert.ok(etcd);
    const cluster = await startWith(
      sandbox(),
      'etcd',
      `if [ -e '${once}' ]; then rm '${once}'; echo 'bind: address already in use'; exit 1; fi; exec '${join(builtFolder(etcd), 'etcd')}' "$@"`,
    );
    try {
      await cluster.addNamespace('shop');
      assert.equal(sandbox().leftovers().length, 1);
    } finally {
      await cluster.stop();
    }
    await sandbox().empty();
  });

  it('run beside each other, on the port that was asked for or free ones, and know nothing of each other', async () => {
    const [port = 0] = await freePorts(1);
    const [first, second] = await sandbox().inside({ TMPDIR: sandbox().temporary }, () =>
      Promise.all([Cluster.start({ port }), Cluster.start()]),
    );
    try {
      assert.equal(serverOf(first), `https://127.0.0.1:${port}`);
      assert.notEqual(serverOf(second), serverOf(first));

      await first.addNamespace('shop');
      await assert.rejects(second.core.readNamespace({ name: 'shop' }), { code: 404 });
      const namespaces = (await second.core.listNamespace()).items.map(({ metadata }) => metadata?.name ?? '');
      assert.deepEqual(namespaces.sort(), ['default', 'kube-node-lease', 'kube-public', 'kube-system']);

      // The end of one is not the end of the other.
      await first.stop();
      await second.addNamespace('shop');
      const labels = { app: 'web' };
      const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] } };
      const body = { metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: labels }, template } };
      await second.apps.createNamespacedDeployment({ namespace: 'shop', body });
      await deploymentsReady(second, 'shop');
    } finally {
      await Promise.all([first.stop(), second.stop()]);
    }
    await sandbox().empty();
  });

  it('start nothing any more when they have been stopped', async () => {
    const cluster = await start(sandbox());
    await cluster.stop({ keep: true });
    await assert.rejects(cluster.run('sleep', ['600']), { message: 'cannot start sleep: all that was started together has been ended' });
    assert.throws(() => cluster.start('flagger', []), /^Error: cannot start .*flagger: all that was started together has been ended$/);
    rmSync(cluster.folder, { recursive: true });
    await sandbox().empty();
  });
});
