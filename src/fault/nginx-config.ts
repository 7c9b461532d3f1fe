import { Answer } from './answer';

/** What the injector does with a request. */
export interface FaultConfig {
  /** The port that nginx listens on. */
  readonly port: number;
  readonly fault: Answer;
  /** How long the fault is held back, in milliseconds; 0 for not at all. */
  readonly delay: number;
  /** How many of 10,000 requests get the fault. */
  readonly share: number;
  /** What the others get. */
  readonly otherwise: Answer;
}

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
 * An nginx.conf with modules that every build has. It runs without root and writes to /tmp only.
 *
 * Locations that begin with two slashes are internal ones: nginx makes one slash of two in what a client sends, so that no client can name them.
 */
export function nginxConfig(config: FaultConfig): string {
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

    # So does a conditional request, or one for a part.
    if_modified_since off;
    etag off;
    max_ranges 0;

    # nginx makes these folders, and without root it may do so in /tmp only.
    client_body_temp_path /tmp/client_body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;
${splitClients(config)}
    server {
        listen ${config.port};

${locations}    }
}
`;
}

/** All of 10,000 requests. */
const ALL = 10_000;

function steps({ share, fault, delay, otherwise }: FaultConfig): Step {
  if (share === 0) return answerStep('otherwise', otherwise);
  const faulty = delayed(delay, answerStep('fault', fault));
  return share === ALL ? faulty : split(faulty, answerStep('otherwise', otherwise));
}

/** An error page is what nginx serves to a request of any method, and with any status; 418 is only the name that the page has here. */
function answerStep(name: string, { status, body }: Answer): Step {
  if (body === undefined) return { directives: [`return ${status};`], locations: [] };
  return {
    directives: [`error_page 418 =${status} //${name};`, 'return 418;'],
    locations: [{ match: `= //${name}`, directives: ['internal;', `default_type "${body.contentType}";`, `alias ${BODIES_PATH}/${name};`] }],
  };
}

/** The only timer that nginx has for this: it holds back the answer to a request without authorization, and here no request ever has one. */
function delayed(milliseconds: number, next: Step): Step {
  if (milliseconds === 0) return next;
  return {
    directives: ['auth_request //unauthorized;', `auth_delay ${milliseconds}ms;`, 'recursive_error_pages on;', 'error_page 401 = @delayed;'],
    locations: [
      { match: '= //unauthorized', directives: ['internal;', 'return 401;'] },
      { match: '@delayed', directives: next.directives },
      ...next.locations,
    ],
  };
}

function split(fault: Step, otherwise: Step): Step {
  return {
    directives: ['recursive_error_pages on;', 'error_page 418 = $chosen;', 'return 418;'],
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
    # Where each request goes.
    split_clients $request_id $chosen {
        ${share / 100}% @fault;
        * @otherwise;
    }
`;
}

function location({ match, directives }: Location): string {
  return `        location ${match} {\n${directives.map((directive) => `            ${directive}\n`).join('')}        }\n`;
}
