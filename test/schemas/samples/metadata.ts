/** Metadata that every schema refuses because the API server does (Kubernetes 1.34), by what is wrong with it. */
export const badMetadata: Readonly<Record<string, object>> = {
  'no name': {},
  'a name in upper case': { name: 'Web' },
  'a name with an underscore': { name: 'web_v1' },
  'a name of 254 characters': { name: 'x'.repeat(254) },
  'a label that is no text': { name: 'web', labels: { enabled: true } },
  'a label with a space': { name: 'web', labels: { app: 'web shop' } },
  'a label of 64 characters': { name: 'web', labels: { app: 'x'.repeat(64) } },
  'the key of a label with two slashes': { name: 'web', labels: { 'example.com/a/b': 'x' } },
  'the key of a label whose prefix is in upper case': { name: 'web', labels: { 'Example.com/a': 'x' } },
  'the key of a label whose prefix has 254 characters': { name: 'web', labels: { [`${'x'.repeat(254)}/a`]: 'x' } },
  'an annotation that is no text': { name: 'web', annotations: { enabled: true } },
  'the key of an annotation with a space': { name: 'web', annotations: { 'my note': 'x' } },
  'the key of an annotation of 64 characters': { name: 'web', annotations: { ['x'.repeat(64)]: 'x' } },
  'a field that metadata does not have': { name: 'web', label: { app: 'web' } },
};

/** Metadata that every schema takes, and the API server as well. */
export const goodMetadata: Readonly<Record<string, object>> = {
  'what others write, such as finalizers': { name: 'web', finalizers: ['example.org/keep'], creationTimestamp: null },
  'a name of several labels': { name: '1.web-v1.shop' },
  'labels of all forms': { name: 'web', labels: { app: '', 'example.com/a.b_c-D': '1.0_A', ['x'.repeat(63)]: 'y'.repeat(63) } },
  'annotations of all forms': { name: 'web', annotations: { 'Example.COM/a_b': '{"any": "text", "ü": 1}\n', ['x'.repeat(63)]: '' } },
};
