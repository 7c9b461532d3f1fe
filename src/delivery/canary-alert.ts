import type { CanaryV1Beta1 } from '../../imports';
import { dnsLabel, line, objectName, oneOf } from '../mesh/input';

/** An AlertProvider: a `FlaggerAlertProvider`, or what says which existing one. */
export interface AlertProviderRef {
  readonly name: string;
  /** Its namespace; that of the Canary where it is left out. A Flagger that runs with `-no-cross-namespace-refs` takes no other one. */
  readonly namespace?: string;
}

/** Who is told of a release. */
export interface CanaryAlertProps {
  /** Where the alerts go. */
  readonly provider: AlertProviderRef;
  /**
   * The least severe event that is told: `info` tells of each release and its end, `warn` of what may go wrong, `error` of rollbacks only.
   *
   * @default 'info'
   */
  readonly severity?: 'info' | 'warn' | 'error';
  /**
   * What the alert is called.
   *
   * @default - the name of the provider
   */
  readonly name?: string;
}

const SEVERITIES = ['info', 'warn', 'error'] as const;

/** The alert as a Canary of a namespace has it. The severity is always there: without one Flagger never alerts (Flagger 1.44). */
export function canaryAlert(
  { provider, severity = 'info', name }: CanaryAlertProps,
  canaryNamespace: string | undefined,
): NonNullable<CanaryV1Beta1['spec']['analysis']['alerts']>[number] {
  const namespace = provider.namespace === canaryNamespace ? undefined : provider.namespace;
  return {
    name: line('name of the alert', name ?? provider.name),
    severity: oneOf('severity', severity, SEVERITIES),
    providerRef: {
      name: objectName('name of the AlertProvider', provider.name),
      namespace: namespace === undefined ? undefined : dnsLabel('namespace of the AlertProvider', namespace),
    },
  };
}
