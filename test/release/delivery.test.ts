import { Duration } from 'cdk8s';
import { JsonPatch } from 'cdk8s';
import { Mesh } from '../../src/mesh';
import { Delivery } from '../../src/release';
import { dataIn, objectIn, web, written } from './kit';

const annotations = (delivery: Delivery, kind: string, name: string, step: 'baseline' | 'canary-0' = 'canary-0'): unknown =>
  objectIn(web({ delivery }).step(step), kind, name).metadata.annotations;

describe('a delivery', () => {
  test.each([Delivery.kubectl(), Delivery.kustomize(), Delivery.flux(), Delivery.helm()])('by $target needs no annotation', (delivery) => {
    expect(annotations(delivery, 'Service', 'web')).toBeUndefined();
  });

  test('by Argo CD has waves by role, and prunes last, from the beginning', () => {
    const wave = (number: string) => ({
      'argocd.argoproj.io/sync-wave': number,
      'argocd.argoproj.io/sync-options': 'PruneLast=true',
    });
    expect(annotations(Delivery.argoCd(), 'Service', 'webv1', 'baseline')).toEqual(wave('0'));
    expect(annotations(Delivery.argoCd(), 'HTTPRoute', 'web', 'baseline')).toEqual(wave('10'));
    expect(annotations(Delivery.argoCd(), 'Deployment', 'webv1', 'baseline')).toEqual(wave('20'));
  });

  test('by Argo CD keeps what a user says of waves and options', () => {
    const release = web({
      delivery: Delivery.argoCd(),
      also: ({ service: { service } }) => {
        service?.metadata.addAnnotation('argocd.argoproj.io/sync-wave', '-5');
        service?.metadata.addAnnotation('argocd.argoproj.io/sync-options', 'Validate=false');
      },
    });
    expect(objectIn(release.step('baseline'), 'Service', 'web').metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '-5',
      'argocd.argoproj.io/sync-options': 'Validate=false,PruneLast=true',
    });
  });

  test('by kapp says what comes after what, and keeps labels as they are', () => {
    expect(annotations(Delivery.kapp(), 'HTTPRoute', 'web')).toEqual({
      'kapp.k14s.io/change-group': 'cdk8s-mesh/web-route',
      'kapp.k14s.io/change-rule': 'upsert after upserting cdk8s-mesh/web-config',
      'kapp.k14s.io/change-rule.1': 'delete before deleting cdk8s-mesh/web-config',
      'kapp.k14s.io/change-rule.2': 'upsert after upserting cdk8s-mesh/web-service',
      'kapp.k14s.io/change-rule.3': 'delete before deleting cdk8s-mesh/web-service',
      'kapp.k14s.io/change-rule.4': 'upsert before deleting cdk8s-mesh/web-workload',
      'kapp.k14s.io/change-rule.5': 'upsert before deleting cdk8s-mesh/web-service',
    });
    expect(annotations(Delivery.kapp(), 'Deployment', 'webv2')).toMatchObject({
      'kapp.k14s.io/change-group': 'cdk8s-mesh/web-workload',
      'kapp.k14s.io/disable-default-label-scoping-rules': '',
    });
  });

  test('annotations reach objects that a user patches, too', () => {
    const release = web({ delivery: Delivery.argoCd() });
    release
      .step('canary-0')
      .service.version('v2')
      .deployment.addJsonPatch(JsonPatch.add('/metadata/annotations', { team: 'shop' }));
    expect(objectIn(release.step('canary-0'), 'Deployment', 'webv2').metadata.annotations).toMatchObject({
      team: 'shop',
      'argocd.argoproj.io/sync-wave': '20',
    });
  });

  test('by Helm is a chart for each state, whose templates come out as they are', () => {
    const files = written((app) =>
      web(
        {
          delivery: Delivery.helm(),
          also: ({ service: { service } }) => service?.metadata.addAnnotation('example.com/template', '{{ .Values.x }}'),
        },
        app,
      ),
    );
    expect(dataIn(files, 'web/charts/20-canary-10/Chart.yaml')).toEqual({
      apiVersion: 'v2',
      name: 'web',
      version: '0.0.0-20-canary-10',
      description: 'Version v2 receives 10 %.',
      type: 'application',
    });
    expect(files.get('web/charts/rollback/templates/2000-service-web.yaml')).toContain('{{ "{{" }} .Values.x }}');
    expect([...files.keys()].filter((path) => path.startsWith('web/charts/')).map((path) => path.split('/')[2])).toEqual(
      expect.arrayContaining(['00-baseline', '60-cleanup', 'rollback']),
    );
  });

  test('by Argo CD brings an Application where it knows the repository', () => {
    const delivery = Delivery.argoCd({
      repoURL: 'https://git.example.com/shop.git',
      path: './k8s/prod/',
      targetRevision: 'main',
      project: 'shop',
      argoCdNamespace: 'argo',
      destinationServer: 'https://other.example.com',
    });
    const files = written((app) => web({ delivery }, app));
    expect(dataIn(files, 'web/delivery/8000-application-web.yaml')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'web', namespace: 'argo' },
      spec: {
        project: 'shop',
        source: { repoURL: 'https://git.example.com/shop.git', path: 'k8s/prod/web/current', targetRevision: 'main' },
        destination: { server: 'https://other.example.com', namespace: 'shop' },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    });
    expect([...written((app) => web({ delivery: Delivery.argoCd() }, app)).keys()].some((path) => path.includes('delivery'))).toBe(false);
  });

  test('by Flux brings a Kustomization, which waits for pods and for routes', () => {
    const delivery = Delivery.flux({
      path: '.',
      sourceRef: { kind: 'OCIRepository', name: 'delivery', namespace: 'sources' },
      dependsOn: ['linkerd', 'shop'],
      interval: Duration.minutes(1),
      timeout: Duration.minutes(2),
      fluxNamespace: 'flux',
    });
    const files = written((app) => web({ delivery, mesh: Mesh.linkerd() }, app));
    expect(dataIn(files, 'web/delivery/8000-kustomization-web.yaml')).toMatchObject({
      kind: 'Kustomization',
      metadata: { name: 'web', namespace: 'flux' },
      spec: {
        interval: '60s',
        timeout: '120s',
        path: './web/current',
        prune: true,
        wait: true,
        sourceRef: { kind: 'OCIRepository', name: 'delivery', namespace: 'sources' },
        dependsOn: [{ name: 'linkerd' }, { name: 'shop' }],
        // Of each group one: Flux refuses two.
        healthCheckExprs: [
          { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
          { apiVersion: 'policy.linkerd.io/v1beta3', kind: 'HTTPRoute' },
        ],
      },
    });
  });

  test.each(['/k8s', '../k8s', 'k8s/../..', 'k 8s'])('refuses %j as the output folder', (path) => {
    expect(() => Delivery.argoCd({ repoURL: 'https://git.example.com/shop.git', path })).toThrow(
      'path must be the output folder in the repository',
    );
  });

  test.each([
    [{ repoURL: '', path: 'k8s' }, 'repoURL must be a line of text'],
    [{ repoURL: 'x', path: 'k8s', argoCdNamespace: 'A' }, 'argoCdNamespace must be a DNS label'],
  ])('refuses %j', (props, message) => {
    expect(() => written((app) => web({ delivery: Delivery.argoCd(props) }, app))).toThrow(message);
  });
});
