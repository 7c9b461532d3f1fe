import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { GROUPS } from '../build/groups';
import { alone } from '../build/lock';
import { poll } from '../cluster/poll';
import { FakeGo } from '../support/fake-go';
import { type Running, type Sandbox, useSandbox } from '../support/sandbox';

const ALL = GROUPS.map(({ name }) => name).sort();
const SOURCES = GROUPS.flatMap(({ programs }) => Object.values(programs)).sort();

/** Starts `npm run cluster:build`, on a disk that is large enough, whatever disk this is. */
function build(sandbox: Sandbox, environment: Readonly<Record<string, string>> = {}): Running {
  const disk = sandbox.file('disk.cjs', `require('node:fs').statfsSync = () => ({ bavail: 2e7, bsize: 1000 });`);
  return sandbox.node(['--require', disk, 'e2e/build/main.ts'], environment);
}

/** A Go that writes half of a program, and does not go on until it is released. */
function haltingGo(sandbox: Sandbox): {
  readonly go: FakeGo;
  readonly halting: (programs?: number) => Promise<void>;
  readonly release: () => void;
} {
  const go = new FakeGo(sandbox);
  const halt = sandbox.file('halt', '');
  go.does(`[ "$1" != build ] || { printf half > "$target"; while [ -e '${halt}' ]; do sleep 0.1; done; }`);
  const halves = () =>
    readdirSync(sandbox.cache, { recursive: true, encoding: 'utf8' }).filter((path) => /\.part\/(?!crds)[-a-z]*$/.test(path));
  return {
    go,
    // A build has two at a time.
    halting: async (programs = 2) => {
      await poll(`${programs} programs to be half built`, async () => Promise.resolve(halves().length === programs || undefined));
    },
    release: () => rmSync(halt),
  };
}

const sourcesBuilt = (go: FakeGo): string[] =>
  go
    .calls()
    .filter(({ args }) => args.startsWith('build'))
    .map(({ args }) => args.split(' ').at(-1) ?? '')
    .sort();

describe('a build that is interrupted', () => {
  const sandbox = useSandbox();

  for (const signal of ['SIGKILL', 'SIGINT', 'SIGTERM'] as const) {
    it(`by ${signal} leaves no process behind, and nothing that counts as built; the next one starts over`, async () => {
      const { go, halting, release } = haltingGo(sandbox());
      const first = build(sandbox());
      await halting();
      assert.ok(
        sandbox()
          .processes()
          .some((line) => line.includes('/bin/go build')),
      );
      first.child.kill(signal);
      assert.equal((await first.ended).signal, signal);
      await sandbox().empty();
      assert.ok(!go.built().includes('kubernetes') && !go.built().includes('flux'), go.built().join());

      release();
      const { code, stderr } = await build(sandbox()).ended;
      assert.equal(code, 0, stderr);
      assert.deepEqual(go.built(), ALL);
      for (const { name, programs } of GROUPS)
        for (const program of Object.keys(programs)) assert.equal(go.program(name, program), `built of ${name}\n`);
      // Neither half-built folders nor caches.
      assert.equal(readdirSync(sandbox().cache).length, ALL.length);
      await sandbox().empty();
    });
  }
});

describe('of two builds at once', () => {
  const sandbox = useSandbox();

  it('the second says that it waits, and finds everything built', async () => {
    const { go, halting, release } = haltingGo(sandbox());
    const first = build(sandbox());
    await halting();
    const second = build(sandbox());
    await poll('the second to wait', async () =>
      Promise.resolve(/^another process builds these programs; waiting/.test(second.said()) || undefined),
    );
    release();
    for (const { ended } of [first, second]) {
      const { code, stdout, stderr } = await ended;
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^all programs are built/m);
    }
    assert.deepEqual(sourcesBuilt(go), SOURCES);
    assert.deepEqual(go.built(), ALL);
    await sandbox().empty();
  });

  it('the second builds when the first is killed', async () => {
    const { go, halting, release } = haltingGo(sandbox());
    const first = build(sandbox());
    await halting();
    const second = build(sandbox());
    await poll('the second to wait', async () => Promise.resolve(second.said().includes('waiting') || undefined));
    first.child.kill('SIGKILL');
    await first.ended;
    release();
    const { code, stdout, stderr } = await second.ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /; building kubernetes, flux, /);
    assert.deepEqual(go.built(), ALL);
    await sandbox().empty();
  });

  it('the second goes on when the first is killed, even if that was too busy to see it', async () => {
    const name = `test ${sandbox().temporary}`;
    const program = sandbox().file(
      'busy.ts',
      `import { hold } from ${JSON.stringify(join(__dirname, '..', 'process', 'socket'))};
       void hold(${JSON.stringify(name)}).then(() => {
         console.log('held');
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
       });`,
    );
    const first = sandbox().node([program]);
    await poll('the first to hold the name', async () => Promise.resolve(first.said().includes('held') || undefined));
    const waiting = () => void setTimeout(() => first.child.kill('SIGKILL'), 100);
    assert.equal(await alone(name, waiting, () => Promise.resolve('done')), 'done');
    await first.ended;
    await sandbox().empty();
  });

  it('neither waits for the other if they build into different folders, be the names as long as they may', async () => {
    const { halting, release } = haltingGo(sandbox());
    const folder = `${sandbox().cache}/${'x'.repeat(120)}`;
    const both = ['a', 'b'].map((name) => build(sandbox(), { CDK8S_MESH_CACHE: `${folder}/${name}` }));
    await halting(4);
    release();
    for (const { ended } of both) {
      const { code, stdout } = await ended;
      assert.equal(code, 0);
      assert.doesNotMatch(stdout, /waiting/);
    }
    await sandbox().empty();
  });
});
