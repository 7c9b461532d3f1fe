import { Duration } from 'cdk8s';
import type { EnvVarSource } from 'kubernetes-types/core/v1';
import { durationText } from '../mesh/duration';
import { httpUrl } from '../mesh/http-url';
import { line, objectName, show, wholeNumber } from '../mesh/input';
import { ContainerSettings } from './container';

/** What is called, how often, for how long, and by which program. */
export interface LoadProps {
  /** The URL that is called, `http` or `https`, without user name and password. */
  readonly url: string;
  /**
   * Requests per second. Each connection waits for its answer: where answers are slow, a high rate needs a higher `concurrency`.
   *
   * @default 1
   */
  readonly rate?: number;
  /**
   * Connections that are used at the same time; the rate is that of all of them together.
   *
   * @default 1
   */
  readonly concurrency?: number;
  /**
   * How long the load lasts. It is then made by a Job; Kubernetes cannot change one, so the next needs another name, or this one to be deleted.
   *
   * @default - until the object is deleted: a Deployment makes it
   */
  readonly duration?: Duration;
  /**
   * Headers of the requests, without credentials: those are no matter for YAML.
   *
   * @default - those of Fortio
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The name of a Secret of type `kubernetes.io/basic-auth`, whose user name and password the requests carry.
   *
   * @default - none
   */
  readonly basicAuthSecret?: string;
  /**
   * Whether to accept any certificate of the server.
   *
   * @default false
   */
  readonly insecureTls?: boolean;
  /**
   * Another program than Fortio. It finds the load in the environment variables `URL`, `RATE` (a second), `CONCURRENCY` and, where there is one, `DURATION`
   * (`90s`). Kubernetes puts them where an argument says `$(URL)`; a script reads `"$URL"`, so that no shell interprets it.
   *
   * @default - that of the image
   */
  readonly command?: readonly string[];
  /**
   * Other arguments than those for Fortio. They may name the variables, as those of `command`.
   *
   * @default - those for Fortio; none if there is a `command`
   */
  readonly args?: readonly string[];
  /**
   * Environment variables: text, or where the value comes from.
   *
   * @default - none but those that say what the load is
   */
  readonly env?: ContainerSettings['env'];
}

/** What a container runs. */
type Program = Pick<ContainerSettings, 'command' | 'args' | 'env'>;

/** The load as text, checked. */
interface Load {
  readonly url: string;
  readonly rate: string;
  readonly concurrency: string;
  readonly duration?: string;
}

/**
 * The command line that makes a load. Nothing of it passes through a shell.
 *
 * @throws if the URL, a number or a header is none, or has credentials in it, or another program than Fortio would not see a prop
 */
export function loadProgram(props: LoadProps): Program {
  const load = {
    url: httpUrl('url', props.url, 'basicAuthSecret'),
    rate: positive(props.rate ?? 1),
    concurrency: String(wholeNumber('concurrency', props.concurrency ?? 1, 1, 10_000)),
    ...(props.duration === undefined
      ? {}
      : { duration: durationText('duration', props.duration, { hint: 'leave it out for a load without end' }) }),
  };
  return props.command === undefined && props.args === undefined ? fortio(load, props) : otherProgram(load, props);
}

/** The flags are those of Fortio 1.75, tried out. */
function fortio({ url, rate, concurrency, duration = '0' }: Load, { headers = {}, basicAuthSecret, insecureTls, env }: LoadProps): Program {
  const [user, credentials] = basicAuthSecret === undefined ? [[], {}] : basicAuth(basicAuthSecret);
  return {
    args: [
      ...['load', '-qps', rate, '-c', concurrency, '-t', duration],
      // No end at an error that comes first, no hurry after a slow answer, no bursts of all connections.
      ...['-allow-initial-errors', '-nocatchup', '-uniform'],
      ...(insecureTls ? ['-k'] : []),
      ...Object.entries(headers).flatMap(([name, value]) => ['-H', literal(header(name, value))]),
      ...user,
      literal(url),
    ],
    env: { ...credentials, ...env },
  };
}

function basicAuth(secret: string): [string[], Record<string, EnvVarSource>] {
  const name = objectName('basicAuthSecret', secret);
  return [
    ['-user', '$(BASIC_AUTH_USERNAME):$(BASIC_AUTH_PASSWORD)'],
    {
      BASIC_AUTH_USERNAME: { secretKeyRef: { name, key: 'username' } },
      BASIC_AUTH_PASSWORD: { secretKeyRef: { name, key: 'password' } },
    },
  ];
}

function otherProgram({ url, rate, concurrency, duration }: Load, props: LoadProps): Program {
  for (const prop of ['headers', 'basicAuthSecret', 'insecureTls'] as const) {
    if (props[prop] !== undefined) throw new Error(`${prop} must not be given with command or args, which do not see it; say it there`);
  }
  const { command, args, env } = props;
  const load = { URL: literal(url), RATE: rate, CONCURRENCY: concurrency, ...(duration === undefined ? {} : { DURATION: duration }) };
  return { command, args, env: { ...load, ...env } };
}

/** Kubernetes takes `$(NAME)` for a variable, and two dollars for one. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function header(name: string, value: string): string {
  if (!/^[-!#$%&'*+.^_`|~A-Za-z0-9]+$/.test(name)) throw new Error(`name of a header must be letters, digits and "-", got ${show(name)}`);
  if (/^(proxy-)?authorization$/i.test(name)) {
    throw new Error(`header ${name} must not be in YAML; keep user name and password in a Secret and name it in basicAuthSecret`);
  }
  return `${name}: ${line(`header ${name}`, value)}`;
}

function positive(rate: number): string {
  if (Number.isFinite(rate) && rate > 0) return String(rate);
  throw new Error(`rate must be a number of requests per second above 0, got ${show(rate)}`);
}
