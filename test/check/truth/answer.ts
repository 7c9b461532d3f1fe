/** What Linkerd's controllers answered for a state; `linkerd/README.md` describes it. */
export interface Answer {
  readonly rejected: readonly { readonly object: string; readonly by: string; readonly message: string }[];
  readonly endpoints: Readonly<Record<string, readonly Endpoint[] | { readonly error: string }>>;
  readonly apexes: readonly Apex[];
  readonly routeStatus: readonly {
    readonly route: string;
    readonly parent: string | null;
    readonly accepted?: string;
    readonly resolvedRefs?: string;
  }[];
}

export interface Endpoint {
  readonly workload: string;
  readonly version?: string;
  readonly pods: number;
  readonly port: number;
}

export interface Apex {
  readonly service: string;
  readonly port: number;
  readonly client: string;
  readonly profile?: {
    readonly name?: string;
    readonly routes: readonly (string | { readonly name: string })[];
    readonly dstOverrides: readonly { readonly authority: string; readonly weight: number }[];
  };
  readonly protocol?: string;
  readonly http?: readonly AnsweredRoute[];
  readonly grpc?: readonly AnsweredRoute[];
  readonly opaque?: readonly AnsweredRoute[];
  readonly failureAccrual?: { readonly consecutiveFailures: { readonly maxFailures: number } };
  readonly shares?: '404' | readonly Share[];
  readonly sharesOmitted?: string;
}

export interface AnsweredRoute {
  readonly route: string;
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly matches?: readonly object[];
  readonly distribution: string;
  readonly backends?: readonly {
    readonly service: string | null;
    readonly port?: number;
    readonly weight?: number;
    readonly invalid: boolean;
  }[];
  readonly filters?: readonly object[];
  readonly retry?: { readonly limit: number; readonly statuses?: readonly string[]; readonly timeout?: string };
  readonly timeouts?: Readonly<Record<string, string>>;
}

export interface Share {
  readonly service?: string;
  readonly port?: number;
  readonly share: string;
  readonly invalid?: number;
  readonly noEndpoints?: boolean;
  readonly portNotOnService?: boolean;
}
