import type { OpenApiMethod } from './open-api-document';
import type { OpenApiResponseClass } from './open-api-responses';

/** A route of a service, from an OpenAPI document. */
export interface OpenApiRoute {
  /** Method and path, such as `GET /books/{id}`. */
  readonly name: string;
  readonly method: OpenApiMethod;
  /** The path as the document has it, behind its base path. */
  readonly path: string;
  /** Matches the path and, for each parameter, anything without a slash. The proxy adds the anchors. */
  readonly pathRegex: string;
  /** Whether the document says `x-linkerd-retryable: true`. */
  readonly isRetryable: boolean;
  /** What the document says as `x-linkerd-timeout`: a Go duration, if all is well. */
  readonly timeout?: string;
  /** One for each status that the document names with a number, ascending. */
  readonly responseClasses: readonly OpenApiResponseClass[];
}

/** The routes of an OpenAPI document, and what a user should know of them. */
export interface OpenApiRoutes {
  /** In the order in which the proxy tries them: the first that matches a request takes it. */
  readonly routes: readonly OpenApiRoute[];
  /** Each a line of text: what is wrong and what to do. */
  readonly warnings: readonly string[];
}
