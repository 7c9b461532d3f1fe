import type { DataPath } from '../../yaml/locate';
import type { JsonValue } from '../../yaml/read';
import { isObject, listAt, numberAt, textAt, valueAt } from '../data';
import { goDuration } from '../../facts/go-duration';
import type { Manifest } from '../manifest';
import { regexFault } from '../regex';
import { GATEWAY_API, LINKERD_POLICY, routeOf } from '../state/route';
import { routeFault } from '../traffic/reliability';
import type { Fault } from './fault';

/** What the webhooks of Linkerd refuse of an object that its schema allows (Linkerd 2.20). */
export function webhookFaults(manifest: Manifest): Fault[] {
  const { group, kind, object } = manifest;
  if (group === 'linkerd.io' && kind === 'ServiceProfile') return [...profileFaults(object)];
  if (kind === 'HTTPRoute' || kind === 'GRPCRoute')
    return group === GATEWAY_API || group === LINKERD_POLICY ? [...routeFaults(manifest)] : [];
  return [];
}

/** linkerd-policy-validator. */
function* routeFaults(manifest: Manifest): Generator<Fault> {
  const { object } = manifest;
  for (const [index, rule] of listAt(object, 'spec', 'rules').entries()) {
    const at: DataPath = ['spec', 'rules', index];
    for (const [number, match] of listAt(rule, 'matches').entries()) yield* patternFaults(match, [...at, 'matches', number]);
  }
  const route = routeOf(manifest);
  const fault = route && routeFault(route);
  if (fault) {
    yield {
      path: ['metadata', 'annotations', fault.annotation],
      message: `${fault.annotation} must be ${fault.wanted}; got ${JSON.stringify(fault.value)}`,
    };
  }
}

function* patternFaults(match: JsonValue, at: DataPath): Generator<Fault> {
  const named = (field: string) => listAt(match, field).map((each, index): [JsonValue, DataPath] => [each, [...at, field, index]]);
  const path = valueAt(match, 'path');
  const matches: [JsonValue, DataPath][] = [
    ...(path === undefined ? [] : [[path, [...at, 'path']] as [JsonValue, DataPath]]),
    ...named('headers'),
    ...named('queryParams'),
  ];
  for (const [each, where] of matches) {
    const pattern = textAt(each, 'value');
    if (textAt(each, 'type') !== 'RegularExpression' || pattern === undefined) continue;
    const fault = regexFault(pattern);
    if (fault !== undefined) yield { path: [...where, 'value'], message: `${JSON.stringify(pattern)} is no regular expression: ${fault}` };
  }
}

/** linkerd-sp-validator: `profiles.Validate`. */
function* profileFaults(object: JsonValue): Generator<Fault> {
  for (const [index, route] of listAt(object, 'spec', 'routes').entries()) {
    const at: DataPath = ['spec', 'routes', index];
    yield* conditionFaults(valueAt(route, 'condition'), [...at, 'condition'], 'request');
    const timeout = textAt(route, 'timeout');
    if (timeout !== undefined && timeout !== '' && goDuration(timeout) === undefined) {
      yield { path: [...at, 'timeout'], message: `timeout must be a duration such as "500ms" or "1m30s", got ${JSON.stringify(timeout)}` };
    }
    for (const [number, answer] of listAt(route, 'responseClasses').entries()) {
      const where: DataPath = [...at, 'responseClasses', number, 'condition'];
      yield* conditionFaults(valueAt(answer, 'condition'), where, 'response');
    }
  }
  const ratio = numberAt(object, 'spec', 'retryBudget', 'retryRatio');
  if (ratio !== undefined && ratio < 0)
    yield { path: ['spec', 'retryBudget', 'retryRatio'], message: `retryRatio must not be negative, got ${ratio}` };
  const ttl = textAt(object, 'spec', 'retryBudget', 'ttl');
  if (ttl !== undefined && goDuration(ttl) === undefined) {
    yield { path: ['spec', 'retryBudget', 'ttl'], message: `ttl must be a duration such as "10s", got ${JSON.stringify(ttl)}` };
  }
}

const CODES = { least: 100, most: 599 };

function* conditionFaults(condition: JsonValue | undefined, at: DataPath, kind: 'request' | 'response'): Generator<Fault> {
  if (!isObject(condition)) return;
  if (Object.keys(condition).length === 0) yield { path: at, message: `a ${kind} match must have a field` };
  const [min, max] = [numberAt(condition, 'status', 'min'), numberAt(condition, 'status', 'max')];
  for (const [name, code] of [
    ['min', min],
    ['max', max],
  ] as const) {
    if (code !== undefined && code !== 0 && (code < CODES.least || code > CODES.most)) {
      yield { path: [...at, 'status', name], message: `status.${name} must be from ${CODES.least} to ${CODES.most}, got ${code}` };
    }
  }
  if (min !== undefined && max !== undefined && max !== 0 && max < min) {
    yield { path: [...at, 'status'], message: `status.max must not be below min, got ${min} and ${max}` };
  }
  for (const field of ['all', 'any']) {
    for (const [index, nested] of listAt(condition, field).entries()) yield* conditionFaults(nested, [...at, field, index], kind);
  }
  yield* conditionFaults(valueAt(condition, 'not'), [...at, 'not'], kind);
}
