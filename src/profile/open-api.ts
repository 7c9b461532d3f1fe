import { JsonValue, readYaml } from '../yaml/read';
import { decodeText, readTextFile } from '../yaml/read-file';
import { OpenApiDocument, OpenApiItem, OpenApiMethod, OpenApiOperation, extension, objectField, readOpenApiDocument } from './open-api-document';
import { joinPath, pathToRegex } from './open-api-path';
import { OpenApiResponseClass, responseClasses } from './open-api-responses';
import { warningsOf } from './open-api-warnings';

/** A route of a service, from an OpenAPI document. */
export interface OpenApiRoute {
  /** Method and path, such as `GET /books/{id}`. */
  readonly name: string;
  readonly method: OpenApiMethod;
  /** The path as the document has it, after its base path. */
  readonly path: string;
  /** Matches the path. Without anchors, which the proxy adds. */
  readonly pathRegex: string;
  /** Whether the document says `x-linkerd-retryable: true`. */
  readonly isRetryable: boolean;
  /** What the document says as `x-linkerd-timeout`, a Go duration if all is well. */
  readonly timeout?: string;
  /** One for each status that the document names with a number, ascending. */
  readonly responseClasses: readonly OpenApiResponseClass[];
}

/** The routes of an OpenAPI document, and what a user should know of them. */
export interface OpenApiRoutes {
  /** In the order in which the proxy tries them; the first that matches a request counts it. */
  readonly routes: readonly OpenApiRoute[];
  /** Each a line of text: what is wrong and what to do. */
  readonly warnings: readonly string[];
}

/**
 * The routes that `linkerd profile --open-api` makes of an OpenAPI 2 or 3 document (linkerd2 `pkg/profiles/openapi.go`).
 *
 * @param text the document, YAML or JSON
 * @param name how errors name the document
 * @throws if the text is empty, no YAML, expands without end, or is no OpenAPI document: no object, no `paths`, a list where an object must be
 */
export function openApiRoutes(text: string, name = 'OpenAPI document'): OpenApiRoutes {
  const documents = parse(text, name);
  const [first = null] = documents;
  if (first === null) throw new Error(`${name} is empty; it must hold an OpenAPI 2 or 3 document`);
  try {
    return fromDocument(first, documents.length);
  } catch (error) {
    throw prefixed(name, error);
  }
}

/** The same of a file. @throws also if the file cannot be read */
export function openApiRoutesOfFile(path: string): OpenApiRoutes {
  return openApiRoutes(readTextFile('OpenAPI file', path), `OpenAPI file ${JSON.stringify(path)}`);
}

/** The same of bytes, such as those of a pipe. `name` stands in errors. */
export function openApiRoutesOfBytes(bytes: Uint8Array, name: string): OpenApiRoutes {
  return openApiRoutes(decodeText(name, bytes), name);
}

function parse(text: string, name: string): JsonValue[] {
  try {
    return readYaml(text);
  } catch (error) {
    throw prefixed(`${name} is not YAML that Kubernetes' tools take:`, error);
  }
}

function prefixed(prefix: string, error: unknown): Error {
  return new Error(`${prefix} ${error instanceof Error ? error.message : String(error)}`);
}

function fromDocument(value: JsonValue, documents: number): OpenApiRoutes {
  const document = readOpenApiDocument(value);
  const routes = document.items.flatMap((item) => item.operations.map((operation) => toRoute(document, item, operation)));
  const ignored = documents > 1 ? [`the file holds ${documents} YAML documents; only the first is read`] : [];
  return { routes, warnings: [...ignored, ...warningsOf(document, routes)] };
}

function toRoute(document: OpenApiDocument, item: OpenApiItem, { method, layers }: OpenApiOperation): OpenApiRoute {
  const path = joinPath(document.basePath, item.key);
  const name = `${method} ${path}`;
  const timeout = extension(layers, 'x-linkerd-timeout');
  return {
    name,
    method,
    path,
    pathRegex: pathToRegex(path),
    isRetryable: extension(layers, 'x-linkerd-retryable') === true,
    ...(typeof timeout === 'string' && timeout !== '' && { timeout }),
    responseClasses: responseClasses(objectField(layers, 'responses', `the responses of ${name}`), name),
  };
}
