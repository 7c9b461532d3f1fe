import type * as JsYaml from 'js-yaml';
import { YamlFault, faultsAt } from './fault';
import type { AliasNode, CollectionNode, ScalarNode, YamlNode } from './node';
import { resolveScalar } from './scalar';

/** Deeper than any file that people write, and far from the end of the stack. */
export const MAX_DEPTH = 1000;

/** Loaded on first use, because most programs that load this library read no YAML. */
export const jsYaml = (): typeof JsYaml => require('js-yaml') as typeof JsYaml;

/**
 * What a YAML text is made of.
 *
 * @throws YamlFault
 */
export function parse(text: string): JsYaml.Event[] {
  const yaml = jsYaml();
  try {
    return yaml.parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (error instanceof yaml.YAMLException) throw new YamlFault(error.reason, error.mark?.position ?? 0);
    throw error;
  }
}

/**
 * The documents of a YAML text as trees, scalars already taken as Kubernetes takes them. Nothing is expanded: the size of the result is the size of the text.
 *
 * @throws YamlFault
 */
export function composeEvents(text: string, events: readonly JsYaml.Event[]): YamlNode[] {
  return new Composer(text, jsYaml()).compose(events);
}

/** A document, mapping or sequence that is still being filled. */
interface OpenCollection {
  readonly items: YamlNode[];
}

class Composer {
  private readonly open: OpenCollection[] = [];
  private readonly documents: YamlNode[] = [];
  private anchors = new Map<string, YamlNode>();
  private tagHandles = new Map<string, string>();
  /** Where the last node with text began: an empty one has no place of its own. */
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly yaml: typeof JsYaml,
  ) {}

  compose(events: readonly JsYaml.Event[]): YamlNode[] {
    for (const event of events) this.take(event);
    return this.documents;
  }

  private take(event: JsYaml.Event): void {
    const { EVENT_ID } = this.yaml;
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.anchors = new Map();
        this.tagHandles = new Map(event.directives.flatMap((d) => (d.kind === 'tag' ? [[d.handle, d.prefix]] : [])));
        this.open.push({ items: this.documents });
        break;
      case EVENT_ID.SEQUENCE:
        this.begin('sequence', event);
        break;
      case EVENT_ID.MAPPING:
        this.begin('mapping', event);
        break;
      case EVENT_ID.SCALAR:
        this.add(this.scalar(event), event);
        break;
      case EVENT_ID.ALIAS:
        this.add(this.alias(event));
        break;
      case EVENT_ID.POP:
        this.open.pop();
        break;
    }
  }

  private begin(kind: CollectionNode['kind'], event: JsYaml.SequenceEvent | JsYaml.MappingEvent): void {
    this.at = event.start;
    const items: YamlNode[] = [];
    this.add({ kind, items, at: this.at }, event);
    this.open.push({ items });
  }

  private add(node: YamlNode, anchored?: { anchorStart: number; anchorEnd: number }): void {
    this.open.at(-1)?.items.push(node);
    if (anchored && anchored.anchorStart >= 0) this.anchors.set(this.text.slice(anchored.anchorStart, anchored.anchorEnd), node);
  }

  private scalar(event: JsYaml.ScalarEvent): ScalarNode {
    if (event.valueStart >= 0) this.at = event.valueStart;
    const text = this.yaml.getScalarValue(this.text, event);
    const isPlain = event.style === this.yaml.SCALAR_STYLE.PLAIN;
    const tag = event.tagStart < 0 ? undefined : this.fullTag(this.text.slice(event.tagStart, event.tagEnd));
    const isMerge = text === '<<' && (tag === undefined ? isPlain : tag === '!' || tag === 'tag:yaml.org,2002:merge');
    const value = tag === undefined ? resolveScalar(text, isPlain) : faultsAt(this.at, () => resolveScalar(text, isPlain, tag));
    return { kind: 'scalar', value, isMerge, at: this.at, end: event.valueStart >= 0 ? event.valueEnd : this.at };
  }

  private alias(event: JsYaml.AliasEvent): AliasNode {
    const anchor = this.text.slice(event.anchorStart, event.anchorEnd);
    this.at = event.anchorStart;
    const target = this.anchors.get(anchor);
    if (!target) throw new YamlFault(`there is no anchor "${anchor}" before this alias`, this.at);
    return { kind: 'alias', target, at: this.at };
  }

  private fullTag(tag: string): string {
    const verbatim = /^!<(.*)>$/.exec(tag)?.[1];
    if (verbatim !== undefined) return verbatim;
    const [, handle = '!', suffix = ''] = /^(!(?:[\w-]*!)?)(.*)$/.exec(tag) ?? [];
    return (this.tagHandles.get(handle) ?? (handle === '!!' ? 'tag:yaml.org,2002:' : handle)) + suffix;
  }
}
