import { ApiObject } from 'cdk8s';
import type { ServiceVersion } from './service-version';

/** What has versions whose pods must not be confused. */
interface Versions {
  readonly versions: readonly string[];
  readonly stable: string;
  version(name: string): ServiceVersion;
}

type Labels = Readonly<Record<string, string>>;

interface Member {
  readonly version: string;
  /** What its Service selects. */
  readonly selector: Labels;
  /** What its pods are. */
  readonly labels: Labels;
}

/**
 * Faults in who selects whose pods, where Deployments or Services were made elsewhere: each version's Service must find the pods of its version and no
 * others, and the apex Service those of the stable version.
 *
 * @param apex the apex Service; undefined where nothing is known of it
 */
export function checkSelection(service: Versions, apex: ApiObject | undefined): string[] {
  const members = service.versions.map((name) => memberOf(name, service.version(name)));
  const stable = members.filter(({ version }) => version === service.stable);
  return [
    ...members.flatMap((member) => memberFaults(member, members)),
    ...stable.flatMap((member) => apexFaults(selectorOf(apex), member)),
  ];
}

function memberOf(version: string, made: ServiceVersion): Member {
  return { version, selector: made.selector(), labels: made.podLabels() };
}

function memberFaults({ version, selector, labels }: Member, members: readonly Member[]): string[] {
  if (Object.keys(selector).length === 0) {
    return [
      `the service of version ${version} has no selector, so it finds no pods; give it one, or its Deployment spec.selector.matchLabels`,
    ];
  }
  const others = members.filter((other) => other.version !== version && matches(selector, other.labels));
  return [
    ...(matches(selector, labels)
      ? []
      : [`the service of version ${version} selects ${text(selector)}, but its pods have ${text(labels)}`]),
    ...others.map(
      (other) =>
        `the service of version ${version} also selects the pods of version ${other.version}: ${text(selector)}; add a version label to selector and pods`,
    ),
  ];
}

/** An apex without a selector is fine where somebody made it so: then all its traffic comes by routes. */
function apexFaults(selector: Labels | undefined, { version, selector: own, labels }: Member): string[] {
  if (selector === undefined) return [];
  if (Object.keys(selector).length === 0) {
    // Without a selector of the stable version, that was said already.
    return Object.keys(own).length === 0
      ? []
      : ['the apex service selects nothing: the versions have no label in common; give their pods one, or leave selects out'];
  }
  if (matches(selector, labels)) return [];
  return [`the apex service selects ${text(selector)}, but pods of the stable version ${version} have ${text(labels)}`];
}

function selectorOf(service: ApiObject | undefined): Labels | undefined {
  return service && (service.toJson() as { readonly spec?: { readonly selector?: Labels } }).spec?.selector;
}

function matches(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function text(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.join(',') || 'no labels';
}
