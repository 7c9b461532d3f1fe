import { show, wholeNumber } from '../mesh/input';

/** What nginx answers. */
export interface AnswerProps {
  /**
   * The status, from 200 to 599, registered or not. A redirect has no `Location`. `close` ends the connection without an answer: callers see a
   * reset, or the 502 of their proxy.
   */
  readonly status: number | 'close';
  /**
   * The body: any text of at most 64 KiB (120 KiB as JSON, in which `<`, `>`, `&` and control characters take six bytes), without what
   * `kubectl apply -k` refuses or changes: NUL, U+007F to U+009F, U+FFFE and U+FFFF. nginx reads it from a file and interprets nothing in it.
   *
   * @default - nginx's own page where it has one for the status (400 and above), otherwise empty
   */
  readonly body?: string;
  /**
   * The media type of the body.
   *
   * @default 'text/plain; charset=utf-8'
   */
  readonly contentType?: string;
}

/** An answer with everything decided. */
export interface Answer {
  /** What nginx is told to return; its 444 is `close`. */
  readonly status: number;
  /** The body and its media type, unless it is up to nginx. */
  readonly body?: { readonly text: string; readonly contentType: string };
}

/** Statuses that HTTP sends without a body (RFC 9110). */
const BODILESS = [204, 205, 304];

/**
 * Statuses that nginx, told to `return` them, does not send as they are: with an empty `Location` (301 to 308), as 400 (494 to 497), with the page of
 * another one (498), not at all (408, 444, 499). It does when it has a body for them. Found by trying 200 to 599 (nginx 1.22).
 */
const PECULIAR = [301, 302, 303, 307, 308, 408, 444, 494, 495, 496, 497, 498, 499];

/** `kubectl apply` keeps a copy of the ConfigMap, with two bodies at most, as JSON in an annotation, and the annotations of an object have 256 KiB. */
const MAX_BYTES = 64 * 1024;
const MAX_JSON_BYTES = 120 * 1024;

/** What kustomize refuses in YAML, however it is quoted, and U+0085, of which it makes a space (kustomize 5.7, in kubectl 1.34). No YAML has half a pair. */
const UNFIT = /[\0\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u;

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.:+-]+)*$/;

/**
 * The answer that the props ask for.
 *
 * @param of whose answer it is, for messages: ` of otherwise`
 * @throws if the status is none that ends a request, or has no body and one is given, or a ConfigMap cannot hold the body
 */
export function answer(props: AnswerProps, of = ''): Answer {
  const closes = props.status === 'close';
  const status = props.status === 'close' ? 444 : statusOf(props.status, of);
  if (props.body === undefined && props.contentType !== undefined) {
    throw new Error(`contentType${of} must not be given without a body; give the body, or leave contentType out`);
  }
  if (props.body !== undefined && (closes || BODILESS.includes(status))) {
    throw new Error(`body${of} must not be given with status ${props.status}, which has none; leave it out`);
  }
  const text = props.body ?? (!closes && PECULIAR.includes(status) ? '' : undefined);
  return text === undefined ? { status } : { status, body: { text: bodyText(text, of), contentType: mediaType(props.contentType, of) } };
}

function statusOf(status: number, of: string): number {
  if (status === 100 || status === 101 || status === 102 || status === 103) {
    throw new Error(`status${of} must be from 200 to 599, got ${status}: it is informational, and the client would wait for another one`);
  }
  return wholeNumber(`status${of}`, status, 200, 599);
}

function bodyText(text: string, of: string): string {
  if (typeof text !== 'string') throw new Error(`body${of} must be a string, got ${show(text)}`);
  const [unfit] = UNFIT.exec(text) ?? [];
  if (unfit !== undefined) {
    const code = (unfit.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new Error(
      `body${of} must have no NUL, U+007F to U+009F, U+FFFE, U+FFFF and no half of a surrogate pair, which kubectl apply -k refuses or changes, got U+${code}; leave it out`,
    );
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) throw new Error(`body${of} must have at most ${MAX_BYTES} bytes of UTF-8, got ${bytes}`);
  const asJson = jsonBytes(text);
  if (asJson > MAX_JSON_BYTES) {
    throw new Error(
      `body${of} must have at most ${MAX_JSON_BYTES} bytes as JSON, in which kubectl apply keeps a copy, got ${asJson}: there "<", ">", "&" and control characters take six bytes each; make it shorter`,
    );
  }
  return text;
}

/** How long a text is when Go writes it as JSON, which escapes what HTML gives a meaning, too. */
const jsonBytes = (text: string): number =>
  Buffer.byteLength(JSON.stringify(text)) + 5 * (text.match(/[<>&]/g)?.length ?? 0) + 3 * (text.match(/[\u2028\u2029]/g)?.length ?? 0);

function mediaType(value = 'text/plain; charset=utf-8', of: string): string {
  if (typeof value === 'string' && MEDIA_TYPE.test(value)) return value;
  throw new Error(`contentType${of} must be a media type such as application/json or "text/html; charset=utf-8", got ${show(value)}`);
}
