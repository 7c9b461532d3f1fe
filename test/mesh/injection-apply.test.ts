import { ApiObject, App, Chart, Cron, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Deployment } from 'kubernetes-types/apps/v1';
import { Mesh, MeshChart, MeshObject } from '../../src/mesh';
import { applyInjection } from '../../src/mesh/injection';

const INJECT = 'linkerd.io/inject';
const template = (object: ApiObject): unknown => (object.toJson() as { spec: { template: { metadata?: unknown } } }).spec.template.metadata;

function deployment(chart: Chart, metadata?: object): ApiObject {
  return new ApiObject(chart, 'web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { template: { ...(metadata ? { metadata } : {}), spec: {} } },
  });
}

describe('on a plain ApiObject', () => {
  test.each([
    ['no metadata', undefined, { annotations: { [INJECT]: 'enabled' } }],
    ['labels only', { labels: { app: 'web' } }, { labels: { app: 'web' }, annotations: { [INJECT]: 'enabled' } }],
    ['annotations', { annotations: { team: 'shop' } }, { annotations: { team: 'shop', [INJECT]: 'enabled' } }],
    ['the same annotation', { annotations: { [INJECT]: 'disabled' } }, { annotations: { [INJECT]: 'enabled' } }],
  ])('a template with %s gets the annotation and keeps the rest', (_, metadata, expected) => {
    const object = deployment(Testing.chart(), metadata);
    applyInjection(object, { inject: 'enabled' });
    expect(template(object)).toEqual(expected);
  });

  test.each(['StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Rollout'])('the template of a %s is annotated, not the object', (kind) => {
    const object = new ApiObject(Testing.chart(), 'web', { apiVersion: 'apps/v1', kind, spec: { template: { spec: {} } } });
    applyInjection(object, { inject: 'enabled' });
    expect(template(object)).toEqual({ annotations: { [INJECT]: 'enabled' } });
    expect(object.toJson()).not.toHaveProperty('metadata.annotations');
  });

  test('the template of a CronJob lies deeper', () => {
    const object = new ApiObject(Testing.chart(), 'nightly', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: { spec: {} } } } },
    });
    applyInjection(object, { inject: 'disabled' });
    expect(object.toJson()).toMatchObject({
      spec: { jobTemplate: { spec: { template: { metadata: { annotations: { [INJECT]: 'disabled' } } } } } },
    });
  });

  test.each([
    ['Pod', 'v1'],
    ['Namespace', 'v1'],
  ])('a %s is annotated itself', (kind, apiVersion) => {
    const object = new ApiObject(Testing.chart(), 'web', { apiVersion, kind, metadata: { annotations: { team: 'shop' } } });
    applyInjection(object, { inject: 'enabled', debugSidecar: true });
    expect(object.toJson()).toMatchObject({
      metadata: { annotations: { team: 'shop', [INJECT]: 'enabled', 'config.linkerd.io/enable-debug-sidecar': 'true' } },
    });
  });

  test('applied twice, the later value counts and the other options stay', () => {
    const object = deployment(Testing.chart());
    applyInjection(object, { inject: 'enabled', proxyCpuRequest: '100m' });
    applyInjection(object, { inject: 'disabled' });
    expect(template(object)).toEqual({ annotations: { [INJECT]: 'disabled', 'config.linkerd.io/proxy-cpu-request': '100m' } });
  });

  test('JSON patches of the user before and after it are kept', () => {
    const object = deployment(Testing.chart());
    object.addJsonPatch(JsonPatch.add('/spec/template/metadata', { annotations: { before: 'kept' } }));
    applyInjection(object, { inject: 'enabled' });
    object.addJsonPatch(
      JsonPatch.add('/spec/template/metadata/annotations/after', 'kept'),
      JsonPatch.replace('/spec/template/metadata/annotations/linkerd.io~1inject', 'ingress'),
    );
    expect(template(object)).toEqual({ annotations: { before: 'kept', after: 'kept', [INJECT]: 'ingress' } });
  });

  test('no options change nothing', () => {
    const object = deployment(Testing.chart());
    applyInjection(object, {});
    expect(template(object)).toBeUndefined();
  });
});

test('on an object of ours, what the user patches later is kept', () => {
  const object = new MeshObject<Deployment>(Testing.chart(), 'Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { selector: {}, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } } },
  });
  applyInjection(object, { inject: 'enabled' });
  object.addJsonPatch(JsonPatch.add('/spec/template/metadata/annotations/team', 'shop'));
  expect(template(object)).toEqual({ labels: { app: 'web' }, annotations: { [INJECT]: 'enabled', team: 'shop' } });
});

