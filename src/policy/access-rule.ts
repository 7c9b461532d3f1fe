import { HTTP_METHODS, HttpMethod } from '../mesh/http-method';
import { dnsLabel, objectName, oneOf, show, urlPath } from '../mesh/input';

/** Somebody who may send requests: pods that run as a ServiceAccount, known by their mesh certificate. They must be meshed themselves. */
export interface AccessClient {
  /** The name of the ServiceAccount. */
  readonly serviceAccount: string;
  /**
   * The namespace of the ServiceAccount.
   *
   * @default - that of the pods that are protected
   */
  readonly namespace?: string;
}

/** Who may send which requests. Nobody else may send a request to these paths. */
export interface AccessRule {
  /**
   * The paths, each with all that lies below it: `/metrics` is `/metrics` and `/metrics/x`, not `/metricsx`. Of nested paths in several rules
   * the longest decides alone.
   */
  readonly paths: readonly string[];
  /** Those who may, any one of them. */
  readonly clients: readonly AccessClient[];
  /**
   * What they may do; other methods are refused to them too.
   *
   * @default - anything
   */
  readonly methods?: readonly HttpMethod[];
}

/** A rule with its name and everything checked. */
export interface NamedRule extends AccessRule {
  readonly name: string;
}

/** Names that the construct needs for itself. */
const RESERVED = ['denied', 'others', 'probes'];

/**
 * The rules, checked.
 *
 * @throws if a name, path, method or client is wrong, or two rules say different things of one request
 */
export function namedRules(rules: Readonly<Record<string, AccessRule>>): NamedRule[] {
  const named = Object.entries(rules).map(([name, rule]) => {
    if (RESERVED.includes(dnsLabel('name of a rule', name))) {
      throw new Error(`name of a rule must not be one of ${RESERVED.join(', ')}, got ${show(name)}`);
    }
    return {
      name,
      paths: some(`paths of rule ${name}`, rule.paths).map((path) => rulePath(`path of rule ${name}`, path)),
      clients: some(`clients of rule ${name}`, rule.clients).map((given) => client(name, given)),
      ...(rule.methods && {
        methods: some(`methods of rule ${name}`, rule.methods).map((method) => oneOf(`method of rule ${name}`, method, HTTP_METHODS)),
      }),
    };
  });
  named.forEach((rule, index) => named.slice(index + 1).forEach((other) => refuseOverlap(rule, other)));
  some('rules', named);
  return named;
}

/** Whether a path is, or lies below, another one. */
export function isWithin(path: string, prefix: string): boolean {
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
}

function some<T>(what: string, values: readonly T[]): readonly T[] {
  if (values.length > 0) return values;
  throw new Error(`${what} must not be empty`);
}

/** A path that proxies compare as it is: what they would decode, resolve or cut off first is refused. */
function rulePath(what: string, value: string): string {
  const path = urlPath(what, value);
  const segments = path.slice(1).replace(/\/$/, '').split('/');
  if (path !== '/' && (/[?#%]/.test(path) || segments.some((segment) => segment === '' || segment === '.' || segment === '..'))) {
    throw new Error(`${what} must be plain segments without "?", "#", "%", "//", "." and "..", got ${show(value)}`);
  }
  return path === '/' ? path : path.replace(/\/$/, '');
}

function client(rule: string, { serviceAccount, namespace }: AccessClient): AccessClient {
  return {
    serviceAccount: objectName(`serviceAccount of rule ${rule}`, serviceAccount),
    ...(namespace === undefined ? {} : { namespace: dnsLabel(`namespace of rule ${rule}`, namespace) }),
  };
}

/** A request belongs to one rule: where two match equally well, Linkerd takes the older one, and the clients of the other are refused. */
function refuseOverlap(rule: NamedRule, other: NamedRule): void {
  const path = rule.paths.find((path) => other.paths.includes(path));
  if (path === undefined) return;
  const disjoint = rule.methods && other.methods && !rule.methods.some((method) => other.methods?.includes(method));
  if (disjoint) return;
  throw new Error(
    `rules ${rule.name} and ${other.name} must not both be about ${path}; put their clients into one rule, or give them different methods`,
  );
}
