import { identityOf } from '../../../src/check/manifest';
import { meshModel } from '../../../src/check/mesh/mesh-model';
import { partsOf } from '../../../src/check/replay/parts';
import { ClusterState } from '../../../src/check/state/cluster-state';
import { manifests } from '../deploy/objects';
import { backend, deployment, labels, route, service, WEB } from '../traffic/objects';

test('what decides about the same requests is one part, and what does not is another', () => {
  const others = ['a', 'b', 'c'].flatMap((app) => [service(app, labels(app)), deployment(app, labels(app))]);
  const objects = manifests([
    ...others,
    ...WEB,
    route([{ backendRefs: [backend('web-v1'), backend('web-v2')] }]),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } },
  ]);
  const parts = partsOf([new ClusterState(objects)], meshModel(undefined));
  const groups = new Map<number | undefined, string[]>();
  for (const manifest of objects) {
    const number = parts.get(identityOf(manifest));
    groups.set(number, [...(groups.get(number) ?? []), `${manifest.kind} ${manifest.name}`]);
  }
  expect([...groups.values()].map((group) => group.sort().join(', ')).sort()).toEqual([
    'ConfigMap x',
    'Deployment a, Service a',
    'Deployment b, Service b',
    'Deployment c, Service c',
    'Deployment web-v1, Deployment web-v2, HTTPRoute web, Service web, Service web-v1, Service web-v2',
  ]);
});
