import { show } from '../mesh/input';
import type { JsonObject, JsonValue } from '../yaml/read';
import type { OpenApiRoute } from './open-api-route';
import { OpenApiDocument, OpenApiOperation, isObject, objectField } from './open-api-document';
import { joinPath, literalParts } from './open-api-path';
import { shadowedRoutes } from './open-api-shadow';
import { goDuration } from './open-api-timeout';

type Check = (document: OpenApiDocument, routes: readonly OpenApiRoute[]) => string[];

/** What a document says that Linkerd leaves out, refuses, or takes for something else than its writer meant. One line for each kind. */
export function warningsOf(document: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  return CHECKS.flatMap((check) => check(document, routes));
}

const CHECKS: readonly Check[] = [
  noRoutes,
  basePathWithoutSlash,
  serversIgnored,
  pathsIgnored,
  referencesIgnored,
  methodsIgnored,
  extensionsMisplaced,
  extensionsMistyped,
  timeoutsRefused,
  statusesRefused,
  pathsNeverSent,
  pathsWithoutEnd,
  routesShadowed,
  retriesNotIdempotent,
];

function noRoutes(_: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  return routes.length === 0 ? ['no path has an operation, so the profile has no routes and does nothing'] : [];
}

function basePathWithoutSlash({ basePath }: OpenApiDocument): string[] {
  if (joinPath(basePath, '').startsWith('/')) return [];
  return [`basePath ${show(basePath)} does not start with "/", so no request matches; write ${show(`/${basePath}`)}`];
}

/** linkerd2 `pkg/profiles/openapi.go` decodes Swagger 2, which has no `servers`. */
function serversIgnored({ basePath, root }: OpenApiDocument): string[] {
  const servers = Array.isArray(root.servers) ? (root.servers as readonly JsonValue[]) : [];
  const paths = servers.flatMap((server) => (isObject(server) && typeof server.url === 'string' ? [pathOfUrl(server.url)] : []));
  const prefix = paths.find((path) => path !== '');
  if (basePath !== '' || prefix === undefined) return [];
  return [`servers are not read: if requests come with ${show(prefix)} before the paths, add the field basePath: ${show(prefix)}`];
}

