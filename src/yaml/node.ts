import type { Scalar } from './scalar';

/** A node of a YAML document. An alias stands for the node that had its anchor last. */
export type YamlNode = ScalarNode | CollectionNode | AliasNode;

/** A value without parts. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: Scalar;
  /** Whether it is the key `<<`, which merges another mapping into its own. */
  readonly isMerge: boolean;
  /** Offset in the text, here and below. */
  readonly at: number;
  /** Behind its text, and before the closing quote. */
  readonly end: number;
}

/** A value with parts. Its tag says nothing to Kubernetes. */
export interface CollectionNode {
  readonly kind: 'sequence' | 'mapping';
  /** Of a mapping: keys and values by turns. */
  readonly items: readonly YamlNode[];
  readonly at: number;
}

/** Another node's place. */
export interface AliasNode {
  readonly kind: 'alias';
  readonly target: YamlNode;
  readonly at: number;
}
