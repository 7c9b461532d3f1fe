import { check } from '../../src/check';
import { readManifests } from '../../src/check/input/read-manifests';
import { backend, deployment, labels, route, service, split, WEB } from './traffic/objects';

/** What a rule says of objects. */
const said = (objects: readonly object[], rule: string, options: Parameters<typeof check>[1] = {}) =>
  check(objects, options)
    .filter((finding) => finding.rule === rule)
    .map(({ severity, message, traffic }) => `${severity}: ${message}${traffic === undefined ? '' : `; ${traffic}`}`);

describe('shares are those of the mesh', () => {
  test('a weight below 0 leaves no request answered, and no other rule names a share', () => {
    const meshed = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: { 'linkerd.io/inject': 'enabled' } } };
    const objects = [meshed, ...WEB, split({ 'web-v1': 90, 'web-v2': 15, 'web-v3': -5 })];
    const findings = check(objects, { complete: true });
    expect(findings.filter(({ traffic }) => traffic !== undefined).map(({ rule, traffic }) => [rule, traffic])).toEqual([
      ['weight-out-of-range', 'no request to shop/web is answered'],
    ]);
    expect(said(objects, 'live-backend-missing', { complete: true })).toEqual(['error: there is no Service shop/web-v3']);
  });

  test('a single backend of weight 0 receives everything on Linkerd, and nothing elsewhere', () => {
    const objects = [...WEB, route([{ backendRefs: [backend('web-v9', 0)] }])];
    expect(said(objects, 'live-backend-missing', { complete: true })).toEqual([
      'error: there is no Service shop/web-v9; 100 % of requests to shop/web fail with 500',
    ]);
    expect(said(objects, 'live-backend-missing', { complete: true, mesh: 'gateway-api' })).toEqual([]);
  });
});

test('a mesh of the Gateway API follows no TrafficSplit', () => {
  expect(said([...WEB, split({ 'web-v1': 1 })], 'route-not-honoured', { mesh: 'gateway-api' })).toEqual([
    'error: gateway-api follows no TrafficSplits; requests to shop/web are not split by it',
  ]);
});

test('of two Deployments of one name, the selector of the first stays, since it cannot change', () => {
  const again = (version: string) => deployment('web-v1', labels('web', version));
  expect(said([...WEB, route([{ backendRefs: [backend('web-v1')] }]), again('v3')], 'leaf-selects-nothing')).toEqual([]);
});

test('a port that a probe calls is one at which pods listen', () => {
  const pods = (port: number) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'other', namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels('other') },
      template: {
        metadata: { labels: labels('other') },
        spec: { containers: [{ name: 'main', image: 'x', readinessProbe: { tcpSocket: { port } } }] },
      },
    },
  });
  const other = service('other', labels('other'), { ports: [{ port: 81 }] });
  const of = (port: number) => said([...WEB, other, pods(port), split({ 'web-v1': 1, other: 1 })], 'leaf-lacks-apex-port');
  expect(of(80)).toEqual([expect.stringMatching(/^warning: /)]);
  expect(of(81)).toEqual([expect.stringMatching(/^error: .* 50 % of requests to shop\/web:80 reach nothing/)]);
});

test('a document that Helm fills is left out alone, unless a block of the template may be about others', () => {
  const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
  const names = (text: string) => readManifests('a.yaml', text).manifests.map(({ name }) => name);
  expect(names(`${object('one')}---\n${object('"{{ .Values.name }}"')}---\n${object('two')}`)).toEqual(['one', 'two']);
  expect(names(`${object('one')}---\n{{- if .Values.two }}\n${object('two')}{{- end }}\n`)).toEqual([]);
});
