import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { Service, ServicePort } from 'kubernetes-types/core/v1';
import { MeshObject } from '../mesh';
import { listensOn, matchLabels } from '../service/described-deployment';
import { servicePorts } from '../service/ports';
import { serviceManifest } from '../service/service-manifest';
import { ServicePortRef } from '../service/service-ref';

/** A Service in front of the pods of a Deployment that was made elsewhere. */
export interface DeploymentService {
  readonly name: string;
  readonly deployment: ApiObject;
  /** The ports that clients use. */
  readonly ports: readonly ServicePortRef[];
  /** The port that the pods listen on, where the Deployment does not say it. */
  readonly targetPort?: number;
}

/**
 * Makes the Service as a child of a construct. What it takes from the Deployment may still change until the chart is synthesized; what is wrong with that is
 * found then.
 */
export function makeDeploymentService(scope: Construct, props: DeploymentService): MeshObject<Service> {
  const manifest = serviceManifest({ name: props.name, labels: {}, selector: () => matchLabels(props.deployment), ports: [] });
  scope.node.addValidation({ validate: () => faults(props) });
  return new MeshObject<Service>(scope, 'Service', {
    ...manifest,
    // A Service selects pods of its own namespace.
    metadata: { ...manifest.metadata, namespace: props.deployment.metadata.namespace },
    spec: { ...manifest.spec, ports: Lazy.any({ produce: () => portsOf(props) }) as ServicePort[] },
  });
}

function faults(props: DeploymentService): string[] {
  const { name } = props.deployment;
  const listens = listensOn(props.deployment);
  const unclear = props.ports.filter(({ port }) => targetOf(port, props, listens) === undefined);
  return [
    ...(Object.keys(matchLabels(props.deployment)).length === 0
      ? [`Deployment ${name} must have spec.selector.matchLabels, by which the Service finds its pods`]
      : []),
    ...unclear.map(
      ({ port }) => `Deployment ${name} listens on ${listens.join(', ')}: which of them takes what is sent to ${port}? give targetPort`,
    ),
  ];
}

function portsOf(props: DeploymentService): ServicePort[] {
  const listens = listensOn(props.deployment);
  return servicePorts(props.ports.map(({ name = 'http', port }) => ({ name, port, targetPort: targetOf(port, props, listens) ?? port })));
}

/** The port of the pods for one of the Service: the one that was given, the same number, or the only one; undefined where there are several others. */
function targetOf(port: number, { targetPort }: DeploymentService, listens: readonly number[]): number | undefined {
  if (targetPort !== undefined) return targetPort;
  if (listens.length === 0 || listens.includes(port)) return port;
  return listens.length === 1 ? listens[0] : undefined;
}
