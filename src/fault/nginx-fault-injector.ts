import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { ConfigMap, Service } from 'kubernetes-types/core/v1';
import type { Ingress } from 'kubernetes-types/networking/v1';
import { Manifest, MeshObject } from '../mesh';
import { dnsLabel, port, show } from '../mesh/input';
import { ingress, ingressPort, IngressProps } from '../service/ingress';
import { containerPorts, namedPorts } from '../service/ports';
import { serviceManifest } from '../service/service-manifest';
import { IService, portOf, ServiceRef, serviceRef } from '../service/service-ref';
import { MountedVolume } from '../workload/container';
import { deployment, DeploymentSettings } from '../workload/deployment';
import { faultConfig, FaultProps } from './fault-config';
import { BODIES_PATH, bodyFiles, nginxConfig } from './nginx-config';

/** How traffic from outside reaches the injector. */
export interface FaultInjectorIngressProps extends IngressProps {
  /**
   * The path below which requests go to the injector. It is not rewritten: the answer is the same for every path.
   *
   * @default '/'
   */
  readonly path?: string;
}

/** What is answered, where, and by which pods. */
export interface NginxFaultInjectorProps
  extends
    FaultProps,
    Omit<DeploymentSettings, 'command' | 'args' | 'env' | 'envFrom' | 'livenessProbe' | 'readinessProbe' | 'startupProbe'> {
  /** The port of the Service: that of the service whose requests shall fail, say 9411. */
  readonly port: number;
  /**
   * The name of the port.
   *
   * @default 'http'
   */
  readonly portName?: string;
  /**
   * The port that nginx listens on. One below 1024 needs a container runtime that opens these to processes without root, as Docker and
   * containerd 2.0 do, or an image that runs as root with `podSecurity: 'none'`.
   *
   * @default 8080
   */
  readonly containerPort?: number;
  /**
   * The name of the Deployment, of the label `app` of its pods, and of the Ingress.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * The name of the Service.
   *
   * @default - `name`
   */
  readonly serviceName?: string;
  /**
   * The name of the ConfigMap.
   *
   * @default - `name` and `-config`
   */
  readonly configMapName?: string;
  /**
   * An image that starts nginx 1.17.10 or later in the foreground, with the configuration of /etc/nginx/nginx.conf.
   *
   * @default 'nginxinc/nginx-unprivileged:1.30-alpine'
   */
  readonly image?: string;
  /**
   * An Ingress, to look at the fault from outside.
   *
   * @default - none
   */
  readonly ingress?: FaultInjectorIngressProps;
}

/**
 * An nginx that answers every request with a fault, whatever its path and method: send it a share of a service's traffic with a
 * `FaultExperiment`.
 *
 * It speaks HTTP/1.1, so a gRPC call sees a broken connection. It writes to /tmp only: with a read-only root file system, mount an `emptyDir` there.
 */
export class NginxFaultInjector extends Construct implements IService {
  /** The configuration of nginx, and the bodies that it serves. */
  public readonly configMap: MeshObject<ConfigMap>;
  /** The Deployment of nginx. */
  public readonly deployment: MeshObject<Deployment>;
  /** The Service in front of it. */
  public readonly service: MeshObject<Service>;
  /** The Ingress, where one was asked for. */
  public readonly ingress?: MeshObject<Ingress>;

  /** @throws if the answer is none that nginx can give, or a name, port, path or share is none */
  constructor(scope: Construct, id: string, props: NginxFaultInjectorProps) {
    super(scope, id);
    const name = dnsLabel('name of the injector', props.name ?? id);
    const serviceName = props.serviceName ?? name;
    const configMapName = props.configMapName ?? `${name}-config`;
    const labels = { app: name };
    const containerPort = port('containerPort', props.containerPort ?? 8080);
    const ports = namedPorts({ [props.portName ?? 'http']: { port: props.port, targetPort: containerPort } });
    const config = faultConfig(props);
    const bodies = bodyFiles(config);
    const data = { 'nginx.conf': nginxConfig(containerPort, config), ...bodies };

    this.configMap = new MeshObject(this, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: configMapName, labels },
      data,
    });
    this.service = new MeshObject(this, 'Service', serviceManifest({ name: serviceName, labels, selector: labels, ports }));
    this.deployment = new MeshObject(
      this,
      'Deployment',
      deployment(
        name,
        labels,
        { containerName: 'nginx', selector: labels, ports: containerPorts(ports) },
        {
          ...props,
          image: props.image ?? 'nginxinc/nginx-unprivileged:1.30-alpine',
          // No HTTP: that would be answered by the fault, and the mesh would count it.
          readinessProbe: { tcpSocket: { port: containerPort } },
          // A file that is mounted alone does not follow its ConfigMap, so another configuration must be another pod.
          podAnnotations: { ...props.podAnnotations, 'checksum/config': sha256(data) },
          volumes: [...configVolumes(configMapName, Object.keys(bodies)), ...(props.volumes ?? [])],
        },
      ),
    );
    if (props.ingress) this.ingress = new MeshObject(this, 'Ingress', faultIngress(name, this.toServiceRef(), props.ingress));
    this.node.defaultChild = this.deployment;
  }

  /** The Service of the injector, for a split or a route. */
  public toServiceRef(): ServiceRef {
    return serviceRef(this.service);
  }
}

function configVolumes(configMap: string, bodies: readonly string[]): MountedVolume[] {
  const config = { name: 'nginx-config', configMap: { name: configMap }, mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' };
  if (bodies.length === 0) return [config];
  const items = bodies.map((key) => ({ key, path: key }));
  return [config, { name: 'nginx-bodies', configMap: { name: configMap, items }, mountPath: BODIES_PATH }];
}

function sha256(data: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex');
}

/** What Kubernetes and ingress-nginx 1.12 take for a path that is no regular expression. */
const PLAIN_PATH = /^\/$|^(\/(?!\.{1,2}(\/|$))[-\w.]+)+$/;

function faultIngress(name: string, service: ServiceRef, props: FaultInjectorIngressProps): Manifest<Ingress> {
  const path = props.path ?? '/';
  if (!PLAIN_PATH.test(path))
    throw new Error(`path of the ingress must be "/" and names of letters, digits, "-", "_" and ".", such as /fault, got ${show(path)}`);
  return ingress(name, props, [{ path, pathType: 'Prefix', service: service.name, port: ingressPort(portOf(service)) }]);
}
