import { JsonValue, readYaml } from '../yaml/read';
import { decodeText, readTextFile } from '../yaml/read-file';
import { OpenApiDocument, OpenApiItem, OpenApiOperation, extension, objectField, readOpenApiDocument } from './open-api-document';
import { joinPath, pathToRegex } from './open-api-path';
import { responseClasses } from './open-api-responses';
import type { OpenApiRoute, OpenApiRoutes } from './open-api-route';
import { warningsOf } from './open-api-warnings';

export type { OpenApiRoute, OpenApiRoutes } from './open-api-route';

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
