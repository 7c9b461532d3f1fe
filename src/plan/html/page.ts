import type { Plan } from '../plan';
import { contextOf } from './context';
import { ownersSection, rollbackSection, teardownSection, toolsSection } from './end';
import { routesAt } from './graph';
import { grounds } from './grounds';
import { header, navigation } from './header';
import { markup } from './markup';
import { stepSection } from './step';
import { STYLE } from './style';
import { trafficSection } from './traffic';

/** The plan as a page for a browser: one file, which loads nothing and runs nothing. */
export function planHtml(plan: Plan): string {
  const context = contextOf(plan);
  const routes = routesAt(plan);
  return `<!doctype html>
${markup`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>Plan of ${plan.name}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">To the plan</a>
${grounds}
<div class="page">
${navigation(context)}
<main id="main" tabindex="-1">
${header(context)}
${trafficSection(context)}
<section aria-labelledby="steps">
<h2 id="steps">Steps</h2>
${plan.steps.map((step, index) => stepSection(step, index, routes[index] ?? [], context))}
</section>
${rollbackSection(context)}
${toolsSection(context)}
${ownersSection(context)}
${teardownSection(context)}
</main>
</div>
</body>
</html>
`.toString()}`;
}
