import { check } from '../../src/check';

test.each([
  ['1m30s', '90000ms'],
  ['1s500ms', '1500ms'],
])('what to do names the value where only one can be meant: %s is %s to Linkerd', (request, value) => {
  const [finding] = check([
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        parentRefs: [{ group: 'core', kind: 'Service', name: 'web', port: 80 }],
        rules: [{ timeouts: { request }, backendRefs: [{ name: 'web', port: 80 }] }],
      },
    },
  ]).filter(({ rule }) => rule === 'timeout-ignored');
  expect(finding?.fix).toMatch(new RegExp(`Here: spec\\.rules\\[0\\]\\.timeouts\\.request: ${value}$`));
});
