import type { Rule } from '../../rule';

/** What never gets into the cluster. */
export const refusedObject: Rule = {
  name: 'refused-object',
  severity: 'error',
  summary: 'An object that the API server or a webhook of Linkerd refuses.',
  why:
    'Applying it fails, and what was meant to hold does not: the old routing goes on. Schemas are those of the CRDs of Linkerd 2.20, linkerd-smi 0.2.7, Flagger 1.44 and Gateway API 1.2 to 1.5; ' +
    'the rules of the webhooks are those that Linkerd 2.20 was seen to apply. Linkerd installs its webhooks so that they let pass what they cannot look at, so that a bad object may get in while they are down.',
  fix: 'Correct what the message names. kubectl apply --dry-run=server says the same where the CRDs are installed.',
  *check({ refused }) {
    for (const { manifest, by, path, message } of refused) yield { manifest, path, message: `the ${by} refuses it: ${message}` };
  },
};
