import { escape } from '../report/markdown';
import { gateText } from './gate-text';
import type { Plan, PlanChange, PlanCommands, PlanStep, PlanUnsafe } from './plan';
import { percentOf, receiversIn, shareOf } from './share';

/** The plan as a page that GitHub shows. */
export function planMarkdown(plan: Plan): string {
  const { name, summary, service, namespace, mesh, target } = plan;
  return [
    `# ${escape(name)}\n`,
    `${escape(summary)} Clients call Service ${escape(namespace)}/${escape(service)}, the mesh is ${escape(mesh)}, and ${target} deploys it.\n`,
    verdict(plan),
    `It holds if:\n\n${plan.conditions.map((condition) => `- ${escape(condition)}\n`).join('')}`,
    table(plan),
    `Commands are for the folder in which \`${pathOf(plan)}\` is.\n`,
    ...plan.steps.map((step) => section(step, plan)),
    rollback(plan),
    teardown(plan),
    owners(plan),
    safety(plan),
  ].join('\n');
}

/** The folder of the release, as the commands name it. */
function pathOf({ name, steps }: Plan): string {
  const [, path = name] = /-f (\S*)\/steps\//.exec(steps[0]?.commands.find(({ tool }) => tool === 'kubectl')?.promote[0] ?? '') ?? [];
  return path;
}

const teardown = (plan: Plan): string =>
  `## teardown\n\nTo remove all of it, when nobody calls it any more:\n\n${block(`kubectl delete --filename ${pathOf(plan)}/teardown`)}`;

function verdict({ steps, target }: Plan): string {
  const unsafe = steps.reduce((sum, step) => sum + step.unsafe.length, 0);
  return unsafe === 0
    ? `With ${target}, no request goes to the wrong version or to nothing at any moment between these steps.\n`
    : `**With ${target}, ${unsafe === 1 ? 'one moment' : `${unsafe} moments`} between these steps can lose requests or send them to the wrong version: see below.**\n`;
}

function table(plan: Plan): string {
  const receivers = receiversIn(plan);
  const head = `| step | ${receivers.map(escape).join(' | ')} | changes | before the next one |\n|---|${receivers.map(() => '---:').join('|')}|---|---|\n`;
  const rows = plan.steps.map((step) => {
    const to = step.traffic[0]?.to ?? [];
    const shares = receivers.map((who) => percentOf(shareOf(to, who)));
    const mark = step.folder === plan.current ? ' ◀ current' : '';
    const point = step.irreversible === undefined ? '' : ' ⚠ no way back';
    const gates = step.gates.map((gate) => escape(gateText(gate).what)).join('; ');
    return `| [${escape(step.name)}](#${step.name})${mark}${point} | ${shares.join(' | ')} | ${countText(step.changes)} | ${gates} |\n`;
  });
  return head + rows.join('');
}

function countText(changes: readonly PlanChange[]): string {
  const verbs = ['create', 'update', 'delete'] as const;
  return verbs
    .map((verb) => [verb, changes.filter((change) => change.verb === verb).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verb, count]) => `${verb} ${count}`)
    .join(', ');
}

function section(step: PlanStep, { target }: Plan): string {
  const changes = step.changes.map((change) => `- ${escape(objectText(change))}\n`).join('');
  const gates = step.gates.map((gate) => {
    const { what, code } = gateText(gate);
    return `- ${escape(what)}\n${code === undefined ? '' : block(code, '  ')}`;
  });
  return [
    `## ${escape(step.name)}\n`,
    `${escape(step.what)}${step.irreversible === undefined ? '' : ` **${escape(step.irreversible)}**`}\n`,
    ...step.unsafe.map(unsafeText),
    ...step.commands.filter(({ tool }) => tool === target).map((commands) => block(commands.promote.join('\n'))),
    details('What changes', changes),
    details(`What ${target} writes, in this order, and who receives requests then`, moments(step)),
    gates.length === 0 ? '' : `Before the next step:\n\n${gates.join('')}`,
    details('With other tools', otherTools(step.commands, target)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const objectText = ({ verb, kind, namespace, name }: PlanChange): string => `${verb} ${kind} ${namespace}/${name}`;

const unsafeText = ({ severity, message, trace, fix }: PlanUnsafe): string =>
  `> **${severity}: ${escape(message)}**\n>\n> ${escape(trace)}\n>\n> ${escape(fix)}\n`;

function moments({ moments: all }: PlanStep): string {
  const lines = all.map(({ waits, writes, to }, index) => {
    const shares = to.map(({ who, share }) => `${escape(who)} ${percentOf(share)}`).join(', ');
    const wait = waits ? ' (when all pods so far are ready)' : '';
    return `${index + 1}. ${writes.map((write) => escape(objectText(write))).join(', ')}${wait}${shares === '' ? '' : `: ${shares}`}\n`;
  });
  return lines.join('');
}

const otherTools = (commands: readonly PlanCommands[], target: Plan['target']): string =>
  commands
    .filter(({ tool }) => tool !== target)
    .map(({ tool, promote }) => `With ${tool}:\n\n${block(promote.join('\n'))}`)
    .join('\n');

function rollback({ rollback: { what, from, folder, abandon }, name, steps, target }: Plan): string {
  const names = from.map(escape).join(', ');
  // From wherever it begins, the commands are the same.
  const commands = steps.find((step) => from.includes(step.name))?.commands ?? [];
  const [mine, others] = [commands.filter(({ tool }) => tool === target), commands.filter(({ tool }) => tool !== target)];
  return [
    '## rollback\n',
    `${escape(what)} The folder is \`${name}/${folder}\`; it is safe from ${names === '' ? 'no step' : names}.\n`,
    ...mine.map((each) => block(each.rollback.join('\n'))),
    details('With other tools', others.map(({ tool, rollback: back }) => `With ${tool}:\n\n${block(back.join('\n'))}`).join('\n')),
    `From there, to give the release up:\n\n${abandon
      .filter(({ tool }) => tool === target)
      .map(({ promote }) => block(promote.join('\n')))
      .join('')}`,
    details(
      'With other tools',
      abandon
        .filter(({ tool }) => tool !== target)
        .map(({ tool, promote }) => `With ${tool}:\n\n${block(promote.join('\n'))}`)
        .join('\n'),
    ),
  ].join('\n');
}

const owners = ({ owners: all }: Plan): string =>
  `## Who decides\n\n| field | owner |\n|---|---|\n${all.map(({ field, owner }) => `| ${escape(field)} | ${escape(owner)} |\n`).join('')}`;

function safety({ safety: all, steps }: Plan): string {
  const head = `| tool | ${steps.map(({ name }) => escape(name)).join(' | ')} |\n|---|${steps.map(() => '---').join('|')}|\n`;
  const rows = all.map(({ tool, version, steps: found }) => {
    const cells = found.map(({ unsafe, rollback: back }) => `${countOf(unsafe)}${back === undefined ? '' : ` / ${countOf(back)}`}`);
    return `| ${tool} (${escape(version)}) | ${cells.join(' | ')} |\n`;
  });
  return `## Unsafe moments on the way there, and on the way from there to the rollback\n\n${head}${rows.join('')}`;
}

const countOf = (unsafe: number): string => (unsafe === 0 ? 'none' : `**${unsafe}**`);

const details = (summary: string, text: string): string =>
  text === '' ? '' : `<details><summary>${escape(summary)}</summary>\n\n${text}\n</details>\n`;

/** A fence longer than any run of backticks in it. */
function block(code: string, indent = ''): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${[fence, ...code.split('\n'), fence].map((line) => `${indent}${line}`).join('\n')}\n`;
}
