import { ApiObject, App, JsonPatch } from 'cdk8s';
import { FlaggerAlertProvider, FlaggerAlertProviderProps } from '../../src/delivery';
import { MeshChart, warningsOf } from '../../src/mesh';
import { validator } from '../schemas/schema-files';

const chart = (): MeshChart => new MeshChart(new App(), 'shop', { namespace: 'shop' });

test('minimal props', () => {
  const provider = new FlaggerAlertProvider(chart(), 'slack', { type: 'slack', secretRef: 'slack-url' });
  expect(ApiObject.of(provider).toJson()).toEqual({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'AlertProvider',
    metadata: { name: 'slack', namespace: 'shop' },
    spec: { type: 'slack', secretRef: { name: 'slack-url' } },
  });
  expect(provider).toMatchObject({ name: 'slack', namespace: 'shop' });
});

test('all props', () => {
  const props: Required<Omit<FlaggerAlertProviderProps, 'secretRef'>> = {
    type: 'msteams',
    address: 'https://example.com/hook',
    channel: 'releases',
    username: 'flagger',
    proxy: 'http://proxy:3128',
    name: 'teams',
  };
  const scope = chart();
  const json: unknown = ApiObject.of(new FlaggerAlertProvider(scope, 'provider', props)).toJson();
  const { name, ...spec } = props;
  expect(json).toMatchObject({ metadata: { name }, spec });
  const validate = validator('flagger.app/alertprovider.v1beta1.json');
  validate(json);
  expect(validate.errors).toBeNull();
  expect(warningsOf(scope).map(({ message }) => message)).toEqual([expect.stringContaining('keep it in a Secret')]);
});

test('a JSON patch reaches the object', () => {
  const provider = new FlaggerAlertProvider(chart(), 'slack', { type: 'slack', secretRef: 'slack-url' });
  ApiObject.of(provider).addJsonPatch(JsonPatch.add('/spec/channel', 'other'));
  expect(ApiObject.of(provider).toJson()).toHaveProperty('spec.channel', 'other');
});

test.each<[string, FlaggerAlertProviderProps, string]>([
  ['no address', { type: 'slack' }, 'give secretRef or address'],
  ['both an address and a Secret', { type: 'slack', address: 'https://example.com', secretRef: 'x' }, 'and not both'],
  ['an address that is no URL', { type: 'slack', address: 'example.com' }, 'address must be a URL'],
  ['a proxy that is no URL', { type: 'slack', secretRef: 'x', proxy: 'proxy' }, 'proxy must be a URL'],
  ['a channel of two lines', { type: 'slack', secretRef: 'x', channel: 'a\nb' }, 'channel must be a line of text'],
  ['a name that is none', { type: 'slack', secretRef: 'x', name: 'A' }, 'name of AlertProvider must be'],
])('refuses %s', (_, props, message) => {
  expect(() => new FlaggerAlertProvider(chart(), 'slack', props)).toThrow(message);
});

test('refuses another receiver', () => {
  // @ts-expect-error there is no such type
  expect(() => new FlaggerAlertProvider(chart(), 'mail', { type: 'mail', secretRef: 'x' })).toThrow('type must be one of slack, msteams');
});
