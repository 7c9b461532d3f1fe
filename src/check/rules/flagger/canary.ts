import { SELECTOR_LABELS } from '../../../facts/flagger';
import type { JsonValue } from '../../../yaml/read';
import type { RuleContext } from '../../context';
import { listAt, numberAt, textAt, textsAt } from '../../data';
import type { Manifest } from '../../manifest';

/** A Canary of Flagger, as far as rules ask. */
export interface Canary {
  readonly manifest: Manifest;
  readonly provider: string;
  readonly target: { readonly kind: string; readonly name: string };
  /** The Service that clients call. */
  readonly apex: string;
  /** The workload that is released, if it is in the input. */
  readonly workload?: Manifest;
}

/** All Canaries of the input. */
export const canariesIn = (context: RuleContext): Canary[] =>
  context.ofKind('flagger.app', 'Canary').map((manifest) => {
    const [kind = 'Deployment', name = ''] = ['kind', 'name'].map((field) => textAt(manifest.object, 'spec', 'targetRef', field));
    const workload = context.ofKind('apps', kind).find((each) => each.namespace === manifest.namespace && each.name === name);
    return {
      ...{ manifest, target: { kind, name } },
      provider: textAt(manifest.object, 'spec', 'provider') ?? '',
      apex: textAt(manifest.object, 'spec', 'service', 'name') ?? name,
      ...(workload && { workload }),
    };
  });

/** A part of the analysis. */
export const analysisNumber = ({ manifest }: Canary, field: string): number | undefined =>
  numberAt(manifest.object, 'spec', 'analysis', field);

/** A list of the analysis. */
export const analysisList = ({ manifest }: Canary, field: string): readonly JsonValue[] =>
  listAt(manifest.object, 'spec', 'analysis', field);

/** Name and value of that label; undefined if there is none. */
export function selectorLabel(workload: Manifest): readonly [name: string, value: string] | undefined {
  const labels = textsAt(workload.object, 'spec', 'selector', 'matchLabels');
  return SELECTOR_LABELS.flatMap((name) => (labels.has(name) ? [[name, labels.get(name) ?? ''] as const] : []))[0];
}

/** Whether a provider writes HTTPRoutes. */
export const isGatewayApi = ({ provider }: Canary): boolean => provider.startsWith('gatewayapi:');

/** Whether a provider writes TrafficSplits. */
export const isSmi = ({ provider }: Canary): boolean => provider === 'linkerd' || provider.startsWith('smi:');
