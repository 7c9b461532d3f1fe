import { ApiObject } from 'cdk8s';

type Labels = Readonly<Record<string, string>>;

/** The parts of a Deployment that a Service has to fit. Whoever made it may have left any of them out. */
interface Described {
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Labels };
    readonly template?: {
      readonly metadata?: { readonly labels?: Labels };
      readonly spec?: { readonly containers?: readonly { readonly ports?: readonly { readonly containerPort: number }[] }[] };
    };
  };
}

/** The labels by which a Deployment finds its pods. Like the other functions here: as it looks now, so ask when the chart is synthesized. */
export function matchLabels(deployment: ApiObject): Record<string, string> {
  return { ...(deployment.toJson() as Described).spec?.selector?.matchLabels };
}

/** The labels of the pods of a Deployment. */
export function podLabels(deployment: ApiObject): Record<string, string> {
  return { ...(deployment.toJson() as Described).spec?.template?.metadata?.labels };
}

/** The ports that the containers of a Deployment say they listen on, each once. */
export function listensOn(deployment: ApiObject): number[] {
  const containers = (deployment.toJson() as Described).spec?.template?.spec?.containers ?? [];
  return [...new Set(containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)))];
}
