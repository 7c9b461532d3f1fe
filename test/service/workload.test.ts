import { ApiObject, JsonPatch } from 'cdk8s';
import { MeshApp, MeshChart } from '../../src/mesh';
import { Workload, WorkloadProps } from '../../src/service';
import { names, objects, one, plainChart, shop } from './kit';

describe('Workload', () => {
  test('without ports is a Deployment', () => {
    const chart = shop();
    new Workload(chart, 'traffic', { image: 'traffic:1' });
    expect(objects(chart)).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'traffic', namespace: 'shop', labels: { app: 'traffic' } },
        spec: {
          selector: { matchLabels: { app: 'traffic' } },
          template: {
            metadata: { labels: { app: 'traffic' } },
            spec: {
              securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
              containers: [
                {
                  name: 'traffic',
                  image: 'traffic:1',
                  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
                },
              ],
            },
          },
        },
      },
    ]);
  });

  test('takes everything', () => {
    const chart = plainChart('shop');
    const props: Required<WorkloadProps> = {
      image: 'web:1',
      ports: { http: { port: 80, targetPort: 8080 } },
      createService: true,
      serviceType: 'LoadBalancer',
      name: 'front',
      deploymentName: 'front-deployment',
      selector: { app: 'shop', tier: 'front' },
      metrics: { port: 'http' },
      createServiceAccount: true,
      containerName: 'web',
      imagePullPolicy: 'Always',
      command: ['web'],
      args: ['-v'],
      env: { A: 'b' },
      envFrom: [{ configMapRef: { name: 'c' } }],
      resources: { requests: { cpu: '1' } },
      livenessProbe: { httpGet: { port: 'http' } },
      readinessProbe: { httpGet: { port: 'http' } },
      startupProbe: { httpGet: { port: 'http' } },
      volumes: [{ name: 'v', emptyDir: {}, mountPath: '/v' }],
      config: { mountPath: '/etc/web', files: { a: 'b' } },
      replicas: 2,
      autoscaler: { maxReplicas: 2 },
      strategy: { type: 'Recreate' },
      serviceAccountName: 'front-account',
      podSecurity: 'none',
      runAsUser: 1,
      securityContext: { privileged: false },
      podLabels: { team: 'a' },
      podAnnotations: { 'example.com/a': 'b' },
      terminationGracePeriodSeconds: 5,
      imagePullSecrets: ['s'],
    };
    expect(() => new Workload(chart, 'both', props)).toThrow(
      'give replicas or autoscaler, not both: the autoscaler of front-deployment owns the number',
    );

    const fresh = plainChart('shop');
    const { replicas: _, ...rest } = props;
    const workload = new Workload(fresh, 'web', rest);
    expect(names(fresh).sort()).toEqual([
      'ConfigMap front-deployment-config',
      'Deployment front-deployment',
      'HorizontalPodAutoscaler front-deployment',
      'Service front',
      'ServiceAccount front-account',
    ]);
    expect(one(fresh, 'Service')).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'front', namespace: 'shop', labels: { app: 'shop', tier: 'front' } },
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'shop', tier: 'front' },
        ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
      },
    });
    expect(one(fresh, 'Deployment')['spec']).toMatchObject({
      selector: { matchLabels: { app: 'shop', tier: 'front' } },
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          labels: { app: 'shop', tier: 'front', team: 'a' },
          annotations: { 'prometheus.io/port': '8080', 'example.com/a': 'b', 'checksum/config': expect.any(String) as string },
        },
        spec: { serviceAccountName: 'front-account', containers: [{ name: 'web', image: 'web:1' }] },
      },
    });
    expect([workload.service, workload.serviceAccount, workload.autoscaler, workload.configMap].map((object) => object?.name)).toEqual([
      'front',
      'front-account',
      'front-deployment',
      'front-deployment-config',
    ]);
    expect(workload.podLabels()).toEqual({ app: 'shop', tier: 'front' });
    expect(workload.toServiceRef()).toEqual({ name: 'front', namespace: 'shop', ports: [{ name: 'http', port: 80 }] });
  });

  test('without ports, or where somebody else makes its Service, is no service for a split', () => {
    for (const props of [{}, { ports: { http: 80 }, createService: false }]) {
      const chart = shop();
      const workload = new Workload(chart, 'traffic', { image: 'traffic:1', ...props });
      expect(names(chart)).toEqual(['Deployment traffic']);
      expect(workload.service).toBeUndefined();
      expect(() => workload.toServiceRef()).toThrow('workload traffic has no Service; give it ports, and leave createService out');
    }
  });

  test.each<[string, Partial<WorkloadProps>, string]>([
    ['a name', { name: 'A' }, 'name of the workload must be a DNS label'],
    [
      'an empty selector',
      { selector: {} },
      'selector of web must have at least one label, got none: it would select every pod of the namespace',
    ],
    ['a label', { selector: { app: 'a b' } }, 'label of the selector "app" must be a label value'],
    [
      'a type of Service',
      { ports: { http: 80 }, serviceType: 'Internal' as 'ClusterIP' },
      'type of the service must be one of ClusterIP, LoadBalancer, NodePort, got "Internal"',
    ],
    ['a label that is selected', { podLabels: { app: 'x' } }, 'label "app" of the pods must not be set'],
    ['metrics without ports', { metrics: { port: 'http' } }, 'port of metrics must be one of none, got "http"'],
    ['no ports that are given', { ports: {} }, 'ports must name at least one port'],
    ['a probe by the name of no port', { readinessProbe: { tcpSocket: { port: 'http' } } }, 'there is none; got "http"'],
    ['a service account', { createServiceAccount: true, serviceAccountName: 'A' }, 'serviceAccountName must be lower-case letters'],
  ])('refuses %s', (_what, props, message) => {
    expect(() => new Workload(shop(), 'web', { image: 'web:1', ...props })).toThrow(message);
  });

  test('is its Deployment, whose patches reach the YAML', () => {
    const app = new MeshApp();
    const workload = new Workload(new MeshChart(app, 'shop', { namespace: 'shop' }), 'web', { image: 'web:1', ports: { http: 80 } });
    expect(ApiObject.of(workload)).toBe(workload.deployment);
    ApiObject.of(workload).addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 5));
    expect(app.synthYaml()).toContain('  minReadySeconds: 5\n');
  });
});
