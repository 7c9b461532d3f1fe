import { ApiObject } from 'cdk8s';
import type { ServiceVersion } from './service-version';

/** What has versions whose pods must not be confused. */
interface Versions {
  readonly versions: readonly string[];
  version(name: string): ServiceVersion;
}

/**
 * Faults in who selects whose pods, where Deployments or Services were made elsewhere: each version's Service must find the pods of its version and no
 * others, and the apex Service some.
 */
export function checkSelection(service: Versions, apex: ApiObject | undefined): string[] {
  const members = service.versions.map((version) => ({ version, selector: service.version(version).selector(), labels: service.version(version).podLabels() }));
  const faults: string[] = [];
  for (const { version, selector, labels } of members) {
    if (Object.keys(selector).length === 0) faults.push(`the service of version ${version} selects nothing; give its Deployment spec.selector.matchLabels`);
    else if (!matches(selector, labels)) faults.push(`the service of version ${version} selects ${text(selector)}, but its pods have ${text(labels)}`);
    for (const other of members) {
      if (other.version !== version && Object.keys(selector).length > 0 && matches(selector, other.labels)) {
        faults.push(`the service of version ${version} also selects the pods of version ${other.version}: ${text(selector)}; add a version label to selector and pods`);
      }
    }
  }
  const selector = apex && (apex.toJson() as { spec?: { selector?: Record<string, string> } }).spec?.selector;
  if (selector && !members.some(({ labels }) => matches(selector, labels))) faults.push(`the apex service selects ${text(selector)}, but no version has such pods`);
  return faults;
}

function matches(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function text(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',') || 'no labels';
}
