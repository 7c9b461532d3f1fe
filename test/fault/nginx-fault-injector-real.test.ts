import { Chart, Duration, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { toYaml } from '../../src/bundle/yaml';
import { NginxFaultInjector, NginxFaultInjectorProps } from '../../src/fault';
import { NGINX, withNginx } from './real-nginx';

// Where nginx is wanted, its absence is a failure.
const wanted = process.env.REQUIRE_NGINX === '1';
if (!NGINX && !wanted)
  process.stderr.write('nginx is not installed, so the tests that ask a real one are skipped; apt-get install nginx-light\n');
const describeNginx = NGINX || wanted ? describe : describe.skip;

jest.setTimeout(30_000);

type Props = Omit<NginxFaultInjectorProps, 'port'>;

/** The data of the ConfigMap that a user's YAML holds. */
function configOf(props: Props): Record<string, string> {
  const { configMap } = new NginxFaultInjector(new Chart(Testing.app(), 'chart'), 'injector', { port: 80, ...props });
  return (load(toYaml(configMap.toJson())) as { data: Record<string, string> }).data;
}

const REDIRECTS = [300, 301, 302, 303, 304, 305, 307, 308];
/** Also those that nginx has inside, in all spellings that a client might try. */
const PATHS = [
  '/fault',
  '//fault',
  '/%2ffault',
  '/x/..//fault',
  '//otherwise',
  '//unauthorized',
  '/@fault',
  '/@delayed',
  '/nginx.conf',
  '/?$chosen',
];
const ERRORS = [400, 401, 404, 408, 413, 418, 429, 444, 494, 497, 499, 500, 501, 502, 503, 504, 507, 599];

describeNginx('a real nginx', () => {
  test('is installed where it is required', () => expect(NGINX).toBeDefined());

  test.each([200, 201, 204, 205, 299, ...REDIRECTS, ...ERRORS])('answers with status %i', async (status) => {
    const answered = await withNginx(configOf({ status }), (nginx) => nginx.ask());
    expect(answered.status).toBe(status);
    expect(answered.headers.location).toBeUndefined();
  });

  test('answers errors with its own page, and everything else with nothing, unless there is a body', async () => {
    const [error, success] = [
      await withNginx(configOf({ status: 504 }), ({ ask }) => ask()),
      await withNginx(configOf({ status: 200 }), ({ ask }) => ask()),
    ];
    expect(error.body.toString()).toContain('<h1>504 Gateway Time-out</h1>');
    expect(success.body.toString()).toBe('');
  });

  test('ends the connection without an answer', async () => {
    await withNginx(configOf({ status: 'close' }), async ({ ask }) => {
      await expect(ask()).rejects.toMatchObject({ code: 'ECONNRESET' });
      await expect(ask({ method: 'POST', body: Buffer.alloc(1000) })).rejects.toMatchObject({ code: 'ECONNRESET' });
    });
  });

  describe.each<[string, Props, string]>([
    ['its own page', { status: 503 }, '<h1>503 Service Temporarily Unavailable</h1>'],
    ['a body', { status: 503, body: 'sorry' }, 'sorry'],
    ['a body after a delay', { status: 503, body: 'sorry', delay: Duration.millis(20) }, 'sorry'],
    [
      'a body for a share that is almost all',
      { status: 503, body: 'sorry', share: 0.9999, otherwise: { status: 503, body: 'sorry' } },
      'sorry',
    ],
  ])('with %s', (_name, props, body) => {
    test.each([
      ['method', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE'].map((method) => ({ method }))],
      ['path', PATHS.map((path) => ({ path }))],
      [
        'size',
        [1, 100_000, 3_000_000].map((size) => ({ method: 'POST', body: Buffer.alloc(size), headers: { 'Content-Length': String(size) } })),
      ],
    ])('answers whatever the %s of a request', async (_what, requests) => {
      await withNginx(configOf(props), async ({ ask }) => {
        for (const request of requests) {
          const answered = await ask(request);
          expect({ request, status: answered.status, body: answered.body.toString() }).toEqual({
            request,
            status: 503,
            body: expect.stringContaining(body) as string,
          });
        }
      });
    });

    test('answers HEAD without the body', async () => {
      const answered = await withNginx(configOf(props), ({ ask }) => ask({ method: 'HEAD' }));
      expect([answered.status, answered.body.toString()]).toEqual([503, '']);
    });
  });

  test('sends a body with every status that may have one', async () => {
    for (const status of [200, 206, 299, 301, 308, 400, 404, 408, 418, 444, 494, 499, 500, 504, 599]) {
      const { headers, ...answered } = await withNginx(configOf({ status, body: '{"a":1}', contentType: 'application/json' }), ({ ask }) =>
        ask(),
      );
      expect([answered.status, answered.body.toString(), headers['content-type']]).toEqual([status, '{"a":1}', 'application/json']);
    }
  });

  test('sends a body whole, whatever the client has of it', async () => {
    await withNginx(configOf({ status: 200, body: 'abcdef' }), async ({ ask }) => {
      const { headers } = await ask();
      const conditional = { Range: 'bytes=1-2', 'If-Modified-Since': 'Sat, 29 Oct 2044 19:43:31 GMT', 'If-None-Match': '"x"' };
      expect(headers.etag).toBeUndefined();
      expect(await ask({ headers: conditional })).toMatchObject({ status: 200, body: Buffer.from('abcdef') });
    });
  });

  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }).filter((body) => !/\0|\p{Surrogate}/u.test(body)),
    fc.string({
      unit: fc.constantFrom(
        '"',
        "'",
        '\\',
        '$',
        '{',
        '}',
        ';',
        '#',
        '\n',
        '\r',
        '\t',
        ' ',
        '%',
        '$status',
        '${x}',
        '- ',
        ': ',
        '\ufeff',
        '\u2028',
      ),
    }),
    fc.constantFrom('";}', '$request_uri', "';return 200;", '\r\nX-Injected: 1\r\n\r\n', '#', '|', '---\n', 'x'.repeat(64 * 1024)),
  );

  test('sends any body byte by byte, and its configuration is the same for all', async () => {
    const first = configOf({ status: 503, body: '' });
    await withNginx(first, async ({ ask, mount }) => {
      await fc.assert(
        fc.asyncProperty(
          text.filter((each) => !/[\0\x7f-\x9f\ufffe\uffff]/.test(each)),
          async (body) => {
            const data = configOf({ status: 503, body });
            mount(data);
            const answered = await ask();
            expect(data['nginx.conf']).toBe(first['nginx.conf']);
            expect(answered.status).toBe(503);
            expect(answered.body.toString('hex')).toBe(Buffer.from(body).toString('hex'));
          },
        ),
        { numRuns: 300 },
      );
    });
  });

  test('gives the fault to its share of the requests', async () => {
    const config = configOf({ status: 503, share: 0.3, otherwise: { status: 202, body: 'fine' } });
    const statuses = await withNginx(config, async ({ ask }) => {
      const found: number[] = [];
      for (let i = 0; i < 400; i++) found.push((await ask()).status);
      return found;
    });
    const faults = statuses.filter((status) => status === 503).length;
    expect(new Set(statuses)).toEqual(new Set([202, 503]));
    // 120 are expected; 60 is six and a half standard deviations, one run in ten thousand million.
    expect(Math.abs(faults - 120)).toBeLessThan(60);
  });

  test('gives the fault to all, or to none', async () => {
    const all = await withNginx(configOf({ status: 503, share: 1, otherwise: { status: 200 } }), ({ ask }) => ask());
    const none = await withNginx(configOf({ status: 503, share: 0, delay: Duration.hours(1) }), ({ ask }) => ask());
    expect([all.status, none.status]).toEqual([503, 200]);
  });

  test.each<[string, Props]>([
    ['its own page', { status: 503 }],
    ['a body', { status: 503, body: 'late' }],
  ])('holds the fault back, with %s', async (_name, props) => {
    await withNginx(configOf({ ...props, delay: Duration.seconds(1) }), async ({ ask }) => {
      const asked = [{}, { method: 'HEAD' }, { method: 'POST', body: Buffer.alloc(100_000) }, { headers: { Authorization: 'Basic YTpi' } }];
      const answers = await Promise.all(asked.map(ask));
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
      expect(answers.map(({ headers }) => headers['www-authenticate'])).toEqual([undefined, undefined, undefined, undefined]);
      expect(Math.min(...answers.map(({ milliseconds }) => milliseconds))).toBeGreaterThanOrEqual(995);
      expect(Math.min(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(1300);
    });
  });

  test('holds back many faults at a time', async () => {
    await withNginx(configOf({ status: 503, delay: Duration.millis(1000) }), async ({ ask }) => {
      const begin = performance.now();
      const answers = await Promise.all(Array.from({ length: 200 }, () => ask()));
      expect(answers.every(({ status }) => status === 503)).toBe(true);
      // One after the other would take 200 seconds.
      expect(performance.now() - begin).toBeLessThan(5000);
    });
  });

  test('ends the connection after a delay', async () => {
    await withNginx(configOf({ status: 'close', delay: Duration.millis(300) }), async ({ ask }) => {
      const begin = performance.now();
      await expect(ask()).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(performance.now() - begin).toBeGreaterThanOrEqual(295);
    });
  });

  test('holds back no answer but the fault', async () => {
    await withNginx(configOf({ status: 503, delay: Duration.seconds(2), share: 0.5 }), async ({ ask }) => {
      const answers = await Promise.all(Array.from({ length: 40 }, () => ask()));
      const slow = answers.filter(({ milliseconds }) => milliseconds >= 1995);
      expect(slow.map(({ status }) => status)).toEqual(answers.map(({ status }) => status).filter((status) => status === 503));
    });
  });
});
