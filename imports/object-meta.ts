// Generated from schemas/object-meta.json by npm run imports; do not edit.

/**
 * The part of Kubernetes metadata that a person writes. What the other fields of ObjectMeta hold, such as
 * finalizers, is let through unchecked.
 */
export interface ObjectMeta {
  /**
   * Name of the object: lower-case letters, digits, `-` and `.`; it starts and ends with a letter or digit. It
   * cannot be changed later.
   */
  name: string;
  /**
   * Namespace of the object. Left out, the namespace is whatever the tool that applies the object has selected, so
   * write it.
   */
  namespace?: string;
  /**
   * Labels, by which selectors find the object. A value has at most 63 letters, digits, `-`, `_` and `.`, letters
   * or digits at both ends.
   */
  labels?: {
    [k: string]: string;
  };
  /**
   * Annotations: free text for tools, 256 KiB in all at most. Values are always strings: write `"true"`, not
   * `true`.
   */
  annotations?: {
    [k: string]: string;
  };
}
