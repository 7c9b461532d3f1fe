import { show } from '../mesh/input';
import type { JsonValue } from '../yaml/read';
import { OpenApiDocument, isObject, objectField } from './open-api-document';
import { joinPath, literalParts } from './open-api-path';
import type { OpenApiRoute } from './open-api-route';
import { shadowedRoutes } from './open-api-shadow';

/** Something in a document that Linkerd leaves out, or takes for something else than its writer meant. */
interface Warning {
  /** The places where it is so. */
  readonly find: (document: OpenApiDocument, routes: readonly OpenApiRoute[]) => readonly string[];
  /** One line about all of them. */
  readonly say: (places: string) => string;
}

const EXTENSION = /^x-linkerd-(?:retryable|timeout)$/i;

/** Methods that OpenAPI has (3.2) and ServiceProfiles of Linkerd do not. */
const NO_ROUTE = ['trace', 'query', 'additionalOperations'];

/** linkerd2 2.20 `pkg/profiles/openapi.go`, which decodes OpenAPI 2 whatever the file says, unless another source is named. */
const WARNINGS: readonly Warning[] = [
  {
    find: ({ basePath }) => (joinPath(basePath, '').startsWith('/') ? [] : [show(basePath)]),
    say: (basePath) => `no request matches, because the basePath does not start with "/": ${basePath}`,
  },
  {
    find: ({ basePath, root }) => (basePath === '' ? serverPaths(root.servers) : []),
    say: (paths) => `servers are not read; if requests come with the path of a server before their own, add it as basePath: ${paths}`,
  },
  {
    find: ({ root }) => keysOf(objectField([root], 'paths', 'paths')).filter((key) => !/^(?:\/|x-)/i.test(key)),
    say: (keys) => `ignored, because paths must start with "/": ${keys}`,
  },
  {
    find: ({ items }) => items.flatMap(({ key, value }) => (Object.hasOwn(value, '$ref') ? [key] : [])),
    say: (keys) => `ignored, because the $ref of a path is not followed; write out what it stands for: ${keys}`,
  },
  {
    find: ({ items }) =>
      items.flatMap(({ key, value }) => NO_ROUTE.flatMap((method) => (Object.hasOwn(value, method) ? [`${method} of ${key}`] : []))),
    say: (methods) => `ignored, because Linkerd has no routes for these methods: ${methods}`,
  },
  {
    find: ({ root, items }) => [...extensions(root, 'the document'), ...items.flatMap(({ key, value }) => extensions(value, key))],
    say: (fields) => `ignored, because they only count in an operation such as "get": ${fields}`,
  },
  {
    find: (document) => operationFields(document, (key) => EXTENSION.test(key) && key !== key.toLowerCase()),
    say: (fields) => `ignored, because they must be written in lower case: ${fields}`,
  },
  {
    find: (document) =>
      operationFields(document, (key, value) => key === 'x-linkerd-retryable' && value !== null && typeof value !== 'boolean'),
    say: (fields) => `ignored, because it must be true or false, without quotes: ${fields}`,
  },
  {
    find: (document) =>
      operationFields(document, (key, value) => key === 'x-linkerd-timeout' && value !== null && typeof value !== 'string'),
    say: (fields) => `ignored, because it must be text with a unit, such as 250ms: ${fields}`,
  },
  // linkerd2-proxy 2026-08: the regular expression is for the path as it is sent, without the query.
  {
    find: (_, routes) => routes.flatMap(({ name, path }) => (literalParts(path).some((part) => /[?#]|[^!-~]/.test(part)) ? [name] : [])),
    say: (names) =>
      `no request matches, because a path is sent without a query and with %20 and the like for spaces and letters outside ASCII: ${names}`,
  },
  {
    find: (_, routes) => shadowedRoutes(routes).map(({ route, by }) => `${route.name} (by ${by.name})`),
    say: (names) => `never used, because an earlier route takes all their requests: ${names}`,
  },
];

/** One line for each kind of thing that a writer of the document should know. */
export function warningsOf(document: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  return WARNINGS.flatMap(({ find, say }) => listed(find(document, routes), say));
}

/** One line for all places, with as many as one reads; none if there are none. */
export function listed(places: readonly string[], say: (places: string) => string): string[] {
  if (places.length === 0) return [];
  const more = places.length > 5 ? ` and ${places.length - 5} more` : '';
  return [say(places.slice(0, 5).join(', ') + more)];
}

/** What comes before the paths in the URLs of `servers`. */
function serverPaths(servers: JsonValue | undefined): string[] {
  if (!Array.isArray(servers)) return [];
  const urls = (servers as readonly JsonValue[]).flatMap((server) =>
    isObject(server) && typeof server.url === 'string' ? [server.url] : [],
  );
  return urls.flatMap((url) => {
    const path = url.replace(/^(?:[A-Za-z][\w+.-]*:)?\/\/[^/?#]*/, '').replace(/[?#].*$|\/$/s, '');
    return path === '' ? [] : [path];
  });
}

function keysOf(objects: readonly object[]): string[] {
  return objects.flatMap((object) => Object.keys(object));
}

function extensions(object: object, place: string): string[] {
  return Object.keys(object).flatMap((key) => (EXTENSION.test(key) ? [`${key} of ${place}`] : []));
}

function operationFields({ basePath, items }: OpenApiDocument, isWanted: (key: string, value: JsonValue) => boolean): string[] {
  const operations = items.flatMap(({ key, operations }) => operations.map((operation) => ({ key, operation })));
  return operations.flatMap(({ key: path, operation: { method, layers } }) =>
    layers.flatMap((layer) =>
      Object.entries(layer).flatMap(([key, value]) => (isWanted(key, value) ? [`${key} of ${method} ${joinPath(basePath, path)}`] : [])),
    ),
  );
}