function pathOfUrl(url: string): string {
  return url.replace(/^(?:[A-Za-z][\w+.-]*:)?\/\/[^/]*/, '').replace(/[?#].*|\/$/s, '');
}

function pathsIgnored({ root }: OpenApiDocument): string[] {
  const keys = objectField([root], 'paths', 'paths').flatMap((paths) => Object.keys(paths));
  return listed(
    keys.filter((key) => !/^(?:\/|x-)/i.test(key)),
    (keysText) => `ignored, because they do not start with "/": paths ${keysText}`,
  );
}

function referencesIgnored({ items }: OpenApiDocument): string[] {
  return listed(
    items.filter(({ value }) => Object.hasOwn(value, '$ref')).map(({ key }) => key),
    (keys) => `$ref is not followed; write out what it stands for: paths ${keys}`,
  );
}

/** Methods that OpenAPI has (3.2) and Linkerd makes no route of. */
const NO_ROUTE = ['trace', 'query', 'additionalOperations'];

function methodsIgnored({ items }: OpenApiDocument): string[] {
  return listed(
    items.flatMap(({ key, value }) => NO_ROUTE.filter((method) => Object.hasOwn(value, method)).map((method) => `${method} of ${key}`)),
    (methods) => `ignored, because Linkerd makes no route of these methods: ${methods}`,
  );
}

const EXTENSION = /^x-linkerd-(?:retryable|timeout)$/i;

function extensionsMisplaced({ root, items }: OpenApiDocument): string[] {
  const places: [string, JsonObject][] = [['the document', root], ...items.map(({ key, value }): [string, JsonObject] => [key, value])];
  return listed(
    places.flatMap(([place, object]) => Object.keys(object).flatMap((key) => (EXTENSION.test(key) ? [`${key} of ${place}`] : []))),
    (found) => `ignored, because it only counts inside of an operation such as "get": ${found}`,
  );
}

function extensionsMistyped(document: OpenApiDocument): string[] {
  return [
    ...listed(
      everyExtension(document, ({ key }) => EXTENSION.test(key) && key !== key.toLowerCase()),
      (found) => `ignored, because it must be written in lower case: ${found}`,
    ),
    ...listed(
      everyExtension(document, ({ key, value }) => key === 'x-linkerd-retryable' && value !== null && typeof value !== 'boolean'),
      (found) => `ignored, because x-linkerd-retryable must be true or false, without quotes: ${found}`,
    ),
    ...listed(
      everyExtension(document, ({ key, value }) => key === 'x-linkerd-timeout' && value !== null && typeof value !== 'string'),
      (found) => `ignored, because x-linkerd-timeout must be text with a unit, such as 250ms: ${found}`,
    ),
  ];
}

function everyExtension({ basePath, items }: OpenApiDocument, isWanted: (field: { key: string; value: JsonValue }) => boolean): string[] {
  const fieldsOf = ({ layers }: OpenApiOperation): [string, JsonValue][] => layers.flatMap((layer) => Object.entries(layer));
  return items.flatMap((item) =>
    item.operations.flatMap((operation) =>
      fieldsOf(operation)
        .filter(([key, value]) => isWanted({ key, value }))
        .map(([key]) => `${key} of ${operation.method} ${joinPath(basePath, item.key)}`),
    ),
  );
}

/** linkerd2 `pkg/profiles/profiles.go`, Validate: what the webhook of the control plane refuses. */
function timeoutsRefused(_: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  const wrong = routes.filter(({ timeout }) => timeout !== undefined && !((goDuration(timeout) ?? 0) > 0));
  return listed(
    wrong.map(({ name, timeout }) => `${show(timeout)} of ${name}`),
    (timeouts) => `Linkerd refuses the profile for a timeout that is no duration above zero, such as 250ms or 1m30s: ${timeouts}`,
  );
}

/** The same source. */
function statusesRefused(_: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  const wrong = routes.flatMap(({ name, responseClasses }) =>
    responseClasses.filter(({ status }) => status < 100 || status > 599).map(({ status }) => `${status} of ${name}`),
  );
  return listed(wrong, (statuses) => `Linkerd refuses the profile for a status outside 100 to 599: ${statuses}`);
}

/** The proxy compares the path as it is sent: without the query, and percent-encoded (linkerd2-proxy `service-profiles/src/http.rs`). */
function pathsNeverSent(_: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  const never = routes.filter(({ path }) => literalParts(path).some((part) => /[?#]|[^!-~]/.test(part)));
  return listed(
    names(never),
    (found) => `no request matches a path with "?", "#", a space or a letter outside ASCII; write %20 and the like, and no query: ${found}`,
  );
}

/** The proxy adds "$" to a regular expression unless it ends so (linkerd2-proxy `service-profiles/src/proto.rs`). */
function pathsWithoutEnd(_: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  const open = routes.filter(({ pathRegex }) => pathRegex.endsWith('$'));
  return listed(names(open), (found) => `the proxy also takes every longer path for one that ends with "$": ${found}`);
}

function routesShadowed(_: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  const shadowed = shadowedRoutes(routes).map(({ route, by }) => `${route.name} (by ${by.name})`);
  return listed(
    shadowed,
    (found) => `never used, because an earlier route matches the same requests; move it to the front or leave it out: ${found}`,
  );
}

function retriesNotIdempotent(_: OpenApiDocument, routes: readonly OpenApiRoute[]): string[] {
  const risky = routes.filter(({ isRetryable, method }) => isRetryable && (method === 'POST' || method === 'PATCH'));
  return listed(
    names(risky),
    (found) => `retried although the method is not idempotent, so the service may do the same thing twice: ${found}`,
  );
}

function names(routes: readonly OpenApiRoute[]): string[] {
  return routes.map(({ name }) => name);
}

/** One warning for all, with as many as fit a line; none if there are none. */
function listed(found: readonly string[], message: (found: string) => string): string[] {
  if (found.length === 0) return [];
  const rest = found.length > 5 ? ` and ${found.length - 5} more` : '';
  return [message(found.slice(0, 5).join(', ') + rest)];
}
