import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { crdFiles } from '../build/cache';
import { GROUPS } from '../build/groups';
import { FakeGo, VERSION } from '../support/fake-go';
import { type Ended, type Sandbox, useSandbox } from '../support/sandbox';

const ALL = GROUPS.map(({ name }) => name).sort();

/** `npm run cluster:build`, on a disk with so many bytes free, whatever disk this is. */
function build(sandbox: Sandbox, free = 20e9, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const disk = sandbox.file('disk.cjs', `require('node:fs').statfsSync = () => ({ bavail: ${free / 1000}, bsize: 1000 });`);
  return sandbox.node(['--require', disk, 'e2e/build/main.ts'], environment).ended;
}

describe('npm run cluster:build', () => {
  const sandbox = useSandbox();

  it('builds every program of every group once, and nothing the next time', async () => {
    const go = new FakeGo(sandbox());
    const first = await build(sandbox());
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, new RegExp(`^${VERSION}; building `));
    assert.deepEqual(go.built(), ALL);
    const builds = go.calls().filter(({ args }) => args.startsWith('build'));
    assert.equal(builds.length, GROUPS.flatMap(({ programs }) => Object.keys(programs)).length);

    const calls = go.calls().length;
    const second = await build(sandbox());
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stdout, /^all programs are built/);
    assert.equal(go.calls().length, calls);
    await sandbox().empty();
  });

  it('finds the CRDs among what the modules have beside them', async () => {
    new FakeGo(sandbox());
    assert.equal((await build(sandbox())).code, 0);
    const files = await sandbox().inside({ CDK8S_MESH_CACHE: sandbox().cache }, async () => Promise.resolve(GROUPS.flatMap(crdFiles)));
    const patterns = GROUPS.flatMap(({ crds = {} }) => Object.values(crds).flat());
    assert.equal(files.length, patterns.length, files.join('\n'));
    for (const file of files) assert.match(readFileSync(file, 'utf8'), /^kind: CustomResourceDefinition$/m);
  });

  it('without Go says so, and where to get it', async () => {
    const { code, stderr } = await build(sandbox());
    assert.match(stderr, /^Go is not on the PATH.* install Go 1\.26\.1 or newer from https:\/\/go\.dev\/dl\n$/);
    assert.equal(code, 2);
    await sandbox().empty();
  });

  for (const [which, commands] of [
    // As in the images of Go, where GOTOOLCHAIN is "local".
    [
      'may fetch no newer one',
      `[ "$1" != version ] || { echo 'go version go1.25.0 linux/amd64'; exit 0; }
       echo 'go: go.mod requires go >= 1.26.0 (running go 1.25.0; GOTOOLCHAIN=local)' >&2; exit 1`,
    ],
    ['cannot fetch a newer one', `echo 'go: download go1.26.0 for linux/amd64: toolchain not available' >&2; exit 1`],
    // Before 1.21, Go knew no versions of three parts.
    [
      'knows of no newer ones',
      `[ "$1" != version ] || { echo 'go version go1.19.8 linux/amd64'; exit 0; }
       echo "go: errors parsing go.mod: invalid go version '1.26.0': must match format 1.23" >&2; exit 1`,
    ],
  ] as const) {
    it(`with a Go that is too old and ${which} says so, with Go's own reason`, async () => {
      const go = new FakeGo(sandbox());
      go.does(commands);
      const { code, stderr } = await build(sandbox());
      assert.match(stderr, /^this Go is too old, or broken; install Go 1\.26\.1 or newer from https:\/\/go\.dev\/dl\ngo: .*1\.26\.0/);
      assert.equal(code, 2);
      assert.deepEqual(go.built(), []);
      assert.ok(go.calls().every(({ args }) => args === 'version' || args === 'list -m'));
      await sandbox().empty();
    });
  }

  it('names the module that cannot be downloaded, after three attempts, and builds what does not need it', async () => {
    const go = new FakeGo(sandbox());
    const fault = 'reading https://proxy.example/sigs.k8s.io/kwok/@v/v0.7.0.zip: 502 Bad Gateway';
    go.does(`case "$group $1 $2" in 'kwok mod download')
      printf '{\\n\\t"Path": "sigs.k8s.io/kwok",\\n\\t"Version": "v0.7.0",\\n\\t"Error": "${fault}"\\n}\\n'; exit 1 ;;
    esac`);
    const { code, stderr } = await build(sandbox());
    assert.match(
      stderr,
      /^cannot download, after 3 attempts:\n {2}sigs\.k8s\.io\/kwok v0\.7\.0: reading .* 502 Bad Gateway\nCheck the network/,
    );
    assert.match(stderr, /the next run goes on from there\n$/);
    assert.equal(code, 1);
    assert.equal(go.calls().filter(({ group, args }) => group === 'kwok' && args.startsWith('mod download')).length, 3);
    assert.deepEqual(
      go.built(),
      ALL.filter((name) => name !== 'kwok'),
    );

    go.does('');
    const next = await build(sandbox());
    assert.equal(next.code, 0, next.stderr);
    assert.match(next.stdout, /; building kwok in /);
    assert.deepEqual(go.built(), ALL);
    await sandbox().empty();
  });

  it('downloads a module on the second attempt, and says nothing of the first, which broke off', async () => {
    const go = new FakeGo(sandbox());
    const once = sandbox().file('once', '');
    go.does(`[ "$group $1" != 'crds mod' ] || [ ! -e '${once}' ] || { rm '${once}'; printf '{\\n\\t"Path": "sigs.k8s'; kill -KILL $$; }`);
    const { code, stderr } = await build(sandbox());
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.deepEqual(go.built(), ALL);
  });

  it("shows the compiler's message where a program does not build, and does not take what there is of it for good", async () => {
    const go = new FakeGo(sandbox());
    go.does(`case "$group $1" in 'etcd build') echo half > "$target"; echo 'server.go:7:2: undefined: x' >&2; exit 1 ;; esac`);
    const { code, stderr } = await build(sandbox());
    assert.match(stderr, /^cannot build go\.etcd\.io\/etcd\/server\/v3:\nserver\.go:7:2: undefined: x\n/);
    assert.equal(code, 1);
    assert.equal(go.program('etcd', 'etcd'), undefined);
  });

  it('says which signal ended a build that could say nothing itself, as where there is too little memory', async () => {
    const go = new FakeGo(sandbox());
    go.does(`[ "$group $1" != 'etcd build' ] || kill -KILL $$`);
    const { code, stderr } = await build(sandbox());
    assert.match(stderr, /^cannot build go\.etcd\.io\/etcd\/server\/v3:\nended by SIGKILL\n/);
    assert.equal(code, 1);
  });

  for (const [command, what] of [
    ['build', '# k8s.io/api\\nwrite /x/b001/_pkg_.a: no space left on device'],
    ['mod', 'go: write /x/cache/download/x.zip: disk quota exceeded'],
  ] as const) {
    it(`says once that the disk is full, and how to use another one, where \`go ${command}\` fails for that`, async () => {
      const go = new FakeGo(sandbox());
      go.does(`[ "$1" != ${command} ] || { printf '${what}\\n' >&2; exit 1; }`);
      const { code, stderr } = await build(sandbox());
      assert.match(stderr, /^the disk is full; free some space, or name a folder on another disk: CDK8S_MESH_CACHE=FOLDER\n/);
      assert.equal(stderr.match(/the disk is full/g)?.length, 1, stderr);
      assert.equal(code, 1);
      assert.ok(!go.built().includes('kubernetes'));
      await sandbox().empty();
    });
  }

  it('says the same where the disk is full when files are copied', async () => {
    const go = new FakeGo(sandbox());
    const full = sandbox().file(
      'full.cjs',
      `const fs = require('node:fs');
       fs.statfsSync = () => ({ bavail: 1e9, bsize: 1000 });
       fs.copyFileSync = (from, to) => { throw Object.assign(new Error('ENOSPC: no space left on device, copyfile ' + from), { code: 'ENOSPC' }); };`,
    );
    const { code, stderr } = await sandbox().node(['--require', full, 'e2e/build/main.ts']).ended;
    assert.match(stderr, /^the disk is full; .* CDK8S_MESH_CACHE=FOLDER\nENOSPC: no space left on device, copyfile /);
    assert.equal(code, 1);
    assert.ok(!go.built().includes('crds'));
  });

  it('does not begin where the disk is too small, and says how much it takes', async () => {
    // It did not come to building here, so that all disk that it takes has still to be found.
    assert.match((await build(sandbox())).stderr, /^Go is not on the PATH/);
    const go = new FakeGo(sandbox());
    const { code, stderr } = await build(sandbox(), 2.6e9);
    assert.match(
      stderr,
      /^building takes up to [\d.]+ GB of disk for a while, .* has 2\.6 GB; .* another disk: CDK8S_MESH_CACHE=FOLDER\n$/,
    );
    assert.equal(code, 2);
    assert.deepEqual(go.calls(), []);
    await sandbox().empty();
  });

  it('says that it cannot write to the folder that was named, and how to name another', async () => {
    const folder = `${sandbox().file('file', '')}/below`;
    const { code, stderr } = await build(sandbox(), 20e9, { CDK8S_MESH_CACHE: folder });
    assert.ok(stderr.startsWith(`programs cannot be kept in ${folder}; name another folder: CDK8S_MESH_CACHE=FOLDER\nENOTDIR`), stderr);
    assert.equal(code, 2);
  });
});
