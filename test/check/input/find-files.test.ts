import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFiles } from '../../../src/check/input/find-files';
import { readInput } from '../../../src/check/input/read-input';
import { nameOf } from '../../../src/check/manifest';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'input-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string | Uint8Array = ''): string => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
};

const service = (name: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`;

const found = (...paths: string[]) => {
  const { files, faults } = findFiles(paths.map((path) => join(folder, path)));
  const local = (text: string) => text.replace(`${folder}/`, '');
  return { files: files.map(local), faults: faults.map(({ file, message }) => `${local(file)} ${message}`) };
};

const read = (...paths: string[]) => readInput(paths, () => Buffer.from(service('stdin')));

test('in a folder, all that may hold manifests is found, by name, and no more', () => {
  for (const path of [
    'b.yaml',
    'a/2.yml',
    'a/1.json',
    'notes.md',
    'Kustomization',
    '.git/x.yaml',
    'node_modules/x.yaml',
    '.hidden.yaml/x.yaml',
  ])
    write(path);
  expect(found('')).toEqual({ files: ['Kustomization', 'a/1.json', 'a/2.yml', 'b.yaml'], faults: [] });
});

test('a file that is named is read whatever it is called, and each file once', () => {
  write('k8s/web.txt');
  write('k8s/web.yaml');
  expect(found('k8s/web.txt', 'k8s', 'k8s/web.yaml').files).toEqual(['k8s/web.txt', 'k8s/web.yaml']);
});

test('links are followed, but not in circles', () => {
  write('base/web.yaml');
  symlinkSync('../base', join(folder, 'base', 'self'));
  symlinkSync('base/web.yaml', join(folder, 'link.yaml'));
  symlinkSync('nowhere', join(folder, 'broken.yaml'));
  symlinkSync('round.yaml', join(folder, 'round.yaml'));
  const { files, faults } = found('');
  expect(files).toEqual(['base/web.yaml', 'link.yaml']);
  expect(faults).toEqual([
    'broken.yaml does not exist; check the path, it counts from the current folder',
    'round.yaml is a symbolic link that leads to itself',
  ]);
});

test('what is no file is named, and never opened', () => {
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
  write('web.yaml');
  expect(found('')).toEqual({ files: ['web.yaml'], faults: ['pipe.yaml is neither a file nor a folder'] });
  expect(found('pipe.yaml').faults).toEqual(['pipe.yaml is neither a file nor a folder']);
  expect(found('missing').faults).toEqual(['missing does not exist; check the path, it counts from the current folder']);
});

test('what cannot be read is named, and the rest is read', () => {
  write('a-binary.yaml', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00]));
  write('b-latin1.yaml', Buffer.from('apiVersion: v1 # caf\xe9\n', 'latin1'));
  write('c.yaml', service('web'));
  write('d-utf16.yaml', Buffer.from(`\ufeff${service('wide')}`, 'utf16le'));
  write('e-bom.yaml', `\ufeff${service('bom')}`);
  const { manifests, faults } = read(folder);
  expect(manifests.map(nameOf)).toEqual(['Service default/web', 'Service default/wide', 'Service default/bom']);
  expect(faults.map(({ file, message }) => `${file.replace(`${folder}/`, '')} ${message}`)).toEqual([
    'a-binary.yaml is no UTF-8 text; is it another kind of file?',
    'b-latin1.yaml is no UTF-8 text; is it another kind of file?',
  ]);
});

test('standard input is read like a file', () => {
  expect(read('-').manifests.map((manifest) => `${nameOf(manifest)} in ${manifest.origin?.file}`)).toEqual(['Service default/stdin in -']);
});

test('patches of a Kustomization are no objects', () => {
  write('kustomization.yaml', 'resources: [web.yaml]\npatchesStrategicMerge: [old.yaml]\npatches: [{path: new.yaml}, {patch: "[]"}]\n');
  for (const name of ['web', 'old', 'new']) write(`${name}.yaml`, service(name));
  const { manifests, skipped } = read(folder);
  expect(manifests.map(nameOf)).toEqual(['Service default/web']);
  const isPatch = expect.stringMatching(/^is a patch of .*kustomization.yaml; check what kustomize builds$/) as string;
  expect(skipped.map(({ message }) => message)).toEqual(['is for kustomize, and no object of a cluster', isPatch, isPatch]);
});

test('a file that is too large is refused before it is read', () => {
  const path = write('large.yaml');
  execFileSync('truncate', ['--size', '70M', path]);
  expect(read(path).faults).toEqual([{ file: path, message: 'has 70.0 MiB, and at most 64 are read; split it' }]);
});
