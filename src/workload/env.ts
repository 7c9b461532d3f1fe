import type { EnvFromSource, EnvVar, EnvVarSource } from 'kubernetes-types/core/v1';
import { labelKey, line, objectName, show } from '../mesh/input';

/** Kubernetes takes any printable name since 1.30, and before that letters, digits, "-", "_" and "."; shells read only the latter. */
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/** A key of a ConfigMap or Secret. */
const DATA_KEY = /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;

/** What the API server takes for a `fieldPath` of a variable (Kubernetes 1.34). */
const FIELDS = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];
const KEYED_FIELD = /^metadata\.(labels|annotations)\['([^']*)'\]$/;
const RESOURCE_FIELD = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/**
 * The environment variables of a container.
 *
 * @throws if a name is none that a shell reads, or a value is neither text nor a place to take it from
 */
export function envVars(env: Readonly<Record<string, string | EnvVarSource>>): EnvVar[] {
  return Object.entries(env).map(([name, value]) => {
    if (!ENV_NAME.test(name)) {
      throw new Error(`name of an environment variable must be letters, digits, "-", "_" and ".", no digit first, got ${show(name)}`);
    }
    if (typeof value === 'string') return { name, value };
    // Plain JavaScript may pass null or a number.
    const given: unknown = value;
    if (typeof given === 'object' && given !== null) return { name, valueFrom: envVarSource(name, value) };
    throw new Error(
      `value of environment variable ${name} must be a string or say where it comes from, got ${show(given)}; put it in quotes`,
    );
  });
}

function envVarSource(variable: string, source: EnvVarSource): EnvVarSource {
  const what = `environment variable ${variable}`;
  onlySource(what, source, 'secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef');
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = source;
  const reference = secretKeyRef ?? configMapKeyRef;
  if (reference) {
    named(what, secretKeyRef ? 'Secret' : 'ConfigMap', reference.name);
    if (!DATA_KEY.test(line(`key of ${what}`, reference.key))) {
      throw new Error(`key of ${what} must be letters, digits, "-", "_" and ".", no ".." first, got ${show(reference.key)}`);
    }
  }
  if (fieldRef) checkField(what, fieldRef.fieldPath);
  if (resourceFieldRef && !RESOURCE_FIELD.test(resourceFieldRef.resource)) {
    throw new Error(`resource of ${what} must be one such as limits.cpu or requests.memory, got ${show(resourceFieldRef.resource)}`);
  }
  return source;
}

function checkField(what: string, path: string): void {
  const [, , key] = KEYED_FIELD.exec(path) ?? [];
  if (key !== undefined) labelKey(`key in the fieldPath of ${what}`, key);
  else if (!FIELDS.includes(path)) {
    throw new Error(`fieldPath of ${what} must be one of ${FIELDS.join(', ')} or such as metadata.labels['app'], got ${show(path)}`);
  }
}

/**
 * Where a container takes variables from, a whole ConfigMap or Secret at a time.
 *
 * @throws if one of them is no such place
 */
export function envSources(sources: readonly EnvFromSource[]): EnvFromSource[] {
  return sources.map((source) => {
    const { prefix = '', configMapRef, secretRef } = source;
    const { prefix: _, ...references } = source;
    onlySource('envFrom', references, 'configMapRef, secretRef');
    named('envFrom', secretRef ? 'Secret' : 'ConfigMap', (secretRef ?? configMapRef)?.name);
    if (prefix === '' || ENV_NAME.test(prefix)) return source;
    throw new Error(`prefix of envFrom must be letters, digits, "-", "_" and ".", no digit first, got ${show(prefix)}`);
  });
}

function onlySource(what: string, source: object, sources: string): void {
  const given = Object.entries(source).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length !== 1) throw new Error(`${what} must have exactly one of ${sources}, got ${given.join(' and ') || 'none'}`);
}

function named(what: string, kind: string, name: string | undefined): void {
  if (name === undefined) throw new Error(`${what} must have the name of a ${kind}, got none`);
  objectName(`name of the ${kind} of ${what}`, name);
}
