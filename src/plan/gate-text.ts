import type { PlanGate } from './plan';

/** A gate in words; what is to be run or asked stands beside it. */
export interface GateText {
  readonly what: string;
  /** A command, or a query in PromQL. */
  readonly code?: string;
}

/** What must hold before the next step. */
export function gateText(gate: PlanGate): GateText {
  switch (gate.kind) {
    case 'ready':
      return { what: `the pods of ${gate.workloads.join(' and ')} are ready`, code: gate.command };
    case 'copied':
      return { what: `Linkerd's adaptor has copied ${gate.what} into the ServiceProfile`, code: gate.command };
    case 'pause':
      return { what: `${durationText(gate.seconds)} have passed` };
    case 'approval':
      return { what: `somebody approves: ${gate.what}` };
    case 'metric':
      return { what: `${gate.name} is ${rangeText(gate)}`, code: gate.query };
  }
}

function rangeText({ min, max }: Extract<PlanGate, { kind: 'metric' }>): string {
  if (min !== undefined && max !== undefined) return `from ${min} to ${max}`;
  return min === undefined ? `${max} at most` : `${min} at least`;
}

function durationText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
