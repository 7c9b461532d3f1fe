import { Duration } from 'cdk8s';
import { CanaryWebhook, CanaryWebhookProps } from '../../src/delivery';

const url = 'http://flagger-loadtester.test/';

test('minimal props', () => {
  const webhook = CanaryWebhook.rollout('load-test', { url });
  expect(webhook._toWebhook()).toEqual({ name: 'load-test', type: 'rollout', url });
  expect(webhook.timeout.toSeconds()).toBe(10);
});

test('all props', () => {
  const props: Required<CanaryWebhookProps> = {
    url: 'https://gate.example.com/check?release=web',
    timeout: Duration.minutes(3),
    retries: 2,
    metadata: { type: 'bash', cmd: `curl -sd 'test' http://podinfo-canary:9898/token | grep token` },
    muteAlert: true,
    disableTLS: true,
  };
  expect(CanaryWebhook.preRollout('acceptance-test', props)._toWebhook()).toEqual({
    ...props,
    name: 'acceptance-test',
    type: 'pre-rollout',
    timeout: '3m',
  });
});

test.each([
  [CanaryWebhook.confirmRollout('x', { url }), 'confirm-rollout'],
  [CanaryWebhook.preRollout('x', { url }), 'pre-rollout'],
  [CanaryWebhook.rollout('x', { url }), 'rollout'],
  [CanaryWebhook.confirmTrafficIncrease('x', { url }), 'confirm-traffic-increase'],
  [CanaryWebhook.confirmPromotion('x', { url }), 'confirm-promotion'],
  [CanaryWebhook.postRollout('x', { url }), 'post-rollout'],
  [CanaryWebhook.rollback('x', { url }), 'rollback'],
  [CanaryWebhook.event('x', { url }), 'event'],
])('its type says when it is called: %#', (webhook, type) => {
  expect(webhook._toWebhook().type).toBe(type);
});

test.each<[string, string, CanaryWebhookProps, string]>([
  ['an empty name', '', { url }, 'name of the webhook must be a line of text'],
  ['a URL without a scheme', 'x', { url: 'flagger-loadtester.test/' }, 'url of webhook x must be a URL'],
  ['another scheme', 'x', { url: 'file:///etc/passwd' }, 'url of webhook x must be a URL'],
  ['a space in the URL', 'x', { url: 'http://a b/' }, 'url of webhook x must be a URL'],
  [
    'a password in the URL',
    'x',
    { url: 'http://user:secret@gate/' },
    'url of webhook x must have no user name and password in it; keep them in a Secret',
  ],
  ['a timeout of no time', 'x', { url, timeout: Duration.seconds(0) }, 'timeout of webhook x must be whole seconds from 1'],
  ['a timeout with a fraction', 'x', { url, timeout: Duration.millis(1500) }, 'got 1.5'],
  ['negative retries', 'x', { url, retries: -1 }, 'retries of webhook x'],
])('a webhook with %s is refused', (_, name, props, message) => {
  expect(() => CanaryWebhook.rollout(name, props)).toThrow(message);
});

test('metadata that is no text is refused, with what to write', () => {
  // @ts-expect-error values are strings
  expect(() => CanaryWebhook.rollout('x', { url, metadata: { logCmdOutput: true } })).toThrow(
    `metadata "logCmdOutput" of webhook x must be a string, got true; write 'true'`,
  );
});
