import { Construct } from 'constructs';
import { Chart } from 'cdk8s';
import type { MetricTemplateV1Beta1 } from '../../imports';
import { httpUrl } from '../mesh/http-url';
import { objectName, oneOf, show } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { MetricTemplateRef } from './canary-metric';
import { WorkloadKind } from './flagger-target';
import { parseGoTemplate } from './go-template';

/** A query of Prometheus. */
export interface FlaggerMetricTemplateProps {
  /** The URL of Prometheus. */
  readonly address: string;
  /**
   * The query, in PromQL; its answer must be one number. Flagger fills in `{{ namespace }}`, `{{ target }}`, `{{ service }}`, `{{ name }}`
   * (of the Canary), `{{ ingress }}`, `{{ route }}`, `{{ interval }}` and `{{ variables.x }}`. Write values of your own with `promLabel()`,
   * and double braces that mean themselves with `goTemplateLiteral()`.
   */
  readonly query: string;
  /**
   * The kind of workload that the query counts; a Canary of another kind cannot use it.
   *
   * @default - any
   */
  readonly targetKind?: WorkloadKind;
  /**
   * The name of a Secret beside the template, with the keys `username` and `password`.
   *
   * @default - Prometheus asks for none
   */
  readonly secretRef?: string;
  /**
   * Whether any TLS certificate of Prometheus is good enough.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
  /**
   * The name of the MetricTemplate.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * A query of Prometheus that Canaries use as a metric: `CanaryMetric.fromTemplate(template, { max: 3 })`. What is wrong with a query shows
 * in Flagger only when the first release asks it, and takes that back; so it is checked here.
 */
export class FlaggerMetricTemplate extends Construct implements MetricTemplateRef {
  /** The name of the MetricTemplate. */
  public readonly name: string;
  /** The namespace of the chart. */
  public readonly namespace?: string;
  /** The variables that the query needs. */
  public readonly variables: readonly string[];
  /** The kind of workload that the query counts; undefined for any. */
  public readonly targetKind?: WorkloadKind;

  /** @throws if the address is no URL, the query is empty, has a comment, or an action that Flagger does not know */
  constructor(scope: Construct, id: string, props: FlaggerMetricTemplateProps) {
    super(scope, id);
    const { address, query, targetKind, secretRef, insecureSkipVerify } = props;
    this.name = props.name ?? id;
    this.namespace = Chart.of(this).namespace;
    this.variables = checkQuery(query);
    this.targetKind = targetKind && oneOf('targetKind', targetKind, ['Deployment', 'DaemonSet']);
    new MeshObject<MetricTemplateV1Beta1>(this, 'Resource', {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata: { name: this.name },
      spec: {
        provider: {
          type: 'prometheus',
          address: httpUrl('address of Prometheus', address),
          secretRef: secretRef === undefined ? undefined : { name: objectName('secretRef', secretRef) },
          insecureSkipVerify,
        },
        query,
      },
    });
  }
}

/** A string of PromQL, in any of its three kinds of quotes. */
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/gs;

function checkQuery(query: string): readonly string[] {
  const { variables, text } = parseGoTemplate('query', query);
  if (text.trim() === '') throw new Error(`query must be a query in PromQL, got ${show(query)}`);
  // Flagger sends the query on one line (Flagger 1.44, pkg/metrics/providers/prometheus.go).
  if (text.replace(STRING, '').includes('#')) {
    throw new Error(`query must have no comment, got ${show(query)}; Flagger sends it on one line, so "#" would hide the rest`);
  }
  return variables;
}
