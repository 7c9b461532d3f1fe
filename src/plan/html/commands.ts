import type { PlanCommands } from '../plan';
import { joined, type Content, markup, type Markup } from './markup';

/** How a step is reached and left, by tool; that of the tool it is planned for is open. */
export function commandsPart(commands: readonly PlanCommands[], target: string): Markup {
  const mine = commands.filter(({ tool }) => tool === target);
  const others = commands.filter(({ tool }) => tool !== target);
  return markup`<h4>Commands</h4>
${mine.map((each) => details(each, ' (planned)', markup` open=""`))}${others.map((each) => details(each, '', undefined))}`;
}

function details({ tool, promote, rollback }: PlanCommands, mark: string, open: Content): Markup {
  const back = rollback.length === 0 ? markup`<p>There is no simple way back.</p>` : block(rollback);
  return markup`
<details${open}><summary><code>${tool}</code>${mark}</summary>
<p class="label">To it</p>${block(promote)}
<p class="label">Back, to where all traffic was before</p>${back}
</details>`;
}

/** Lines for a shell; what is a comment is not as loud. */
export const block = (lines: readonly string[]): Markup =>
  markup`<pre><code>${joined(
    lines.map((line) => (line.startsWith('#') ? markup`<span class="comment">${line}</span>` : options(line))),
    '\n',
  )}</code></pre>`;

/** A line breaks before an option, not between its dashes and its name. */
const options = (line: string): Content[] =>
  line.split(/(--[a-z-]{2,24}(?![\w-]))/).map((part, index) => (index % 2 === 0 ? part : markup`<span class="option">${part}</span>`));
