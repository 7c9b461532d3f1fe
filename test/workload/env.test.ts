import type { EnvFromSource, EnvVarSource } from 'kubernetes-types/core/v1';
import { envSources, envVars } from '../../src/workload/env';

describe('envVars', () => {
  test.each<EnvVarSource>([
    { secretKeyRef: { name: 'db.shop', key: 'pass_word-1.txt', optional: true } },
    { configMapKeyRef: { name: 'settings', key: '.hidden' } },
    { fieldRef: { fieldPath: 'status.podIP' } },
    { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['example.com/tier']" } },
    { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
    { resourceFieldRef: { resource: 'requests.hugepages-2Mi' } },
  ])('takes a value from %j', (source) => {
    expect(envVars({ A: source, B: 'text' })).toEqual([
      { name: 'A', valueFrom: source },
      { name: 'B', value: 'text' },
    ]);
  });

  test.each<[unknown, string]>([
    [{}, 'environment variable A must have exactly one of secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef, got none'],
    [{ secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } }, 'got secretKeyRef and configMapKeyRef'],
    [{ secretKeyRef: { key: 'b' } }, 'environment variable A must have the name of a Secret, got none'],
    [{ secretKeyRef: { name: 'My_Secret', key: 'b' } }, 'name of the Secret of environment variable A must be lower-case letters'],
    [{ configMapKeyRef: { name: 'a', key: 'b c' } }, 'key of environment variable A must be letters, digits'],
    [{ configMapKeyRef: { name: 'a', key: '..b' } }, 'got "..b"'],
    [{ configMapKeyRef: { name: 'a', key: '.' } }, 'got "."'],
    [{ configMapKeyRef: { name: 'a' } }, 'key of environment variable A must be a line of text, got undefined'],
    [{ fieldRef: { fieldPath: 'metadata.labels' } }, 'fieldPath of environment variable A must be one of metadata.name, '],
    [{ fieldRef: { fieldPath: "metadata.annotations['a b']" } }, 'key in the fieldPath of environment variable A must be a label key'],
    [
      { resourceFieldRef: { resource: 'cpu' } },
      'resource of environment variable A must be one such as limits.cpu or requests.memory, got "cpu"',
    ],
  ])('refuses a value from %j', (source, message) => {
    expect(() => envVars({ A: source as EnvVarSource })).toThrow(message);
  });
});

describe('envSources', () => {
  test('takes ConfigMaps and Secrets, with a prefix', () => {
    const sources: EnvFromSource[] = [{ configMapRef: { name: 'a' } }, { prefix: 'DB_', secretRef: { name: 'b', optional: true } }];
    expect(envSources(sources)).toEqual(sources);
  });

  test.each<[unknown, string]>([
    [{}, 'envFrom must have exactly one of configMapRef, secretRef, got none'],
    [{ configMapRef: { name: 'a' }, secretRef: { name: 'a' } }, 'got configMapRef and secretRef'],
    [{ configMapRef: {} }, 'envFrom must have the name of a ConfigMap, got none'],
    [{ secretRef: { name: 'A' } }, 'name of the Secret of envFrom must be lower-case letters'],
    [{ prefix: 'A=', secretRef: { name: 'a' } }, 'prefix of envFrom must be letters, digits, "-", "_" and ".", no digit first, got "A="'],
  ])('refuses %j', (source, message) => {
    expect(() => envSources([source as EnvFromSource])).toThrow(message);
  });
});
