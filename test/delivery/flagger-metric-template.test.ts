import { ApiObject, App, JsonPatch } from 'cdk8s';
import { FlaggerMetricTemplate, FlaggerMetricTemplateProps, promLabel } from '../../src/delivery';
import { MeshChart } from '../../src/mesh';
import { validator } from '../schemas/schema-files';

const chart = (): MeshChart => new MeshChart(new App(), 'shop', { namespace: 'shop' });
const minimal: FlaggerMetricTemplateProps = { address: 'http://prometheus:9090', query: 'vector(1)' };

test('minimal props', () => {
  const template = new FlaggerMetricTemplate(chart(), 'errors', minimal);
  expect(ApiObject.of(template).toJson()).toEqual({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: { name: 'errors', namespace: 'shop' },
    spec: { provider: { type: 'prometheus', address: 'http://prometheus:9090' }, query: 'vector(1)' },
  });
  expect(template).toMatchObject({ name: 'errors', namespace: 'shop', variables: [] });
});

test('all props', () => {
  const props: Required<FlaggerMetricTemplateProps> = {
    address: 'https://prometheus.example.com/prefix',
    query: 'sum(rate(errors{route="{{ variables.route }}", app="{{ target }}"}[{{ interval }}])) > {{ variables.least }}',
    targetKind: 'Deployment',
    secretRef: 'prometheus-login',
    insecureSkipVerify: true,
    name: 'errors-per-second',
  };
  const template = new FlaggerMetricTemplate(chart(), 'errors', props);
  expect(template).toMatchObject({ name: 'errors-per-second', variables: ['route', 'least'], targetKind: 'Deployment' });
  const json: unknown = ApiObject.of(template).toJson();
  expect(json).toMatchObject({
    metadata: { name: 'errors-per-second' },
    spec: {
      provider: { type: 'prometheus', address: props.address, secretRef: { name: 'prometheus-login' }, insecureSkipVerify: true },
      query: props.query,
    },
  });
  const validate = validator('flagger.app/metrictemplate.v1beta1.json');
  validate(json);
  expect(validate.errors).toBeNull();
});

test('a JSON patch makes it ask something else than Prometheus', () => {
  const template = new FlaggerMetricTemplate(chart(), 'errors', minimal);
  ApiObject.of(template).addJsonPatch(JsonPatch.replace('/spec/provider/type', 'datadog'));
  expect(ApiObject.of(template).toJson()).toHaveProperty('spec.provider.type', 'datadog');
});

test('the share of answers with a status can be asked for', () => {
  const requests = (...more: string[]): string =>
    `sum(rate(response_total{${[promLabel('namespace', 'test'), promLabel('deployment', 'podinfo'), ...more, promLabel('direction', 'inbound')].join(', ')}}[1m]))`;
  const query = `100 - ${requests(promLabel('status_code', '404', '!='))} / ${requests()} * 100`;
  const template = new FlaggerMetricTemplate(chart(), 'not-found', { ...minimal, query });
  expect(ApiObject.of(template).toJson()).toHaveProperty(
    'spec.query',
    '100 - sum(rate(response_total{namespace="test", deployment="podinfo", status_code!="404", direction="inbound"}[1m]))' +
      ' / sum(rate(response_total{namespace="test", deployment="podinfo", direction="inbound"}[1m])) * 100',
  );
});

test.each<[string, Partial<FlaggerMetricTemplateProps>, string]>([
  ['an empty address, which Flagger finds out at the first release', { address: '' }, 'address of Prometheus must be a URL'],
  ['an address without a scheme', { address: 'prometheus:9090' }, 'address of Prometheus must be a URL'],
  [
    'a password in the address',
    { address: 'http://me:secret@prometheus:9090' },
    'address of Prometheus must have no user name and password in it; keep them in a Secret',
  ],
  ['an empty query', { query: ' \n' }, 'query must be a query in PromQL'],
  ['a function that Flagger lacks', { query: 'x{pod="{{ pod }}"}' }, 'got "{{ pod }}"; write goTemplateLiteral(text)'],
  ['variables without a name', { query: '{{ variables }}' }, 'got "{{ variables }}"'],
  ['an action that is not closed', { query: 'x{pod="{{ target "}' }, 'which is not closed'],
  ['an action that is only a brace too many', { query: 'x{{{ target }}}' }, 'got "{{{ target }}"'],
  ['a comment, which would hide the rest', { query: 'vector(1) # always\n* 100' }, 'query must have no comment'],
  ['a Secret that has no such name', { secretRef: 'A' }, 'secretRef must be'],
  ['a name that is none', { name: 'a_b' }, 'name of MetricTemplate must be'],
])('refuses %s', (_, props, message) => {
  expect(() => new FlaggerMetricTemplate(chart(), 'errors', { ...minimal, ...props })).toThrow(message);
});

test.each([`x{route="GET /a#b"}`, `x{route='#"'}`, 'x{route=`#`}', 'x{route="\\"#"}'])(
  'a number sign in a string is no comment: %s',
  (query) => {
    expect(() => new FlaggerMetricTemplate(chart(), 'errors', { ...minimal, query })).not.toThrow();
  },
);
