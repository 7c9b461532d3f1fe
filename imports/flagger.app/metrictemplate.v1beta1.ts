// Generated from schemas/flagger.app/metrictemplate.v1beta1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * A query that Canaries use as a metric (Flagger 1.44). Errors in it show only when the first run asks for it,
 * and each counts as a failed check.
 */
export interface MetricTemplateV1Beta1 {
  /**
   * API group and version.
   */
  apiVersion: 'flagger.app/v1beta1';
  /**
   * Kind of the object.
   */
  kind: 'MetricTemplate';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The query and who answers it.
   */
  spec: MetricTemplateV1Beta1Spec;
}

/**
 * The query and who answers it.
 */
export interface MetricTemplateV1Beta1Spec {
  /**
   * Who answers the query.
   */
  provider: MetricTemplateV1Beta1Provider;
  /**
   * The query, a Go template. It knows `namespace`, `name`, `target`, `service`, `ingress`, `route`, `interval`
   * and `variables.<name>`, each written in double braces; any other name is an error. Literal double braces must
   * be escaped. The answer must be one number.
   */
  query: string;
}

/**
 * Who answers the query.
 */
export interface MetricTemplateV1Beta1Provider {
  /**
   * What answers the query.
   */
  type:
    | 'prometheus'
    | 'influxdb'
    | 'datadog'
    | 'externalmetrics'
    | 'stackdriver'
    | 'cloudwatch'
    | 'newrelic'
    | 'graphite'
    | 'dynatrace'
    | 'keptn'
    | 'splunk';
  /**
   * URL of the server. Prometheus needs it, but nothing says so before the first run.
   */
  address?: string;
  /**
   * HTTP headers to send along, each with its values.
   */
  headers?: {
    [k: string]: string[];
  };
  /**
   * A Secret in the namespace of the MetricTemplate, with the credentials.
   */
  secretRef?: MetricTemplateV1Beta1SecretRef;
  /**
   * Region of the provider (CloudWatch).
   */
  region?: string;
  /**
   * Whether to accept any TLS certificate of the server.
   */
  insecureSkipVerify?: boolean;
}

/**
 * A Secret in the namespace of the MetricTemplate, with the credentials.
 */
export interface MetricTemplateV1Beta1SecretRef {
  /**
   * Name of the Secret.
   */
  name: string;
}
