/** A version of a kind. */
export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly schema?: unknown;
  readonly subresources?: unknown;
}

/** A CustomResourceDefinition, as it stands in YAML. */
export interface Crd {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly conversion?: { readonly strategy: string };
    readonly names: Readonly<Record<'kind' | 'singular' | 'plural' | 'listKind', string>>;
    readonly versions: readonly CrdVersion[];
  };
}
