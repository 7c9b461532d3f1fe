import type * as JsYaml from 'js-yaml';
import { MAX_DEPTH, composeEvents, jsYaml, parse } from './compose';
import { readDirectly } from './direct';
import { YamlFault, faultsAt } from './fault';
import type { JsonValue } from './json';
import { keyText } from './key';
import type { AliasNode, CollectionNode, YamlNode } from './node';
import { Scalar } from './scalar';

export type { JsonObject, JsonValue } from './json';

/** Characters that Kubernetes' reader refuses anywhere in a file: most control characters, half surrogate pairs. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** What nearly all texts are made of; to see that takes a tenth of the time. */
const ORDINARY = /^[\t\n\r\x20-\x7e]*$/;

/** A document of a text, and the tree that says where its parts are. */
export interface YamlDocument {
  readonly value: JsonValue;
  readonly node: YamlNode;
}

/**
 * The documents of a YAML or JSON text, read as Kubernetes reads it (sigs.k8s.io/yaml 1.6): its scalars, its merge keys, keys
 * made strings, the last of two equal keys wins. A text without any document gives an empty list.
 *
 * As a value, not as a key, a number that a double cannot hold loses digits. Aliases are expanded. A text that expands to much
 * more than itself ("billion laughs") is refused by the rule of Kubernetes' own reader, long before it takes memory.
 *
 * @throws YamlFault
 */
export function readDocuments(text: string): YamlDocument[] {
  return documentsOf(text, parsed(text));
}

/**
 * What `readDocuments` reads, without the places: in half the time.
 *
 * @throws YamlFault
 */
export function readValues(text: string): JsonValue[] {
  const events = parsed(text);
  return readDirectly(text, events, jsYaml()) ?? documentsOf(text, events).map(({ value }) => value);
}

/**
 * What `readValues` reads.
 *
 * @throws if the text is no such YAML; the message begins with the line
 */
export function readYaml(text: string): JsonValue[] {
  try {
    return readValues(text);
  } catch (error) {
    if (error instanceof YamlFault) throw new Error(`line ${lineOf(text, error.at)}: ${error.message}`);
    throw error;
  }
}

function parsed(text: string): JsYaml.Event[] {
  const forbidden = ORDINARY.test(text) ? null : FORBIDDEN.exec(text);
  if (forbidden) throw new YamlFault(`a character that YAML does not allow, ${codePoint(forbidden[0])}`, forbidden.index);
  return parse(text);
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const documentsOf = (text: string, events: readonly JsYaml.Event[]): YamlDocument[] =>
  composeEvents(text, events).map((node) => ({ node, value: new Decoder().value(node) }));

/** The line of an offset, from 1. */
export function lineOf(text: string, at: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line += 1;
  return line;
}

/** Makes data of one document, as go.yaml.in/yaml/v2 2.4 does (`decode.go`). */
class Decoder {
  private decoded = 0;
  private decodedInAliases = 0;
  private readonly openAliases = new Set<AliasNode>();
  private depth = 0;

  value(node: YamlNode): JsonValue {
    this.count(node);
    switch (node.kind) {
      case 'scalar':
        return scalarValue(node.value, node.at);
      case 'alias':
        return this.inAlias(node, () => this.value(node.target));
      case 'sequence':
        return this.nested(node, () => node.items.map((item) => this.value(item)));
      case 'mapping': {
        const object: Record<string, JsonValue> = {};
        this.nested(node, () => this.fill(object, node));
        return object;
      }
    }
  }

  private fill(object: Record<string, JsonValue>, mapping: CollectionNode): void {
    const { items } = mapping;
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      const value = items[i + 1];
      if (!key || !value) break;
      if (key.kind === 'scalar' && key.isMerge) this.merge(object, value);
      else set(object, this.key(key), this.value(value));
    }
  }

  /** What is merged wins over the keys above it, and loses to those below: not what YAML says, but what Go does. */
  private merge(object: Record<string, JsonValue>, from: YamlNode): void {
    // Of a list, the first mapping wins.
    const sources = from.kind === 'sequence' ? [...from.items].reverse() : [from];
    for (const source of sources) {
      const { kind } = source.kind === 'alias' ? source.target : source;
      if (kind !== 'mapping') throw new YamlFault('"<<" can only merge a mapping or a list of mappings', source.at);
      this.mergeMapping(object, source);
    }
  }

  private mergeMapping(object: Record<string, JsonValue>, source: YamlNode): void {
    this.count(source);
    if (source.kind === 'alias') this.inAlias(source, () => this.mergeMapping(object, source.target));
    else if (source.kind === 'mapping') this.nested(source, () => this.fill(object, source));
  }

  private key(node: YamlNode): string {
    this.count(node);
    if (node.kind === 'alias') return this.inAlias(node, () => this.key(node.target));
    if (node.kind !== 'scalar') throw new YamlFault(`a ${node.kind} cannot be a key`, node.at);
    return faultsAt(node.at, () => keyText(node.value));
  }

  private inAlias<T>(node: AliasNode, decode: () => T): T {
    if (this.openAliases.has(node)) throw new YamlFault('an anchor contains itself', node.at);
    this.openAliases.add(node);
    const value = this.nested(node, decode);
    this.openAliases.delete(node);
    return value;
  }

  private nested<T>(node: YamlNode, decode: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new YamlFault(`nested deeper than ${MAX_DEPTH} levels`, node.at);
    const value = decode();
    this.depth -= 1;
    return value;
  }

  /** Go's guard against aliases that expand without end. */
  private count(node: YamlNode): void {
    this.decoded += 1;
    if (this.openAliases.size > 0) this.decodedInAliases += 1;
    if (this.decodedInAliases <= 100 || this.decoded <= 1000) return;
    if (this.decodedInAliases / this.decoded > allowedAliasShare(this.decoded)) {
      const [outermost = node] = this.openAliases;
      throw new YamlFault(
        'aliases expand the text to far more than it holds (a "billion laughs"); write out what they stand for',
        outermost.at,
      );
    }
  }
}

/** 99 % up to 400,000 nodes, down to 10 % from 4,000,000 on (`decode.go`, allowedAliasRatio). */
function allowedAliasShare(decoded: number): number {
  return 0.99 - 0.89 * Math.min(1, Math.max(0, (decoded - 400_000) / 3_600_000));
}

function scalarValue(value: Scalar, at: number): JsonValue {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new YamlFault(`JSON has no ${value}; put it in quotes`, at);
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Like `object[key] = value`, also for the key `__proto__`. */
function set(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
