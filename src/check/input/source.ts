/** A file, and how to get its text. */
export interface Source {
  /** As the user named it. */
  readonly file: string;
  /** @throws with a message that has no subject */
  readonly text: () => string;
}
