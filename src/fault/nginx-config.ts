import { Answer } from './answer';
import { ALL, FaultConfig } from './fault-config';

/** What happens in one location, and the locations that it hands requests on to. */
interface Step {
  readonly directives: readonly string[];
  readonly locations: readonly Location[];
}

interface Location {
  readonly match: string;
  readonly directives: readonly string[];
}

/** Where the files with bodies are mounted. */
export const BODIES_PATH = '/etc/nginx/bodies';

/** The files that bodies are served from, by name. */
export function bodyFiles({ share, fault, otherwise }: FaultConfig): Record<string, string> {
  return {
    ...(share > 0 && fault.body !== undefined ? { fault: fault.body.text } : {}),
    ...(share < ALL && otherwise.body !== undefined ? { otherwise: otherwise.body.text } : {}),
  };
}

/**
 * An nginx.conf of directives that the builds of nginx.org, Debian and Alpine have. It needs no root and writes to /tmp only.
 */
export function nginxConfig(port: number, config: FaultConfig): string {
  const step = steps(config);
  const locations = [{ match: '/', directives: step.directives }, ...step.locations].map(location).join('\n');
  return `worker_processes 1;
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
${splitClients(config)}
    server {
        listen ${port};

${locations}    }
}
`;
}

function steps({ share, fault, delay, otherwise }: FaultConfig): Step {
  if (share === 0) return answerStep('otherwise', otherwise);
  const faulty = delayed(delay, answerStep('fault', fault));
  return share === ALL ? faulty : split(faulty, answerStep('otherwise', otherwise));
}

/** A client that asks for such a location by its name gets another one. */
const INTERNAL = 'internal; # and two slashes come from no client: nginx merges them';

/** An error page is what nginx serves to requests of any method, with any status; 418 is only its name here. */
function answerStep(name: string, { status, body }: Answer): Step {
  if (body === undefined) return { directives: [`return ${status};`], locations: [] };
  return {
    directives: [`# The body, with status ${status}.`, `error_page 418 =${status} //${name};`, 'return 418;'],
    locations: [
      {
        match: `= //${name}`,
        directives: [
          INTERNAL,
          `default_type "${body.contentType}";`,
          `alias ${BODIES_PATH}/${name};`,
          '# Whole, whatever the client has of it already.',
          'etag off;',
          'if_modified_since off;',
          'max_ranges 0;',
        ],
      },
    ],
  };
}

/** `auth_delay` is the one timer that nginx can answer by: it holds back the refusal of a request that is not authorized. */
function delayed(milliseconds: number, next: Step): Step {
  if (milliseconds === 0) return next;
  return {
    directives: [
      '# No request is authorized, and the refusal takes its time.',
      'auth_request //unauthorized;',
      `auth_delay ${milliseconds}ms;`,
      'recursive_error_pages on;',
      'error_page 401 = @delayed;',
    ],
    locations: [
      { match: '= //unauthorized', directives: [INTERNAL, 'return 401;'] },
      { match: '@delayed', directives: next.directives },
      ...next.locations,
    ],
  };
}

function split(fault: Step, otherwise: Step): Step {
  return {
    directives: ['# To the location that was drawn.', 'recursive_error_pages on;', 'error_page 418 = $chosen;', 'return 418;'],
    locations: [
      { match: '@fault', directives: fault.directives },
      ...fault.locations,
      { match: '@otherwise', directives: otherwise.directives },
      ...otherwise.locations,
    ],
  };
}

function splitClients({ share }: FaultConfig): string {
  if (share === 0 || share === ALL) return '';
  return `
    # Drawn for each request.
    split_clients $request_id $chosen {
        ${share / 100}% @fault;
        * @otherwise;
    }
`;
}

function location({ match, directives }: Location): string {
  return `        location ${match} {\n${directives.map((directive) => `            ${directive}\n`).join('')}        }\n`;
}
