import { percentOf } from '../share';
import { fillOf } from './grounds';
import type { Graph, GraphEdge, GraphNode } from './graph';
import { type Box, type Layout, layoutOf } from './graph-layout';
import { joined, markup, type Markup } from './markup';
import { sizeOf } from './shares';

/** A graph as a drawing, which says the same in words. */
export function graphSvg(graph: Graph, id: string, title: string): Markup {
  const layout = layoutOf(graph);
  const { width, height, boxes } = layout;
  return markup`<svg class="graph" role="img" aria-labelledby="${id}-title ${id}-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="${id}-title">${title}</title>
<desc id="${id}-text">${joined(graph.edges.map(spoken), ' ')}</desc>
${graph.edges.map((edge) => drawn(edge, layout))}
${[...boxes.values()].map(boxSvg)}
</svg>`;
}

function spoken({ from, to, share }: GraphEdge): string {
  if (share === undefined) return `${nameOf(from)} also selects ${nameOf(to)}.`;
  return `${nameOf(from)} to ${nameOf(to)}: ${percentOf(share)}.`;
}

const nameOf = ({ column, caption, names, isLost }: GraphNode): string => {
  const label = { apex: 'Service', split: 'the split by', leaf: 'Service', pods: 'pods of' }[column];
  return isLost ? `${caption} (${names.join(', ')})` : `${label} ${names.join(', ')}`;
};

function drawn(edge: GraphEdge, { boxes, width, height }: Layout): Markup | undefined {
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
  if (!from || !to) return undefined;
  return edge.share === undefined ? selection(from, to, width, height) : flow(from, to, edge.share);
}

/** How far a line goes up or down, before it goes straight on: past Services between the two, and below its share. */
const TURN = 46;

/** From the right of one to the left of the other. */
function flow(from: Box, to: Box, share: string): Markup {
  const [x1, y1, x2, y2] = [from.x + from.width, middle(from), to.x, middle(to)];
  const turn = x1 + TURN;
  const bend = (turn - x1) / 2;
  const kind = share === '0' ? ' none' : to.node.isLost ? ' losing' : '';
  const thickness = share === '0' ? 1.5 : Math.round((1.5 + sizeOf(share) * 2.5) * 10) / 10;
  return markup`<path class="edge${kind}" stroke-width="${thickness}" d="M${x1} ${y1}C${x1 + bend} ${y1} ${turn - bend} ${y2} ${turn} ${y2}H${x2 - 7}"/><path class="tip${kind}" d="M${x2} ${y2}l-9 -5v10z"/><text class="share${kind}" x="${x2 - 12}" y="${y2 - 7}" text-anchor="end">${percentOf(share)}</text>`;
}

/** A thin line below everything. */
function selection(from: Box, to: Box, width: number, height: number): Markup {
  const [x1, x2, y2] = [from.x + from.width / 2, to.x + to.width, middle(to)];
  return markup`<path class="selects" d="M${x1} ${from.y + from.height}V${height - 8}H${width - 14}V${y2}H${x2 + 6}"/><path class="selects-tip" d="M${x2} ${y2}l9 -4v8z"/><text class="small over" x="${x1 + 8}" y="${height - 13}">selects</text>`;
}

const middle = ({ y, height }: Box): number => Math.round((y + height / 2) * 10) / 10;

function boxSvg({ node, x, y, width, height, lines }: Box): Markup {
  const { column, caption, ground, isLost } = node;
  const left = x + (column === 'pods' ? 26 : 11);
  const stripe = markup`<rect class="stripe" x="${x}" y="${y}" width="16" height="${height}" fill="${fillOf(ground ?? '')}"/>`;
  return markup`<g class="box ${column}${isLost ? ' lost' : ''}"><rect x="${x}" y="${y}" width="${width}" height="${height}"/>${ground === undefined ? undefined : stripe}<text class="small" x="${left}" y="${y + 18}">${caption}</text>${lines.map(
    (line, index) => markup`<text class="strong" x="${left}" y="${y + 37 + index * 17}">${line}</text>`,
  )}</g>`;
}
