/** A release, as a deploy tool knows it. */
export interface Delivered {
  /** Its name, which is that of its folder. */
  readonly name: string;
  /** The namespace of its objects. */
  readonly namespace: string;
  /** Whether a state of it has no objects, as the last one of an experiment on a Service that is not its own. */
  readonly isEverEmpty: boolean;
}
