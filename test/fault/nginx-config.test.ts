import { Duration } from 'cdk8s';
import { faultConfig, FaultProps } from '../../src/fault/fault-config';
import { bodyFiles, nginxConfig } from '../../src/fault/nginx-config';

/** The server of a configuration, which is where configurations differ, without indentation. */
function server(props: FaultProps): string[] {
  const config = nginxConfig(8080, faultConfig(props));
  return config
    .slice(config.indexOf('server {'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

test('a status alone is the shortest configuration that needs no root', () => {
  expect(nginxConfig(8080, faultConfig({ status: 504 }))).toBe(`worker_processes 1;
error_log stderr;
pid /tmp/nginx.pid;

events {
    worker_connections 1024;
}

http {
    access_log /dev/stdout;
    server_tokens off;

    # A request of any size gets the answer.
    client_max_body_size 0;

    # nginx makes these folders, and without root it may do so in /tmp only.
    client_body_temp_path /tmp/client_body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;

    server {
        listen 8080;

        location / {
            return 504;
        }
    }
}
`);
});

test('a body is a file, and no part of the configuration', () => {
  const props = { status: 503, body: '";} return 200; $uri\n' };
  expect(bodyFiles(faultConfig(props))).toEqual({ fault: '";} return 200; $uri\n' });
  expect(server(props)).toEqual([
    'server {',
    'listen 8080;',
    'location / {',
    'error_page 418 =503 //fault;',
    'return 418;',
    '}',
    'location = //fault {',
    'internal; # and two slashes come from no client: nginx merges them',
    'default_type "text/plain; charset=utf-8";',
    'alias /etc/nginx/bodies/fault;',
    'etag off;',
    'if_modified_since off;',
    'max_ranges 0;',
    '}',
    '}',
    '}',
  ]);
});

test('a delay comes before the answer', () => {
  expect(server({ status: 503, delay: Duration.seconds(2) })).toEqual([
    'server {',
    'listen 8080;',
    'location / {',
    'auth_request //unauthorized;',
    'auth_delay 2000ms;',
    'recursive_error_pages on;',
    'error_page 401 = @delayed;',
    '}',
    'location = //unauthorized {',
    'internal; # and two slashes come from no client: nginx merges them',
    'return 401;',
    '}',
    'location @delayed {',
    'return 503;',
    '}',
    '}',
    '}',
  ]);
});

test('a share is drawn before everything else', () => {
  const props = { status: 503, share: 0.125, otherwise: { status: 404 } };
  expect(nginxConfig(8080, faultConfig(props))).toContain(`
    # Drawn for each request.
    split_clients $request_id $chosen {
        12.5% @fault;
        * @otherwise;
    }
`);
  expect(server(props)).toEqual([
    'server {',
    'listen 8080;',
    'location / {',
    'recursive_error_pages on;',
    'error_page 418 = $chosen;',
    'return 418;',
    '}',
    'location @fault {',
    'return 503;',
    '}',
    'location @otherwise {',
    'return 404;',
    '}',
    '}',
    '}',
  ]);
});

test('nothing is drawn for a share of 0 or 1, and no file is left over', () => {
  const [body, otherwise] = ['fault', { status: 202, body: 'fine' }];
  expect(server({ status: 503, body, share: 1, otherwise })).toEqual(server({ status: 503, body }));
  expect(server({ status: 503, share: 0, otherwise: { status: 202 } })).toEqual(server({ status: 202 }));
  expect(bodyFiles(faultConfig({ status: 503, body, share: 1, otherwise }))).toEqual({ fault: 'fault' });
  expect(bodyFiles(faultConfig({ status: 503, body, share: 0, otherwise }))).toEqual({ otherwise: 'fine' });
});

test.each<[number, string]>([
  [0.0001, '0.01%'],
  [0.07, '7%'],
  [0.1101, '11.01%'],
  [1 / 2, '50%'],
  [0.1 + 0.2, '30%'],
  [0.9999, '99.99%'],
])('a share of %d is %s', (share, percent) => {
  expect(nginxConfig(8080, faultConfig({ status: 503, share }))).toContain(`        ${percent} @fault;\n`);
});

test.each<[FaultProps, string]>([
  [{ status: 503, share: -0.1 }, 'share must be from 0 to 1 in steps of 0.0001, got -0.1; use 0.1 for one request in ten'],
  [{ status: 503, share: 10 }, 'share must be from 0 to 1 in steps of 0.0001, got 10; use 0.1 for one request in ten'],
  [{ status: 503, share: NaN }, 'share must be from 0 to 1 in steps of 0.0001, got NaN; use 0.1 for one request in ten'],
  [{ status: 503, share: 0.00001 }, 'share must be from 0 to 1 in steps of 0.0001, got 0.00001; use 0.1 for one request in ten'],
  [
    { status: 503, otherwise: { status: 200 } },
    'otherwise must not be given without a share, for every request gets the fault; give the share, or leave otherwise out',
  ],
  [{ status: 503, share: 0.5, otherwise: { status: 99 } }, 'status of otherwise must be a whole number from 200 to 599, got 99'],
  [{ status: 503, delay: Duration.millis(0) }, 'delay must be whole milliseconds from 1 to 3600000, got 0; leave it out for none'],
  [{ status: 503, delay: Duration.millis(0.5) }, 'delay must be whole milliseconds from 1 to 3600000, got 0.5; leave it out for none'],
  [{ status: 503, delay: Duration.hours(2) }, 'delay must be whole milliseconds from 1 to 3600000, got 7200000; leave it out for none'],
])('what nginx cannot do is refused: %#', (props, message) => expect(() => faultConfig(props)).toThrow(message));

test('plain JavaScript cannot pass text as a share', () => {
  const props: object = { status: 503, share: '50% @fault; } server {' };
  expect(() => faultConfig(props as FaultProps)).toThrow('share must be from 0 to 1 in steps of 0.0001, got "50% @fault; } server {"');
});
