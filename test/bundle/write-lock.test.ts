import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleFolder, writeBundle } from '../../src/bundle';

const LEDGER = '.cdk8s-mesh-files';
const TEMPORARY = '.cdk8s-mesh-tmp';
const hostOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8);
const HERE = hostOf(hostname());

let root: string;
let out: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'lock-'));
  out = join(root, 'out');
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

const version = (text: string): BundleFolder[] =>
  ['a', 'b/deep'].map((name) => ({ name, files: ['x.yaml', 'y.yaml'].map((file) => ({ name: file, text: `${text}\n` })) }));
const textThere = (): string => fs.readFileSync(join(out, 'a/x.yaml'), 'utf8').trim();
const entries = (): string[] => fs.readdirSync(out).sort();
const put = (path: string, text: string): void => {
  fs.mkdirSync(join(root, path, '..'), { recursive: true });
  fs.writeFileSync(join(root, path), text);
};

/** The number of a process that has ended. */
const deadProcess = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('a temporary folder that is there', () => {
  test('is taken over from a process that is dead, whatever is in it', () => {
    writeBundle(out, version('1'));
    const owner = `${HERE}-${deadProcess()}-0`;
    put(`out/${TEMPORARY}/${owner}/new/a/x.yaml`, 'half a f');
    put(`out/${TEMPORARY}/${owner}/trash/a/x.yaml`, '0\n');
    writeBundle(out, version('2'));
    expect(textThere()).toBe('2');
    expect(entries()).toEqual([LEDGER, 'a', 'b']);
  });

  test('is taken over from a process that had our number before us, as in a container', () => {
    put(`out/${TEMPORARY}/${HERE}-${process.pid}-0/new/a/x.yaml`, 'half a f');
    writeBundle(out, version('1'));
    expect(entries()).toEqual([LEDGER, 'a', 'b']);
  });

  test.each([
    ['a file of an older version of the writer', TEMPORARY],
    ['a folder of an older version of the writer', `${TEMPORARY}/x.yaml`],
    ['what a process prepared that was killed then', `${TEMPORARY}-${HERE}-999999999-0/x`],
  ])('is removed if it is %s', (_, path) => {
    writeBundle(out, version('1'));
    put(`out/${path}`, 'half a f');
    writeBundle(out, version('1'));
    expect(entries()).toEqual([LEDGER, 'a', 'b']);
  });

  test('holds a folder that had no place when the process was killed: the next run puts it back, even if it is refused itself', () => {
    writeBundle(out, version('1'));
    const owner = join(out, TEMPORARY, `${HERE}-${deadProcess()}-0`);
    fs.mkdirSync(join(owner, 'old'), { recursive: true });
    fs.renameSync(join(out, 'a'), join(owner, 'old/a'));
    put('out/b/deep/x.yaml', 'by hand\n');
    expect(() => writeBundle(out, version('2'))).toThrow('was changed by hand');
    expect(textThere()).toBe('1');
    expect(entries()).toEqual([LEDGER, 'a', 'b']);
  });

  test('leads nowhere, be it a link itself or anything in it', () => {
    put('victim/a/x.yaml', 'victim\n');
    const owner = `${HERE}-${deadProcess()}-0`;
    const places = [
      TEMPORARY,
      `${TEMPORARY}/${owner}`,
      ...['old', 'new', 'trash', 'removed'].map((name) => `${TEMPORARY}/${owner}/${name}`),
    ];
    for (const place of places) {
      fs.rmSync(out, { recursive: true, force: true });
      writeBundle(out, version('1'));
      fs.mkdirSync(join(out, place, '..'), { recursive: true });
      fs.symlinkSync(join(root, 'victim'), join(out, place));
      writeBundle(out, version('2'));
      expect(textThere()).toBe('2');
      expect(entries()).toEqual([LEDGER, 'a', 'b']);
      expect([...fs.readdirSync(join(root, 'victim')), ...fs.readdirSync(join(root, 'victim/a'))]).toEqual(['a', 'x.yaml']);
      expect(fs.readFileSync(join(root, 'victim/a/x.yaml'), 'utf8')).toBe('victim\n');
    }
  });
});

