import { Construct } from 'constructs';
import type { Ingress } from 'kubernetes-types/networking/v1';
import { show, urlPath } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { ingress, IngressPath, IngressProps } from './ingress';
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
    const versions = props.versions ?? props.service.versions;
    const paths = new Map<string, IngressPath>();
    for (const version of versions) {
      const { name, ports } = props.service.version(version).toServiceRef();
      const path = urlPath(`path of version ${version}`, props.paths?.[version] ?? `/${name}`).replace(/\/+$/, '');
      if (!PLAIN_PATH.test(path)) throw new Error(`path of version ${version} must be letters, digits, "-", "_", ".", "~" and "/", got ${show(path)}`);
      if (paths.has(path)) throw new Error(`path ${path} must show one version only, got it for ${version} too`);
      // The first group ends the prefix at a slash; the second is what the pods see.
      const regex = `${path.replaceAll('.', '\\.')}(/|$)(.*)`;
      const target = portOf({ name, ports }, props.port);
      paths.set(path, { path: regex, pathType: 'ImplementationSpecific', service: name, port: target.name === undefined ? { number: target.port } : { name: target.name } });
    }
    if (paths.size === 0) throw new Error('versions must name at least one version, got none');
    this.ingress = new MeshObject(this, 'Resource', ingress(props.name ?? id, props, [...paths.values()], REWRITE));
  }
}

/** What has no meaning in a regular expression or an nginx location, but for the dot, which is escaped. */
const PLAIN_PATH = /^[-A-Za-z0-9_.~/]+$/;

/** ingress-nginx 1.x: the path is a regular expression, and the second group is what is passed on. */
const REWRITE = {
  'nginx.ingress.kubernetes.io/use-regex': 'true',
  'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
};