describe('on a workload of cdk8s-plus-27', () => {
  const containers = [{ image: 'web' }];

  test('a Deployment keeps what is added to it before and after, a container too', () => {
    const web = new kplus.Deployment(Testing.chart(), 'web');
    web.podMetadata.addAnnotation('before', 'kept');
    applyInjection(web, { inject: 'enabled', skipInboundPorts: [22] });
    web.podMetadata.addAnnotation('after', 'kept');
    web.addContainer({ image: 'web' });
    expect(template(ApiObject.of(web))).toMatchObject({
      annotations: { before: 'kept', after: 'kept', [INJECT]: 'enabled', 'config.linkerd.io/skip-inbound-ports': '22' },
    });
  });

  test('its inner ApiObject is as good as the workload', () => {
    const web = new kplus.Deployment(Testing.chart(), 'web', { containers });
    applyInjection(ApiObject.of(web), { inject: 'enabled' });
    web.podMetadata.addAnnotation('after', 'kept');
    expect(template(ApiObject.of(web))).toMatchObject({ annotations: { after: 'kept', [INJECT]: 'enabled' } });
  });

  test.each([
    [
      'StatefulSet',
      (chart: Chart) =>
        new kplus.StatefulSet(chart, 'web', { containers, service: new kplus.Service(chart, 'svc', { ports: [{ port: 80 }] }) }),
    ],
    ['DaemonSet', (chart: Chart) => new kplus.DaemonSet(chart, 'web', { containers })],
    ['Job', (chart: Chart) => new kplus.Job(chart, 'web', { containers })],
  ] as const)('a %s is annotated in its template', (_, make) => {
    const workload = make(Testing.chart());
    applyInjection(workload, { inject: 'enabled' });
    expect(template(ApiObject.of(workload))).toMatchObject({ annotations: { [INJECT]: 'enabled' } });
  });

  test('a CronJob is annotated in the template of its jobs', () => {
    const nightly = new kplus.CronJob(Testing.chart(), 'nightly', { containers, schedule: Cron.daily() });
    applyInjection(nightly, { inject: 'disabled' });
    expect(ApiObject.of(nightly).toJson()).toMatchObject({
      spec: { jobTemplate: { spec: { template: { metadata: { annotations: { [INJECT]: 'disabled' } } } } } },
    });
  });

  test('a Pod, a Namespace and a Service are annotated themselves', () => {
    const chart = Testing.chart();
    const pod = new kplus.Pod(chart, 'pod', { containers });
    const namespace = new kplus.Namespace(chart, 'namespace');
    const service = new kplus.Service(chart, 'service', { ports: [{ port: 80 }] });
    applyInjection(pod, { inject: 'enabled' });
    applyInjection(namespace, { inject: 'enabled' });
    applyInjection(service, { opaquePorts: [80] });
    expect(ApiObject.of(pod).toJson()).toMatchObject({ metadata: { annotations: { [INJECT]: 'enabled' } } });
    expect(ApiObject.of(namespace).toJson()).toMatchObject({ metadata: { annotations: { [INJECT]: 'enabled' } } });
    expect(ApiObject.of(service).toJson()).toMatchObject({ metadata: { annotations: { 'config.linkerd.io/opaque-ports': '80' } } });
  });
});

describe('what Linkerd would not read is refused', () => {
  const object = (kind: string, spec?: object): ApiObject =>
    new ApiObject(Testing.chart(), 'x', { apiVersion: 'v1', kind, metadata: { name: 'web' }, spec });

  test('a Service takes opaque ports only', () => {
    expect(() => applyInjection(object('Service'), { opaquePorts: [3306], inject: 'enabled' })).toThrow(
      'injection options cannot be applied to Service web: Linkerd reads only config.linkerd.io/opaque-ports of a Service, not linkerd.io/inject; apply it to the workload or the Namespace',
    );
  });

  test('pods do not inherit the debug image of their Namespace', () => {
    expect(() => applyInjection(object('Namespace'), { debugImage: 'example/debug' })).toThrow(
      'pods do not inherit config.linkerd.io/debug-image; apply it to the workload',
    );
  });

  test('a ConfigMap has no pods', () => {
    expect(() => applyInjection(object('ConfigMap'), { inject: 'enabled' })).toThrow(
      'ConfigMap web: it is no workload, Pod, Namespace or Service',
    );
  });

  test('a Deployment without a template cannot be annotated', () => {
    expect(() => applyInjection(object('Deployment', {}), { inject: 'enabled' })).toThrow(
      'Deployment web must have spec.template to be annotated, but has none',
    );
  });
});

test('the mesh of the chart decides how an annotation is called', () => {
  const chart = new MeshChart(new App(), 'shop', { namespace: 'shop', mesh: Mesh.linkerd('2.16') });
  const object = deployment(chart);
  applyInjection(object, { nativeSidecar: true });
  expect(template(object)).toEqual({ annotations: { 'config.alpha.linkerd.io/proxy-enable-native-sidecar': 'true' } });
});
