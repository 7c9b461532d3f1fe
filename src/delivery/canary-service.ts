import { Duration } from 'cdk8s';
import type { CanaryV1Beta1 } from '../../imports';
import { port, portName, serviceName, show } from '../mesh/input';
import { isContainerPortName } from '../workload/container';
import { gatewayDuration } from './flagger-duration';
import { FlaggerProvider, PROVIDERS } from './flagger-provider';
import { MAX_NAME } from './flagger-target';

/**
 * The Service that clients call, which Flagger makes. It takes over one of that name that exists, with its ports: leave it out of your
 * manifests.
 */
export interface CanaryServiceProps {
  /** The port that clients use; routes have this one only. */
  readonly port: number;
  /**
   * The number or name of the container's port.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number | string;
  /**
   * The name of the port.
   *
   * @default 'http'
   */
  readonly portName?: string;
  /**
   * The name of the Service, at most 55 characters: Flagger adds `-primary` and `-canary`.
   *
   * @default - the name of the target
   */
  readonly name?: string;
  /**
   * Whether the Service also has the other ports of the containers.
   *
   * @default false
   */
  readonly portDiscovery?: boolean;
  /**
   * How long a request may take, in whole milliseconds. Only the provider `gatewayapi:v1` writes it; Linkerd before 2.20 takes no notice.
   *
   * @default - no limit
   */
  readonly timeout?: Duration;
}

/**
 * The name of the Service that clients call.
 *
 * @throws if it is none, or too long for Flagger to add to it
 */
export function apexName(props: CanaryServiceProps, target: string): string {
  const name = serviceName('name of the service', props.name ?? target);
  if (name.length <= MAX_NAME) return name;
  throw new Error(
    `name of the service must have at most ${MAX_NAME} characters, because Flagger adds "-primary", got ${name} (${name.length}); give service.name`,
  );
}

/**
 * `spec.service` of a Canary.
 *
 * @throws if a port or name is none, or the provider has no use for a timeout
 */
export function canaryService(
  props: CanaryServiceProps,
  apex: string,
  provider: FlaggerProvider,
  namespace: string | undefined,
): NonNullable<CanaryV1Beta1['spec']['service']> {
  const { targetPort, portDiscovery, timeout } = props;
  const facts = PROVIDERS[provider];
  if (timeout !== undefined && !facts.timeout) {
    throw new Error(
      `timeout of the service must be left out with provider ${provider}, which has no use for it; give the mesh a timeout of its own`,
    );
  }
  const number = port('port of the service', props.port);
  return {
    name: props.name,
    port: number,
    portName: props.portName === undefined ? undefined : portName('portName', props.portName),
    targetPort: targetPort === undefined ? undefined : containerPort(targetPort),
    portDiscovery,
    timeout: timeout && gatewayDuration('timeout of the service', timeout),
    gatewayRefs:
      facts.api === 'gateway.networking.k8s.io/v1' ? [{ group: GROUP, kind: 'Service', name: apex, namespace, port: number }] : undefined,
  };
}

/**
 * The core group. Linkerd's documentation says `core`; but then Flagger waits for ever for a status that Linkerd 2.20 does not write: no
 * release starts, or one stays at its share, without a failed check or a rollback (Flagger 1.44, measured).
 */
const GROUP = '';

function containerPort(value: number | string): number | string {
  if (typeof value === 'number') return port('targetPort', value);
  if (isContainerPortName(value)) return portName('targetPort', value);
  throw new Error(
    `targetPort must be a number, or the name of a container's port: at most 15 characters, with a letter; got ${show(value)}`,
  );
}
