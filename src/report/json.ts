import type { CheckResult } from '../check/result';

/** As the schema `schemas/check.v1.json` describes it. */
export const jsonReport = ({ findings, hidden, ifComplete, ignored, mesh, faults, skipped, files, objects }: CheckResult): string =>
  `${JSON.stringify({ version: 1, mesh, findings, hidden, ifComplete, ignored, faults, skipped, files, objects }, undefined, 2)}\n`;
