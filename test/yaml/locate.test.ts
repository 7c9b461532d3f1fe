import { offsetOf, type DataPath } from '../../src/yaml/locate';
import { lineOf, readDocuments } from '../../src/yaml/read';

const TEXT = `kind: Service
metadata: { name: web, labels: &labels
  { app: web } }
spec:
  selector: *labels
  ports:
    - port: 80
      name: http
    - {port: 81,
       name: admin}
  <<: { type: ClusterIP }
on: yes
twice: 1
twice: 2
`;

const lineAt = (...path: DataPath): number => {
  const [document] = readDocuments(TEXT);
  if (!document) throw new Error('there is a document');
  return lineOf(TEXT, offsetOf(document.node, path));
};

test.each<[number, DataPath]>([
  [1, []],
  [1, ['kind']],
  [2, ['metadata', 'name']],
  [3, ['metadata', 'labels', 'app']],
  [6, ['spec', 'ports']],
  [7, ['spec', 'ports', 0]],
  [8, ['spec', 'ports', 0, 'name']],
  [10, ['spec', 'ports', 1, 'name']],
  [11, ['spec', 'type']],
])('line %i holds %j', (line, path) => {
  expect(lineAt(...path)).toBe(line);
});

test('what is meant by an alias is where it is written', () => {
  expect(lineAt('spec', 'selector', 'app')).toBe(3);
});

test('a key is found by what Kubernetes makes of it, and of equal keys the last one', () => {
  expect(lineAt('true')).toBe(12);
  expect(lineAt('twice')).toBe(14);
});

test('what is not there is where the nearest thing above it is', () => {
  expect(lineAt('spec', 'ports', 7, 'port')).toBe(6);
  expect(lineAt('spec', 'ports', 0, 'targetPort')).toBe(7);
  expect(lineAt('status')).toBe(1);
});
