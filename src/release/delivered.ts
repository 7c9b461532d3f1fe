/** A release, as a deploy tool knows it. */
export interface Delivered {
  /** Its name, which is that of its folder. */
  readonly name: string;
  /** The namespace of its objects. */
  readonly namespace: string;
}
