import type { CheckResult } from '../check/result';
import { githubReport } from './github';
import { jsonReport } from './json';
import { markdownReport } from './markdown';
import type { ReportOptions } from './options';
import { sarifReport } from './sarif';
import { textReport } from './text';

const REPORTS = { text: textReport, json: jsonReport, sarif: sarifReport, markdown: markdownReport, github: githubReport } as const;

/** How a result can be written. */
export type Format = keyof typeof REPORTS;

/** All formats. */
export const FORMATS = Object.keys(REPORTS) as readonly Format[];

/** What was found, as text in a format. */
export const report = (format: Format, result: CheckResult, options: ReportOptions): string => REPORTS[format](result, options);