describe('a process that is still writing', () => {
  test('is waited for', async () => {
    writeBundle(out, version('1'));
    const program = `
      const fs = require('node:fs');
      const folder = ${JSON.stringify(join(out, TEMPORARY))};
      fs.mkdirSync(folder + '/${HERE}-' + process.pid + '-0', { recursive: true });
      console.log('locked');
      setTimeout(() => {
        fs.writeFileSync(${JSON.stringify(join(root, 'done'))}, '');
        fs.rmSync(folder, { recursive: true });
      }, 300);`;
    const other = spawn(process.execPath, ['--eval', program]);
    const ended = new Promise((resolve) => other.once('close', resolve));
    await new Promise((resolve) => other.stdout.once('data', resolve));
    writeBundle(out, version('2'));
    expect(fs.existsSync(join(root, 'done'))).toBe(true);
    expect(textThere()).toBe('2');
    await ended;
  });

  /** Lets each look at the lock take ten seconds. */
  function hurry(): void {
    let now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => (now += 10_000));
    jest.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
  }

  test.each([
    ['another process', `${HERE}-${process.ppid}-0`, `process ${process.ppid}`],
    ['another thread', `${HERE}-${process.pid}-7`, `process ${process.pid}`],
    ['one on another machine', `${hostOf('elsewhere')}-1234-0`, 'process 1234 of another machine or container'],
  ])('and does not end is left alone, be it %s: nothing is written, and the error names the folder', (_, owner, who) => {
    writeBundle(out, version('1'));
    const before = entries();
    fs.mkdirSync(join(out, TEMPORARY, owner), { recursive: true });
    hurry();
    expect(() => writeBundle(out, version('2'))).toThrow(
      `nothing was written, because ${who} is writing to ${out} and did not finish within 30 seconds; ` +
        `if it is no longer running, remove the folder ${join(out, TEMPORARY)}`,
    );
    expect(textThere()).toBe('1');
    expect(entries()).toEqual([LEDGER, TEMPORARY, 'a', 'b'].sort());
    fs.rmSync(join(out, TEMPORARY), { recursive: true });
    writeBundle(out, version('2'));
    expect(entries()).toEqual(before);
  });

  test('has as long as the one before it had', () => {
    fs.mkdirSync(join(out, TEMPORARY, `${HERE}-${process.ppid}-1`), { recursive: true });
    hurry();
    let looks = 0;
    jest.spyOn(Atomics, 'wait').mockImplementation(() => {
      looks += 1;
      const folder = join(out, TEMPORARY);
      if (looks === 6) fs.rmSync(folder, { recursive: true });
      else fs.renameSync(join(folder, `${HERE}-${process.ppid}-${looks}`), join(folder, `${HERE}-${process.ppid}-${looks + 1}`));
      return 'timed-out';
    });
    writeBundle(out, version('1'));
    expect(looks).toBe(6);
    expect(textThere()).toBe('1');
  });
});

test('an output folder that is emptied at any moment of a run, as cdk8s synth does, is written again', () => {
  const names = ['renameSync', 'mkdirSync', 'writeFileSync', 'linkSync', 'readFileSync', 'readdirSync'] as const;
  const rm = fs.rmSync;
  for (let call = 1; ; call += 1) {
    rm(out, { recursive: true, force: true });
    writeBundle(out, version('1'));
    let calls = 0;
    for (const name of names) {
      const original = fs[name] as (...args: unknown[]) => unknown;
      jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
        calls += 1;
        if (calls === call) {
          jest.restoreAllMocks();
          rm(out, { recursive: true, force: true });
        }
        return original(...args);
      }) as never);
    }
    writeBundle(out, version('2'));
    jest.restoreAllMocks();
    expect(textThere()).toBe('2');
    expect(entries()).toEqual([LEDGER, 'a', 'b']);
    if (calls < call) return;
  }
});

test('where nothing changes, a folder that may be a link is not even touched', () => {
  fs.mkdirSync(join(root, 'elsewhere'));
  fs.symlinkSync(join(root, 'elsewhere'), out);
  writeBundle(out, version('1'));
  const make = jest.spyOn(fs, 'mkdirSync');
  writeBundle(out, version('1'));
  expect(make).not.toHaveBeenCalled();
});
