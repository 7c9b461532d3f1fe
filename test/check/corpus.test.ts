import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findingsIn } from '../../src/check/check';
import { Fraction } from '../../src/check/fraction';
import { findFiles } from '../../src/check/input/find-files';
import { readInput } from '../../src/check/input/read-input';
import { TrafficTable } from '../../src/check/traffic/table';

/** Real manifests of public repositories, which are beside the project only where it is made. */
const CORPUS = join(__dirname, '../../../shared/corpus');

const files = existsSync(CORPUS) ? findFiles([CORPUS]).files : [];

(files.length > 0 ? describe : describe.skip)('real manifests', () => {
  const outcomes = files.map((file) => {
    const start = performance.now();
    const { manifests, faults, skipped } = readInput([file], () => new Uint8Array());
    const found = findingsIn(manifests);
    const rows = new TrafficTable(manifests).rowsByClass();
    return { file: relative(CORPUS, file), milliseconds: performance.now() - start, manifests, faults, skipped, found, rows };
  });

  test('are read: what holds no objects says why, and none is passed over in silence', () => {
    const silent = outcomes.filter(({ manifests, faults, skipped }) => manifests.length + faults.length + skipped.length === 0);
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  test('take less than a second each', () => {
    expect(outcomes.filter(({ milliseconds }) => milliseconds > 1000).map(({ file }) => file)).toEqual([]);
  });

  test('have findings that point at a line and name nothing that is not there', () => {
    const found = outcomes.flatMap((outcome) => outcome.found);
    expect(found.length).toBeGreaterThan(100);
    const odd = found.filter(
      ({ manifest, path, message, traffic = '' }) =>
        !(Number(manifest.origin?.lineOf(path)) > 0) || /undefined|NaN|\[object/.test(message + traffic),
    );
    expect(odd.map(({ rule, message }) => `${rule.name}: ${message}`)).toEqual([]);
  });

  test('have shares that make a whole', () => {
    const traffics = outcomes.flatMap(({ rows }) => rows.map(({ traffic }) => traffic));
    expect(traffics.length).toBeGreaterThan(100);
    for (const { to, nothing, notFound, unknown } of traffics) {
      expect(Fraction.sum([...to.map(({ share }) => share), nothing, notFound, unknown]).toString()).toBe('1');
    }
  });
});
