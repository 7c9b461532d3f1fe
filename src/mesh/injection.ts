import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { annotatePods } from './annotate';
import { durationText, wholeSeconds } from './duration';
import { InboundPolicy, InjectionOptions, PortOrRange } from './injection-options';
import { line, oneOf, port, show } from './input';
import { Mesh, meshOf } from './mesh';
import { hasNativeSidecars, nativeSidecarAnnotations } from './native-sidecar';
import { podTemplatePath } from './pod-template';
import { bytes, checkLimit, cpu } from './quantity';

const CONFIG = 'config.linkerd.io';
const OPAQUE_PORTS = `${CONFIG}/opaque-ports`;
const INBOUND_POLICIES: readonly InboundPolicy[] = [
  'all-unauthenticated',
  'all-authenticated',
  'cluster-unauthenticated',
  'cluster-authenticated',
  'deny',
  'audit',
];

/**
 * The annotations for some injection options, to put on a Namespace, on a pod or on the template of pods; `applyInjection()` does so.
 *
 * @param mesh the mesh that reads them; the name of one annotation depends on it
 * @throws if a value is one that Linkerd would ignore, or two contradict each other
 */
export function injectionAnnotations(options: InjectionOptions, mesh: Mesh = Mesh.linkerd()): Record<string, string> {
  checkResources(options);
  const {
    inject,
    proxyCpuRequest,
    proxyCpuLimit,
    proxyMemoryRequest,
    proxyMemoryLimit,
    proxyEphemeralStorageRequest,
    proxyEphemeralStorageLimit,
  } = options;
  const values: Record<string, string | undefined> = {
    'linkerd.io/inject': given(inject, (value) => oneOf('inject', value, ['enabled', 'disabled', 'ingress'])),
    [`${CONFIG}/proxy-cpu-request`]: given(proxyCpuRequest, (value) => cpu('proxyCpuRequest', value)),
    [`${CONFIG}/proxy-cpu-limit`]: given(proxyCpuLimit, (value) => cpu('proxyCpuLimit', value)),
    [`${CONFIG}/proxy-memory-request`]: given(proxyMemoryRequest, (value) => bytes('proxyMemoryRequest', value)),
    [`${CONFIG}/proxy-memory-limit`]: given(proxyMemoryLimit, (value) => bytes('proxyMemoryLimit', value)),
    [`${CONFIG}/proxy-ephemeral-storage-request`]: given(proxyEphemeralStorageRequest, (value) =>
      bytes('proxyEphemeralStorageRequest', value),
    ),
    [`${CONFIG}/proxy-ephemeral-storage-limit`]: given(proxyEphemeralStorageLimit, (value) => bytes('proxyEphemeralStorageLimit', value)),
    [`${CONFIG}/skip-inbound-ports`]: given(options.skipInboundPorts, (value) => ports('skipInboundPorts', value)),
    [`${CONFIG}/skip-outbound-ports`]: given(options.skipOutboundPorts, (value) => ports('skipOutboundPorts', value)),
    [OPAQUE_PORTS]: given(options.opaquePorts, (value) => ports('opaquePorts', value)),
    [`${CONFIG}/default-inbound-policy`]: given(options.defaultInboundPolicy, (value) =>
      oneOf('defaultInboundPolicy', value, INBOUND_POLICIES),
    ),
    [`${CONFIG}/enable-debug-sidecar`]: given(options.debugSidecar, (value) => flag('debugSidecar', value)),
    [`${CONFIG}/debug-image`]: given(options.debugImage, (value) => image('debugImage', value)),
    [`${CONFIG}/debug-image-version`]: given(options.debugImageVersion, (value) => tag('debugImageVersion', value)),
    [`${CONFIG}/proxy-log-level`]: given(options.proxyLogLevel, logLevel),
    [`${CONFIG}/proxy-log-format`]: given(options.proxyLogFormat, (value) => oneOf('proxyLogFormat', value, ['plain', 'json'])),
    [`${CONFIG}/access-log`]: given(options.accessLog, (value) => oneOf('accessLog', value, ['apache', 'json'])),
    ...nativeSidecar(options, mesh),
    [`${CONFIG}/proxy-await`]: given(options.proxyAwait, (value) => (flag('proxyAwait', value) === 'true' ? 'enabled' : 'disabled')),
    // Go's ParseUint, and Go's ParseDuration.
    'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': given(options.waitBeforeExit, (value) =>
      String(wholeSeconds('waitBeforeExit', value, { min: 0 })),
    ),
    [`${CONFIG}/shutdown-grace-period`]: given(options.shutdownGracePeriod, (value) =>
      durationText('shutdownGracePeriod', value, { min: 0 }),
    ),
  };
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * Says on an object how Linkerd meshes its pods: on a workload (of ours, of cdk8s-plus-27, or a plain `ApiObject`; an Argo `Rollout` too) in
 * the template of its pods, on a Pod or Namespace in its own annotations. A Service takes `opaquePorts` only.
 *
 * Other annotations stay, and what is added later is kept; of two values for the same annotation the later one counts.
 *
 * @throws if a value is one that Linkerd would ignore, or the object one of which Linkerd would not read it
 */
export function applyInjection(target: IConstruct, options: InjectionOptions): void {
  const { kind, name } = ApiObject.of(target);
  const annotations = injectionAnnotations(options, meshOf(target));
  const refused = unread(kind, Object.keys(annotations));
  if (refused !== undefined) throw new Error(`injection options cannot be applied to ${kind} ${name}: ${refused}`);
  annotatePods(target, annotations);
}

/** Why Linkerd would not read these annotations on this kind of object. */
function unread(kind: string, annotations: readonly string[]): string | undefined {
  if (podTemplatePath(kind) || kind === 'Pod') return undefined;
  if (kind === 'Service') {
    const other = annotations.find((key) => key !== OPAQUE_PORTS);
    return other && `Linkerd reads only ${OPAQUE_PORTS} of a Service, not ${other}; apply it to the workload or the Namespace`;
  }
  if (kind === 'Namespace') {
    const debug = annotations.find((key) => key.startsWith(`${CONFIG}/debug-image`));
    return debug && `pods do not inherit ${debug}; apply it to the workload`;
  }
  return 'it is no workload, Pod, Namespace or Service';
}

function given<T>(value: T | undefined, check: (value: T) => string): string | undefined {
  return value === undefined ? undefined : check(value);
}

function flag(what: string, value: boolean): string {
  if (typeof value === 'boolean') return String(value);
  throw new Error(`${what} must be true or false, got ${show(value)}`);
}

/** As Linkerd's `util.ParsePortRange` reads them; port 0 is left out, for nothing listens there. */
function ports(what: string, values: readonly PortOrRange[]): string {
  return values.map((value) => portOrRange(what, value)).join(',');
}

function portOrRange(what: string, value: PortOrRange): string {
  if (typeof value === 'number') return String(port(what, value));
  const [, from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(value) ?? [];
  if (from === undefined || to === undefined)
    throw new Error(`${what} must be port numbers and ranges such as "8000-8010", got ${show(value)}`);
  const [lower, upper] = [port(what, Number(from)), port(what, Number(to))];
  if (upper >= lower) return `${lower}-${upper}`;
  throw new Error(`${what} must be ranges from the lower to the higher port, got ${show(value)}; use "${upper}-${lower}"`);
}

/** The value becomes part of a JSON document that Linkerd's injector writes with a text template, so nothing may leave its string. */
function logLevel(value: string): string {
  if (typeof value === 'string' && /^[\w:=,.[\]{}-]+$/.test(value)) return value;
  throw new Error(`proxyLogLevel must be levels by module such as "warn,linkerd=debug", got ${show(value)}`);
}

function image(what: string, value: string): string {
  const name = line(what, value).split('/').at(-1) ?? '';
  if (/^[\w.:/-]+$/.test(value) && !name.includes(':')) return value;
  throw new Error(`${what} must be an image without a tag, got ${show(value)}; the tag is debugImageVersion`);
}

function tag(what: string, value: string): string {
  if (typeof value === 'string' && /^\w[\w.-]{0,127}$/.test(value)) return value;
  throw new Error(`${what} must be the tag of an image, got ${show(value)}`);
}

/** The proxy is a container of the pod. */
function checkResources(options: InjectionOptions): void {
  for (const resource of ['Cpu', 'Memory', 'EphemeralStorage'] as const) {
    const { [`proxy${resource}Request` as const]: request, [`proxy${resource}Limit` as const]: limit } = options;
    checkLimit(`proxy${resource}Request`, request, `proxy${resource}Limit`, limit);
  }
}

function nativeSidecar(options: InjectionOptions, mesh: Mesh): Record<string, string> {
  const { nativeSidecar: wanted, waitBeforeExit } = options;
  if (waitBeforeExit !== undefined && (wanted ?? hasNativeSidecars(mesh))) {
    const hint = wanted
      ? 'leave it out'
      : `a native sidecar is the default of ${mesh}; leave waitBeforeExit out, or set nativeSidecar to false`;
    throw new Error(`waitBeforeExit must not be set for a native sidecar, which ends after the other containers anyway: ${hint}`);
  }
  if (wanted === undefined) return {};
  const [annotation] = nativeSidecarAnnotations(mesh);
  if (annotation !== undefined) return { [annotation]: flag('nativeSidecar', wanted) };
  throw new Error(`nativeSidecar needs Linkerd 2.15 or later, got ${mesh}; leave it out`);
}
