import { isObject, textAt, valueAt } from '../../data';
import type { JsonValue } from '../../../yaml/read';
import type { Rule } from '../../rule';
import { analysisList, canariesIn, isGatewayApi, isSmi } from './canary';

/** A test for some that is one for all. */
export const flaggerMatchTakesAll: Rule = {
  name: 'flagger-match-takes-all',
  severity: 'error',
  summary: 'The match of a Canary is one that its provider cannot write, so that all requests go to the new version.',
  why: 'A TrafficSplit has no matches; and Gateway API knows no prefix or suffix of a header, and no labels of clients. Flagger drops what it cannot write, and says nothing (Flagger 1.44, run).',
  fix: 'Match headers exactly or by regex, with a provider gatewayapi:v1.',
  *check(context) {
    for (const canary of canariesIn(context)) {
      const matches = analysisList(canary, 'match');
      const { manifest, apex, provider } = canary;
      const isLost = matches.length > 0 && (isSmi(canary) || (isGatewayApi(canary) && matches.some(cannotBeWritten)));
      if (!isLost) continue;
      yield {
        manifest,
        path: ['spec', 'analysis', 'match'],
        message: `${provider} cannot write this match`,
        traffic: `100 % of requests to ${manifest.namespace}/${apex} go to the new version`,
      };
    }
  },
};

function cannotBeWritten(match: JsonValue): boolean {
  const headers = valueAt(match, 'headers');
  const values = isObject(headers) ? Object.values(headers) : [];
  const isEmpty = values.length === 0 && valueAt(match, 'queryParams') === undefined;
  return isEmpty || values.some((value) => textAt(value, 'prefix') !== undefined || textAt(value, 'suffix') !== undefined);
}
