// Generated from schemas/route.json by npm run imports; do not edit.

/**
 * The object that the route attaches to: in a mesh the Service whose clients it steers. For a Service set
 * `group`, `kind`, `name` and `port`.
 */
export interface RouteParentRef {
  /**
   * API group of the parent. Write `""` for a Service: with the default the route is silently ignored by a mesh.
   * Linkerd 2.20 also takes `core`; no other mesh does, and Flagger 1.44 stalls on it.
   *
   * @default 'gateway.networking.k8s.io'
   */
  group?: string;
  /**
   * Kind of the parent. Write `Service` in a mesh: with the default the route is silently ignored there.
   *
   * @default 'Gateway'
   */
  kind?: string;
  /**
   * Name of the parent. Linkerd 2.20 refuses a headless or ExternalName Service here (`NoMatchingParent`).
   */
  name: string;
  /**
   * Namespace of the parent; left out, that of the route. A route in the namespace of its Service holds for all
   * clients, a route in another namespace only for the clients of that namespace.
   */
  namespace?: string;
  /**
   * Port of the parent; left out, all its ports. Linkerd 2.20 accepts a port that the Service lacks, and the route
   * then has no effect. From 1 to 65535.
   */
  port?: number;
  /**
   * Listener of a Gateway. Linkerd 2.20 ignores it on a Service.
   */
  sectionName?: string;
}

/**
 * HTTP method, in upper case.
 */
export type RouteMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH';

/**
 * A header and its value.
 */
export interface RouteHeader {
  /**
   * Name of an HTTP header. Upper and lower case are the same.
   */
  name: string;
  /**
   * Value of an HTTP header. Upper and lower case differ.
   */
  value: string;
}

/**
 * Changes to headers.
 */
export interface RouteHeaderModifier {
  /**
   * Headers to write, replacing any value that is there. Each name once. At most 16 items.
   */
  set?: RouteHeader[];
  /**
   * Headers to append to the values that are there. Each name once. At most 16 items.
   */
  add?: RouteHeader[];
  /**
   * Names of headers to drop. Each name once. At most 16 items.
   */
  remove?: string[];
}

/**
 * A condition on one request header.
 */
export interface RouteHeaderMatch {
  /**
   * Name of an HTTP header. Upper and lower case are the same.
   */
  name: string;
  /**
   * How `value` is compared. Which regular expressions are understood is the mesh's own affair.
   *
   * @default 'Exact'
   */
  type?: 'Exact' | 'RegularExpression';
  /**
   * Value of an HTTP header. Upper and lower case differ.
   */
  value: string;
}

/**
 * Answers with a redirect and sends nothing to a backend. Parts that are left out are taken from the request.
 */
export interface RouteRequestRedirect {
  /**
   * Scheme of the new address.
   */
  scheme?: 'http' | 'https';
  /**
   * Host of the new address.
   */
  hostname?: string;
  /**
   * Path of the new address.
   */
  path?: RoutePathModifier;
  /**
   * Port of the new address. From 1 to 65535.
   */
  port?: number;
  /**
   * Status of the answer.
   *
   * @default 302
   */
  statusCode?: 301 | 302;
}

/**
 * A new path: the whole of it, or what stands in for the matched prefix. Set the field that `type` names and no
 * other.
 */
export interface RoutePathModifier {
  /**
   * Which of the two fields holds the new path.
   */
  type: 'ReplaceFullPath' | 'ReplacePrefixMatch';
  /**
   * The new path, whatever the old one was.
   */
  replaceFullPath?: string;
  /**
   * What stands in for the matched prefix. The rule must have exactly one match, of type `PathPrefix`.
   */
  replacePrefixMatch?: string;
}

/**
 * The Service that receives the copies.
 */
export interface RouteMirrorBackendRef {
  /**
   * API group of the receiver; `""` for a Service.
   *
   * @default ''
   */
  group?: string;
  /**
   * Kind of the receiver.
   *
   * @default 'Service'
   */
  kind?: string;
  /**
   * Name of the receiver.
   */
  name: string;
  /**
   * Namespace of the receiver; left out, that of the route.
   */
  namespace?: string;
  /**
   * Port of the receiver. A Service must have one. From 1 to 65535.
   */
  port?: number;
}

/**
 * Sends a copy of each request to another Service and drops its answers. Linkerd 2.20 does not know it, see
 * `type`.
 */
export interface RouteRequestMirror {
  /**
   * The Service that receives the copies.
   */
  backendRef: RouteMirrorBackendRef;
}

/**
 * An object of the mesh's own that acts as a filter, in the namespace of the route. Linkerd 2.20 knows none, see
 * `type`.
 */
export interface RouteExtensionRef {
  /**
   * API group of a kind. The empty string is the core group, the one of Service.
   */
  group: string;
  /**
   * Kind of an object, for example `Service`.
   */
  kind: string;
  /**
   * Name of an object.
   */
  name: string;
}
