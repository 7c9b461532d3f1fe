import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Ingress } from 'kubernetes-types/networking/v1';
import { show, urlPath } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { ingress, IngressPath, IngressProps, ingressPort } from './ingress';
import { portOf } from './service-ref';
import type { VersionedService } from './versioned-service';

/** Which versions can be looked at, and where. */
export interface PreviewIngressProps<V extends string> extends IngressProps {
  /** The service whose versions are shown. */
  readonly service: VersionedService<V>;
  /**
   * The versions shown.
   *
   * @default - all that the service has now
   */
  readonly versions?: readonly NoInfer<V>[];
  /**
   * The port of the versions' Services, by name.
   *
   * @default - the main one
   */
  readonly port?: string;
  /**
   * The path under which each version appears; it is cut off before the request reaches the pods.
   *
   * @default - a slash and the name of the version's Service: `/stockmanagerv0-0-2`
   */
  readonly paths?: Readonly<Partial<Record<NoInfer<V>, string>>>;
  /**
   * The name of the Ingress.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * An Ingress of ingress-nginx that reaches each version directly, whatever the split says: `/stockmanagerv0-0-2/stocklevel` asks version 0.0.2 for
 * `/stocklevel`. It is meant for looking at a version before it has traffic; it lets anybody in who reaches the Ingress controller.
 */
export class PreviewIngress<V extends string = string> extends Construct {
  /** The Ingress. */
  public readonly ingress: MeshObject<Ingress>;

  /** @throws if a host or path is none, there is no such version or port, or two versions would have the same path */
  constructor(scope: Construct, id: string, props: PreviewIngressProps<V>) {
    super(scope, id);
    const { namespace: home } = Chart.of(this);
    const paths = new Map<string, IngressPath>();
    for (const version of props.versions ?? props.service.versions) {
      const service = props.service.version(version).toServiceRef();
      if ((service.namespace ?? home) !== home) {
        throw new Error(
          `service ${service.name} is in namespace ${service.namespace}, where its Ingress must be; put it into a chart of that namespace`,
        );
      }
      const path = previewPath(version, props.paths?.[version] ?? `/${service.name}`);
      if (paths.has(path)) throw new Error(`path ${path} must show one version only, got it for ${version} too`);
      // The first group ends the prefix at a slash; the second is what the pods see.
      const regex = `${path.replaceAll('.', '\\.')}(/|$)(.*)`;
      paths.set(path, {
        path: regex,
        pathType: 'ImplementationSpecific',
        service: service.name,
        port: ingressPort(portOf(service, props.port)),
      });
    }
    if (paths.size === 0) throw new Error('versions must name at least one version, got none');
    this.ingress = new MeshObject(this, 'Resource', ingress(props.name ?? id, props, [...paths.values()], REWRITE));
  }
}

/** Segments of what has no meaning in a regular expression or an nginx location, but for the dot, which is escaped; `.` and `..` are no segments. */
const PLAIN_PATH = /^(\/(?!\.{1,2}(\/|$))[-A-Za-z0-9_.~]+)+$/;

function previewPath(version: string, given: string): string {
  const what = `path of version ${version}`;
  const path = urlPath(what, given).replace(/\/+$/, '');
  if (PLAIN_PATH.test(path)) return path;
  throw new Error(
    `${what} must be names of letters, digits, "-", "_", "." and "~" with a "/" before each, such as /preview/v2, got ${show(given)}`,
  );
}

/** ingress-nginx 1.x: the path is a regular expression, and the second group is what is passed on. */
const REWRITE = {
  'nginx.ingress.kubernetes.io/use-regex': 'true',
  'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
};
