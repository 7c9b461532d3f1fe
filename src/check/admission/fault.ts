import type { DataPath } from '../../yaml/locate';

/** Something in an object for which it is refused. */
export interface Fault {
  readonly path: DataPath;
  readonly message: string;
}
