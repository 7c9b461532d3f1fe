import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { poll } from '../cluster/poll';
import { type Running, useSandbox } from '../support/sandbox';

const UNDERTAKER = JSON.stringify(join(__dirname, '..', 'process', 'undertaker'));

/** Starts a process that starts others, makes two folders to be removed and one to be kept, says so, and does something more. */
const program = (folder: string, more: string): string => `
import { mkdirSync } from 'node:fs';
import { Undertaker } from ${UNDERTAKER};
const undertaker = new Undertaker();
const folder = (name: string) => {
  mkdirSync(${JSON.stringify(folder)} + '/' + name + '/inner', { recursive: true });
  undertaker.removeAtEnd(${JSON.stringify(folder)} + '/' + name);
};
folder('-a b');
folder('c');
folder('kept');
undertaker.keep(${JSON.stringify(folder)} + '/kept');
const shell = (script: string) => undertaker.spawn('sh', ['-c', script], { stdio: 'inherit' });
shell('sleep 600 & sleep 601 & trap "" TERM INT HUP; echo started; wait').unref();
${more}
`;

describe('of a process that started others, these and its folders are gone', () => {
  const sandbox = useSandbox();
  const kept = () => join(sandbox().temporary, '..', 'folders');

  const run = (more: string): Running => {
    mkdirSync(kept());
    return sandbox().node([sandbox().file('program.ts', program(kept(), more))]);
  };
  /** The seconds that processes sleep, in here. */
  const sleeping = (): string[] =>
    sandbox()
      .processes()
      .flatMap((line) => /^\d+ sleep (60\d) $/.exec(line)?.[1] ?? [])
      .sort();
  const started = async ({ said }: Running, seconds: readonly string[]): Promise<void> => {
    await poll('processes', async () => Promise.resolve(sleeping().join() === seconds.join() || undefined), { explain: said });
  };
  const nothingLeft = async (): Promise<void> => {
    await sandbox().empty();
    assert.deepEqual(
      ['-a b', 'c', 'kept'].map((name) => existsSync(join(kept(), name, 'inner'))),
      [false, false, true],
    );
  };

  for (const signal of ['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`when it is ended by ${signal}`, async () => {
      const holder = run('setInterval(() => undefined, 1000);');
      await started(holder, ['600', '601']);
      holder.child.kill(signal);
      assert.equal((await holder.ended).signal, signal);
      await nothingLeft();
    });
  }

  it('when it is killed before it could tell of one that it started', async () => {
    // What stands for the shell hears nothing of it, as if the process had been killed in between.
    const deaf = `Object.assign(undertaker, { tell: () => undefined });
      shell('sleep 602');
      setInterval(() => undefined, 1000);`;
    const holder = run(deaf);
    await started(holder, ['600', '601', '602']);
    holder.child.kill('SIGKILL');
    await holder.ended;
    await nothingLeft();
  });

  for (const [how, more, expected] of [
    ['exits at once', 'process.exit(7);', 7],
    ['fails', `throw new Error('oh');`, 1],
    ['has nothing more to do', '', 0],
  ] as const) {
    it(`when it ${how}`, async () => {
      assert.equal((await run(more).ended).code, expected);
      await nothingLeft();
    });
  }

  it('when it asks for that, and it is told only then, twice if it asks twice', async () => {
    const close = `undertaker.close().then(() => console.log('closed'))`;
    const holder = run(`setTimeout(() => Promise.all([${close}, ${close}]), 300); setInterval(() => undefined, 1000);`);
    await poll('the end', async () => Promise.resolve(holder.said().endsWith('closed\nclosed\n') || undefined), { explain: holder.said });
    assert.deepEqual(sleeping(), []);
    assert.equal(existsSync(join(kept(), 'c')), false);
    holder.child.kill();
    await holder.ended;
    await nothingLeft();
  });

  it('as far as a process that ended by itself had started others', async () => {
    const short = sandbox().file('short', '');
    const holder = run(`shell('sleep 609 & while [ -e "${short}" ]; do sleep 0.1; done'); setInterval(() => undefined, 1000);`);
    await started(holder, ['600', '601', '609']);
    rmSync(short);
    await started(holder, ['600', '601']);
    holder.child.kill();
    await nothingLeft();
  });
});
