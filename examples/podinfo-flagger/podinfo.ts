import { Duration } from 'cdk8s';
import {
  CanaryMetric,
  CanarySteps,
  CanaryWebhook,
  FlaggerCanary,
  FlaggerMetricTemplate,
  LinkerdMetrics,
  MeshChart,
  MeshNamespace,
  Workload,
} from 'cdk8s-mesh';
import { Construct } from 'constructs';

/** What a release changes. */
export interface PodinfoProps {
  /** The tag of the image: a new one starts a release. */
  readonly tag: string;
}

/** podinfo, of which Flagger releases each new version in steps of 5 %, up to a half, and takes back what fails. */
export class Podinfo extends MeshChart {
  constructor(scope: Construct, id: string, props: PodinfoProps) {
    super(scope, id, { namespace: 'test' });
    new MeshNamespace(this, 'namespace', { inject: 'enabled' });

    const podinfo = new Workload(this, 'podinfo', {
      image: `stefanprodan/podinfo:${props.tag}`,
      containerName: 'podinfod',
      command: ['./podinfo', '--port=9898', '--level=info'],
      ports: { http: 9898 },
      createService: false, // Flagger makes the Services.
      runAsUser: 100,
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '2', memory: '512Mi' } },
      livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, timeoutSeconds: 5 },
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' }, timeoutSeconds: 5 },
      autoscaler: { minReplicas: 2, maxReplicas: 4, cpuUtilization: 99 },
    });

    new Workload(this, 'flagger-loadtester', {
      image: 'ghcr.io/fluxcd/flagger-loadtester:0.34.0',
      ports: { http: { port: 80, targetPort: 8080 } },
      runAsUser: 100,
      resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '1', memory: '512Mi' } },
    });

    const mesh = new LinkerdMetrics(this, 'linkerd');
    const notFound = new FlaggerMetricTemplate(this, 'not-found-percentage', {
      address: 'http://prometheus.linkerd-viz:9090',
      query: NOT_FOUND,
    });

    new FlaggerCanary(this, 'podinfo-canary', {
      name: 'podinfo',
      target: podinfo,
      autoscaler: podinfo.autoscaler,
      service: { port: 9898 },
      progressDeadline: Duration.minutes(1),
      interval: Duration.seconds(30),
      threshold: 5,
      steps: CanarySteps.upTo(50, { step: 5 }),
      metrics: [
        mesh.successRate({ min: 99, interval: Duration.minutes(1) }),
        mesh.requestDuration({ max: Duration.millis(500), interval: Duration.seconds(30) }),
        CanaryMetric.fromTemplate(notFound, { max: 3, interval: Duration.minutes(1) }),
      ],
      webhooks: [
        CanaryWebhook.preRollout('acceptance-test', {
          url: 'http://flagger-loadtester.test/',
          timeout: Duration.seconds(30),
          metadata: { type: 'bash', cmd: "curl -sd 'test' http://podinfo-canary:9898/token | grep token" },
        }),
        CanaryWebhook.rollout('load-test', {
          url: 'http://flagger-loadtester.test/',
          metadata: { cmd: 'hey -z 2m -q 10 -c 2 http://podinfo:9898/' },
        }),
      ],
    });
  }
}

const REQUESTS = 'namespace="{{ namespace }}", deployment="{{ target }}", direction="inbound"';

/** How many of 100 requests to the canary are answered with 404. */
const NOT_FOUND = `100 * sum(rate(response_total{${REQUESTS}, status_code="404"}[{{ interval }}]) or vector(0))
/
sum(rate(response_total{${REQUESTS}}[{{ interval }}]))
`;
