import type { DeployTarget } from '../../facts/deploy-target';
import type { DeployTool } from '../deploy/deploy-tool';
import type { Change, Write } from '../deploy/write';
import type { Found } from '../finding';
import { type Manifest, nameOf } from '../manifest';
import { meshModel } from '../mesh/mesh-model';
import { pathWithQuery, type TrafficOptions, type TrafficRow, TrafficTable } from '../traffic/table';
import { type Replay, replay, type UnsafeMoment } from './replay';
import { LEFT_BEHIND, ruleOf } from './replay-rules';

/** What becomes of the requests when a tool brings one state after another, and on the way. */
export interface Difference extends Replay {
  readonly target: DeployTarget;
  readonly before: TrafficTable;
  /** With what the tool does not delete. */
  readonly after: TrafficTable;
  /** The worst first. */
  readonly found: readonly FoundMoment[];
}

/** A finding, and the way to it. */
export interface FoundMoment extends Found {
  /** Undefined for what no request meets. */
  readonly moment?: UnsafeMoment;
}

/** @throws if there is no such mesh */
export function differenceOf(change: Change, target: DeployTarget, tool: DeployTool, options: TrafficOptions): Difference {
  const result = replay(change, { mesh: meshModel(options.mesh), tool, isComplete: options.complete ?? false });
  const [before, after] = [new TrafficTable(change.before, options), new TrafficTable([...result.left, ...change.after], options)];
  const moments = result.moments.map(foundAt).sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
  return {
    ...result,
    ...{ target, before, after },
    found: [...moments, ...result.left.map((manifest) => foundLeft(manifest, target))],
  };
}

function foundAt(moment: UnsafeMoment): FoundMoment {
  const { fault, exposing, pending } = moment;
  const { namespace, service, port, request } = fault.question;
  const rule = ruleOf(moment);
  const what =
    fault.kind === 'hole'
      ? `${fault.share.toPercent()} of requests to ${namespace}/${service}:${port} reach nothing`
      : `${fault.share.toPercent()} of requests to ${namespace}/${service}:${port} reach ${fault.version}, and ${fault.allowed.toPercent()} are the most that should`;
  return {
    ...{ rule, severity: rule.severity, manifest: exposing.manifest, path: [], moment },
    message: `${whenText(moment)}: ${what}`,
    traffic: `${request.method} ${pathWithQuery(request)} → ${[`Service ${namespace}/${service}`, ...fault.traffic.because].join(' → ')}`,
    related: pending.map(({ manifest }) => manifest),
    advice: adviceFor(moment),
  };
}

function whenText({ when, exposing, effective, pending }: UnsafeMoment): string {
  const late = pending.map(doneText).join(', ');
  if (when === 'back') return `on the way back, when ${late} is undone and ${effective.map(doneText).join(', ')} not yet`;
  return `after ${doneText(exposing)}${late === '' ? '' : `, and before ${late} has its effect`}`;
}

const foundLeft = (manifest: Manifest, target: DeployTarget): FoundMoment => ({
  ...{ rule: LEFT_BEHIND, severity: LEFT_BEHIND.severity, manifest, path: [], related: [] },
  message: `it is no longer wanted, and stays: ${target} does not delete it`,
});

/** `create Service shop/web-v2`. */
export const doneText = ({ verb, manifest }: Write): string => `${verb} ${nameOf(manifest)}`;

/** What would have kept this one from happening. */
function adviceFor({ when, fault, exposing, pending }: UnsafeMoment): string | undefined {
  if (when !== 'forward') return undefined;
  const apex = `Service ${fault.question.namespace}/${fault.question.service}`;
  const starting = pending.filter(({ verb }) => verb !== 'delete').map(({ manifest }) => nameOf(manifest));
  if (fault.kind === 'hole') {
    if (exposing.verb === 'delete') return `Take the weight away in a step before, and delete ${nameOf(exposing.manifest)} in the next.`;
    if (starting.length > 0) return `Deploy ${starting.join(' and ')} in a step before, and wait until its pods are ready.`;
    return `Write what ${nameOf(exposing.manifest)} relies on in a step before.`;
  }
  if (exposing.verb === 'delete')
    return `Keep ${nameOf(exposing.manifest)} until there are pods of one version only, or let ${apex} select that version.`;
  return `Let ${apex} select one version only; or write what splits its requests in a step before ${nameOf(exposing.manifest)}.`;
}

/** The answers to one question in both states; undefined where there is no such port. */
export interface RowPair {
  readonly row: TrafficRow;
  readonly before: TrafficRow | undefined;
  readonly after: TrafficRow | undefined;
}

/** Every kind of request that one of the states tells apart. */
export function rowPairs({ before, after }: Pick<Difference, 'before' | 'after'>): RowPair[] {
  const [old, now] = [rowsByQuestion(before), rowsByQuestion(after)];
  // What one state does not tell apart is asked there all the same.
  return [...new Map([...old, ...now])].map(([question, row]) => {
    const key = `${row.namespace}/${row.service}:${row.port}`;
    return { row, before: old.get(question) ?? before.rowAt(key, row.request), after: now.get(question) ?? after.rowAt(key, row.request) };
  });
}

const rowsByQuestion = (table: TrafficTable): Map<string, TrafficRow> => new Map(table.rowsByClass().map((row) => [questionOf(row), row]));

const questionOf = ({ namespace, service, port, request }: TrafficRow): string =>
  JSON.stringify([namespace, service, port, request.method, pathWithQuery(request), [...request.headers]]);
