/** Retries of requests, as annotations ask for them. */
export interface Retry {
  /** How often a request is sent again at most. */
  readonly limit: number;
  /** Ranges of status codes that count as failed, as `500-599`. */
  readonly statuses: readonly string[];
  /** Codes of gRPC that count as failed. */
  readonly grpc: readonly string[];
  /** Until an answer begins, in milliseconds. */
  readonly timeout?: number;
}

/** Limits of time, in milliseconds. */
export interface Timeouts {
  readonly request?: number;
  readonly response?: number;
  readonly idle?: number;
}

/** A circuit breaker for each endpoint of a Service. */
export interface FailureAccrual {
  readonly mode: 'consecutive' | 'unified';
  readonly maxFailures: number;
}

/** An annotation that Linkerd cannot read. */
export interface AnnotationFault {
  readonly annotation: string;
  readonly value: string;
  /** What it must be. */
  readonly wanted: string;
}

/** What was read of annotations of one family; or the fault for which all of that family are dropped (Linkerd 2.20). */
export type Read<T> = T | undefined | { readonly fault: AnnotationFault };

type Annotations = ReadonlyMap<string, string>;

const GRPC_CODES = ['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'];

const DURATION = 'a whole number and a unit, such as "500ms", "10s" or "5m"; no fraction, and one unit only';
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration as Linkerd's annotations and its reading of Gateway API routes take it (linkerd2 2.20, `parse_duration`), in milliseconds. */
export function linkerdDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const [, number, unit = ''] = /^(\d{1,15})(ms|s|m|h|d)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? 0);
}

/** What `retry.linkerd.io/…` asks for; undefined where there is none. */
export function retryOf(annotations: Annotations): Read<Retry> {
  const read = new Reader(annotations, 'retry.linkerd.io');
  if (!read.hasAny(['http', 'grpc', 'limit', 'timeout'])) return undefined;
  const statuses = read.list(
    'http',
    statusRange,
    '"5xx", "gateway-error", or codes such as "503" and "500-504", with commas and no spaces',
  );
  const grpc = read.list(
    'grpc',
    (code) => (GRPC_CODES.includes(code) ? code : undefined),
    `${GRPC_CODES.join(', ')}, with commas and no spaces`,
  );
  const limit = read.one('limit', wholeNumber, 'a whole number up to 65535');
  const timeout = read.one('timeout', linkerdDuration, DURATION);
  if (read.fault) return { fault: read.fault };
  // 0 counts as not set: retries of a Service cannot be turned off so.
  return { limit: limit === undefined || limit === 0 ? 1 : limit, statuses: statuses ?? [], grpc: grpc ?? [], ...(timeout && { timeout }) };
}

/** What `timeout.linkerd.io/…` asks for; undefined where there is none. */
export function timeoutsOf(annotations: Annotations): Read<Timeouts> {
  const read = new Reader(annotations, 'timeout.linkerd.io');
  if (!read.hasAny(['request', 'response', 'idle'])) return undefined;
  const [request, response, idle] = ['request', 'response', 'idle'].map((name) => read.one(name, linkerdDuration, DURATION));
  if (read.fault) return { fault: read.fault };
  return {
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
    ...(idle !== undefined && { idle }),
  };
}

/** What `balancer.linkerd.io/failure-accrual…` asks for; undefined where there is none. */
export function failureAccrualOf(annotations: Annotations): Read<FailureAccrual> {
  const read = new Reader(annotations, 'balancer.linkerd.io');
  const mode = read.one(
    'failure-accrual',
    (text) => (text === 'consecutive' || text === 'unified' ? text : undefined),
    '"consecutive", or from Linkerd 2.20 on "unified"',
  );
  const prefix = 'failure-accrual-consecutive';
  const maxFailures = read.one(`${prefix}-max-failures`, positive, 'a whole number above 0');
  const least = read.one(`${prefix}-min-penalty`, linkerdDuration, DURATION) ?? 1000;
  const most = read.one(`${prefix}-max-penalty`, linkerdDuration, DURATION) ?? 60_000;
  read.one(`${prefix}-jitter-ratio`, ratio, 'a number from 0 to 100');
  if (least > most) read.refuse(`${prefix}-min-penalty`, `at most ${prefix}-max-penalty, which is ${most / 1000} seconds`);
  if (read.fault) return { fault: read.fault };
  return mode && { mode, maxFailures: maxFailures ?? 7 };
}

/** Reads annotations one by one, and keeps the first fault. */
class Reader {
  fault: AnnotationFault | undefined;

  constructor(
    private readonly annotations: Annotations,
    private readonly prefix: string,
  ) {}

  hasAny(names: readonly string[]): boolean {
    return names.some((name) => this.annotations.has(`${this.prefix}/${name}`));
  }

  one<T>(name: string, parse: (text: string) => T | undefined, wanted: string): T | undefined {
    const value = this.annotations.get(`${this.prefix}/${name}`);
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) this.refuse(name, wanted);
    return parsed;
  }

  list<T>(name: string, parse: (text: string) => T | undefined, wanted: string): T[] | undefined {
    return this.one(
      name,
      (text) => {
        const items = text.split(',').map(parse);
        return items.every((item) => item !== undefined) ? items : undefined;
      },
      wanted,
    );
  }

  refuse(name: string, wanted: string): void {
    const annotation = `${this.prefix}/${name}`;
    this.fault ??= { annotation, value: this.annotations.get(annotation) ?? '', wanted };
  }
}

function statusRange(text: string): string | undefined {
  if (text === '5xx') return '500-599';
  if (text === 'gateway-error') return '502-504';
  const [, from, to = from] = /^(\d{3})(?:-(\d{3}))?$/.exec(text) ?? [];
  const isRange = from !== undefined && Number(from) >= 100 && Number(to) <= 599 && Number(from) <= Number(to);
  return isRange ? `${from}-${to}` : undefined;
}

const wholeNumber = (text: string): number | undefined => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined);

const positive = (text: string): number | undefined => (wholeNumber(text) === 0 ? undefined : wholeNumber(text));

const ratio = (text: string): number | undefined => (/^\d+(\.\d*)?$/.test(text) && Number(text) <= 100 ? Number(text) : undefined);
