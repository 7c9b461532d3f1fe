import { sep } from 'node:path';
import { load } from 'js-yaml';
import { listAt } from '../data';
import type { JsonValue } from '../../yaml/read';
import type { Fault } from './find-files';
import type { Source } from './source';

/** Sources without those of states that are not deployed. */
export interface InForce {
  readonly sources: readonly Source[];
  /** What is left out, and why. */
  readonly skipped: readonly Fault[];
  /** Pointers that lead nowhere. */
  readonly faults: readonly Fault[];
}

const POINTER = /^(|.*\/)current\/Kustomization$/;

/** The folders of a release, as `Release` writes them. */
const OWN = /^(?:steps|rollback|teardown|charts|plan|current)\//;

/**
 * The folder of a release holds many states of the same objects, of which its `current/Kustomization` names the one that is deployed: the others are no part of the cluster.
 */
export function inForce(sources: readonly Source[]): InForce {
  const releases = sources.flatMap((source) => {
    const base = POINTER.exec(slashed(source.file))?.[1];
    const state = base === undefined ? undefined : stateNamedBy(source);
    if (base === undefined || state === undefined || !sources.some(({ file }) => slashed(file).startsWith(`${base}steps/`))) return [];
    return [{ base, state, pointer: source.file, isThere: sources.some(({ file }) => slashed(file).startsWith(`${base}${state}/`)) }];
  });
  const isDeployed = ({ file }: Source): boolean =>
    releases.every(({ base, state }) => {
      const path = slashed(file).startsWith(base) ? slashed(file).slice(base.length) : '';
      return !OWN.test(path) || path.startsWith(`${state}/`);
    });
  return {
    sources: releases.length === 0 ? sources : sources.filter(isDeployed),
    faults: releases
      .filter(({ isThere }) => !isThere)
      .map(({ pointer, state }) => ({ file: pointer, message: `names ../${state}, which is not there` })),
    skipped: releases.map(({ base, state }) => ({
      file: base === '' ? '.' : base.slice(0, -1),
      message: `is a release, of which ${state} is deployed, as current/Kustomization says; the other states are left out`,
    })),
  };
}

const slashed = (file: string): string => (sep === '/' ? file : file.replaceAll(sep, '/'));

/** `steps/20-canary-10`, where that is all that it names. */
function stateNamedBy({ text }: Source): string | undefined {
  try {
    const [resource, ...others] = listAt(load(text()) as JsonValue, 'resources');
    const [, state] = /^\.\.\/(steps\/[^/]+|rollback)$/.exec(typeof resource === 'string' && others.length === 0 ? resource : '') ?? [];
    return state;
  } catch {
    // Whoever reads it says what is wrong with it.
    return undefined;
  }
}
