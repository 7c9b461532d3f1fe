import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { CanaryV1Beta1 } from '../../imports';
import { SELECTOR_LABELS } from '../facts/flagger';
import { httpUrl } from '../mesh/http-url';
import { labelKey, wholeNumber } from '../mesh/input';
import { meshOf } from '../mesh/mesh';
import { MeshObject } from '../mesh/mesh-object';
import { warn } from '../mesh/warning';
import { claimTraffic } from '../service/claims';
import { canaryAlert } from './canary-alert';
import { apexName, canaryService } from './canary-service';
import { checkPlan } from './check-plan';
import { FlaggerCanaryProps } from './flagger-canary-props';
import { watchConflicts } from './flagger-conflicts';
import { flaggerDuration, flaggerSeconds } from './flagger-duration';
import { chooseProvider, FlaggerProvider, PROVIDERS } from './flagger-provider';
import {
  autoscalerFaults,
  AutoscalerKind,
  refer,
  Referred,
  saysReplicas,
  selectorLabel,
  targetFaults,
  WorkloadKind,
} from './flagger-target';
import { sessionAffinity } from './session-affinity';

/**
 * Has Flagger release each new version of a workload step by step, and take it back if its metrics fail.
 *
 * Flagger makes a copy of the workload, `<target>-primary`, that serves between releases, the Services `<service>`, `<service>-primary` and
 * `<service>-canary`, and the route. What its CRD lets pass and then goes wrong without a word is refused here.
 *
 * Only pods of the canary keep the labels of the target's selector: a PodDisruptionBudget, NetworkPolicy or Linkerd `Server` that selects
 * by them misses those of the primary. Argo CD needs `ignoreDifferences` for `/spec/replicas` of the target.
 */
export class FlaggerCanary extends Construct {
  /** The name of the Service that clients call. */
  public readonly serviceName: string;
  /** What Flagger moves traffic with. */
  public readonly provider: FlaggerProvider;

  private readonly target: Referred<WorkloadKind>;
  private readonly autoscaler?: Referred<AutoscalerKind>;
  private readonly selectorLabels: readonly string[];
  private readonly namespace: string | undefined;
  private warned = false;

  /**
   * @throws if a value is none that Flagger acts on as it is meant, the mesh or the provider cannot do what is asked, or another construct
   * decides about the traffic of the service
   */
  constructor(scope: Construct, id: string, props: FlaggerCanaryProps) {
    super(scope, id);
    const mesh = meshOf(this);
    this.namespace = Chart.of(this).namespace;
    this.provider = chooseProvider(mesh, props.provider);
    this.target = refer('target', props.target, ['Deployment', 'DaemonSet']);
    this.autoscaler =
      props.autoscaler === undefined ? undefined : refer('autoscaler', props.autoscaler, ['HorizontalPodAutoscaler', 'ScaledObject']);
    this.selectorLabels = (props.selectorLabels ?? SELECTOR_LABELS).map((label) => labelKey('selectorLabels', label));
    this.serviceName = apexName(props.service, this.target.name);
    const warnings = checkPlan({ ...props, mesh, provider: this.provider, targetKind: this.target.kind });

    new MeshObject<CanaryV1Beta1>(this, 'Resource', {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: props.name ?? id },
      spec: this.spec(props),
    });
    for (const warning of warnings) warn(this, warning);
    this.watch();
  }

  private spec(props: FlaggerCanaryProps): CanaryV1Beta1['spec'] {
    const { target, autoscaler, provider, namespace } = this;
    const { metricsServer, progressDeadline, skipAnalysis, revertOnDeletion, suspend } = props;
    return {
      provider,
      metricsServer: metricsServer === undefined ? undefined : httpUrl('metricsServer', metricsServer),
      targetRef: { apiVersion: 'apps/v1', kind: target.kind, name: target.name },
      autoscalerRef: autoscaler && { apiVersion: AUTOSCALER_APIS[autoscaler.kind], kind: autoscaler.kind, name: autoscaler.name },
      progressDeadlineSeconds: progressDeadline && flaggerSeconds('progressDeadline', progressDeadline),
      service: canaryService(props.service, this.serviceName, provider, namespace),
      skipAnalysis,
      revertOnDeletion,
      suspend,
      analysis: this.analysis(props),
    };
  }

  private analysis({
    interval,
    threshold,
    steps,
    metrics,
    webhooks,
    alerts,
    sessionAffinity: affinity,
  }: FlaggerCanaryProps): CanaryV1Beta1['spec']['analysis'] {
    return {
      // Flagger takes less than ten seconds for ten.
      interval: flaggerDuration('interval', interval, 10),
      threshold: wholeNumber('threshold', threshold, 1, 2 ** 31 - 1),
      ...steps._toAnalysis(),
      metrics: metrics?.map((metric) => metric._toMetric(this.namespace)),
      webhooks: webhooks?.map((webhook) => webhook._toWebhook()),
      alerts: alerts?.map((alert) => canaryAlert(alert, this.namespace)),
      sessionAffinity: affinity && sessionAffinity(affinity),
    };
  }

  /** Looks at what this Canary has to do with others, and with constructs that may still change. */
  private watch(): void {
    const { target, autoscaler, namespace, serviceName } = this;
    const { api } = PROVIDERS[this.provider];
    if (api !== undefined) claimTraffic(this, { apex: { name: serviceName, ports: [] }, ports: [], by: api });
    watchConflicts({
      construct: this,
      namespace,
      target,
      autoscaler,
      service: serviceName,
      route: api && (api === 'split.smi-spec.io/v1alpha1' ? 'TrafficSplit.split.smi-spec.io' : 'HTTPRoute.gateway.networking.k8s.io'),
      selector: () => selectorLabel(target, this.selectorLabels)?.join('='),
    });
    this.node.addValidation({
      validate: () => {
        this.warnOfReplicas();
        return [
          ...targetFaults(target, this.selectorLabels, namespace),
          ...(autoscaler ? autoscalerFaults(autoscaler, target, namespace) : []),
        ];
      },
    });
  }

  private warnOfReplicas(): void {
    if (this.warned || !saysReplicas(this.target)) return;
    this.warned = true;
    const { kind, name } = this.target;
    warn(
      this,
      `replicas of ${kind} ${name} should be left out: Flagger scales it to 0 between releases, and each time it is applied idle pods of the old version come back; a JSON patch can remove /spec/replicas`,
    );
  }
}

/** Flagger reads only kind and name; the CRD wants the version. */
const AUTOSCALER_APIS: Readonly<Record<AutoscalerKind, string>> = {
  HorizontalPodAutoscaler: 'autoscaling/v2',
  ScaledObject: 'keda.sh/v1alpha1',
};
