import type { Graph, GraphNode } from './graph';
import { fitted } from './fitting';

/** A node with its place. */
export interface Box {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** All boxes of a graph, and how much room they take. */
export interface Layout {
  readonly boxes: ReadonlyMap<GraphNode, Box>;
  readonly width: number;
  readonly height: number;
}

const COLUMNS = {
  apex: { width: 150, gap: 74 },
  split: { width: 160, gap: 104 },
  leaf: { width: 168, gap: 78 },
  pods: { width: 172, gap: 34 },
} as const;

const LINE = 17;
const GAP = 22;
/** Below all boxes, for the line from a Service to pods that get no requests from it. */
const LANE = 26;

/** Boxes in columns: a Service stands beside its pods, and what leads to several in the middle of them. */
export function layoutOf({ nodes, edges }: Graph): Layout {
  const rows = rowsOf({ nodes, edges });
  const lines = new Map(nodes.map((node) => [node, linesOf(node)]));
  const height = Math.max(...[...lines.values()].map((all) => all.length)) * LINE + 34;
  const places = placesOf(nodes);
  const boxes = nodes.map((node): [GraphNode, Box] => {
    const mine = lines.get(node) ?? [];
    const own = mine.length * LINE + 34;
    const y = (rows.get(node) ?? 0) * (height + GAP) + (height - own) / 2 + 2;
    return [node, { node, x: places[node.column], y, width: COLUMNS[node.column].width, height: own, lines: mine }];
  });
  const count = Math.max(...rows.values()) + 1;
  const hasLane = edges.some(({ share }) => share === undefined);
  return {
    boxes: new Map(boxes),
    width: places.pods + COLUMNS.pods.width + COLUMNS.pods.gap,
    height: count * (height + GAP) - GAP + 4 + (hasLane ? LANE : 0),
  };
}

function linesOf({ names, column }: GraphNode): string[] {
  const width = COLUMNS[column].width - (column === 'pods' ? 38 : 22);
  return names.flatMap((name) => fitted(name, { width, size: 13, lines: 3 }));
}

function placesOf(nodes: readonly GraphNode[]): Record<GraphNode['column'], number> {
  const hasSplit = nodes.some(({ column }) => column === 'split');
  const hasLeaf = nodes.some(({ column }) => column === 'leaf');
  const split = 1 + COLUMNS.apex.width + COLUMNS.apex.gap + (hasSplit ? 0 : 32);
  const leaf = split + (hasSplit ? COLUMNS.split.width + COLUMNS.split.gap : 0);
  return { apex: 1, split, leaf, pods: leaf + (hasLeaf ? COLUMNS.leaf.width + COLUMNS.leaf.gap : 0) };
}

function rowsOf({ nodes, edges }: Graph): Map<GraphNode, number> {
  const rows = new Map<GraphNode, number>();
  let next = 0;
  for (const leaf of nodes.filter(({ column }) => column === 'leaf')) {
    const targets = edges.filter(({ from }) => from === leaf).map(({ to }) => to);
    for (const pods of targets.filter((node) => !rows.has(node))) rows.set(pods, next++);
    const taken = nodes.filter(({ column }) => column === 'leaf').map((node) => rows.get(node));
    const middle = targets.length === 0 ? next++ : middleOf(targets.map((node) => rows.get(node) ?? 0));
    rows.set(leaf, taken.some((row) => row !== undefined && Math.abs(row - middle) < 1) ? next++ : middle);
  }
  for (const pods of nodes.filter((node) => node.column === 'pods' && !rows.has(node))) rows.set(pods, next++);
  const middle = Math.max(0, next - 1) / 2;
  for (const node of nodes.filter(({ column }) => column === 'apex' || column === 'split')) rows.set(node, middle);
  return rows;
}

const middleOf = (rows: readonly number[]): number => (Math.min(...rows) + Math.max(...rows)) / 2;
