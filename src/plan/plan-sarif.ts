import { REPLAY_RULES } from '../check/replay/replay-rules';
import { sarifReport } from '../report/sarif';
import type { Plan } from './plan';

/** What is wrong on the way, for code scanning. Files count from the output folder. */
export function planSarif({ version, name, mesh, steps }: Plan): string {
  const findings = steps.flatMap(({ unsafe }) =>
    unsafe.map(({ rule, severity, message, trace, fix, object, file }) => ({
      ...{ rule, severity, message, fix, path: '', related: [], why: '' },
      ...(trace !== '' && { traffic: trace }),
      object: { apiVersion: '', ...object, file: `${name}/${file}`, line: 1 },
    })),
  );
  const counts = { hidden: 0, ifComplete: 0, ignored: 0, files: 0, objects: 0 };
  return sarifReport({ findings, mesh, faults: [], skipped: [], ...counts }, { rules: REPLAY_RULES, version: String(version) });
}
