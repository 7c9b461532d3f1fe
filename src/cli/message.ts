import { visible } from '../report/visible';

/** A line for standard error. */
export const messageLine = (kind: 'error' | 'warning' | 'note', text: string): string => `${kind}: ${visible(text)}\n`;
