import { mkdtempSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { planHtml } from '../../src/plan/html/page';
import { SAFE, UNSAFE } from './plans';

/** Where Chromium is, if it is installed. */
const CHROMIUM = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((file) => existsSync(file));

const isRequired = process.env.REQUIRE_CHROMIUM === '1';
const browserTest = CHROMIUM === undefined && !isRequired ? test.skip : test;
const describeName = `the page of a plan in Chromium${CHROMIUM === undefined ? ' (which is not installed)' : ''}`;

/** What axe found. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

describe(describeName, () => {
  let folder: string;
  let browser: Browser | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plan-page-'));
    if (CHROMIUM !== undefined) browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  interface Looked {
    readonly page: Page;
    readonly errors: readonly string[];
    readonly requests: readonly string[];
  }

  async function open(html: string, width: number, colorScheme: 'light' | 'dark'): Promise<Looked> {
    if (!browser) throw new Error('chromium must be installed, or REQUIRE_CHROMIUM not be set');
    const file = join(folder, 'plan.html');
    writeFileSync(file, html);
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const [errors, requests]: [string[], string[]] = [[], []];
    page.on('console', (message) => (message.type() === 'error' ? errors.push(message.text()) : undefined));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, errors, requests };
  }

  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

  for (const [what, plan] of [
    ['safe', SAFE],
    ['unsafe', UNSAFE],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390])
        browserTest(
          `${what}, ${colorScheme}, ${width} pixels wide: nothing keeps people from using it, and it asks for nothing`,
          async () => {
            const { page, errors, requests } = await open(planHtml(plan), width, colorScheme);
            await page.addScriptTag({ content: axe });
            const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
            const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
            expect(serious.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(' '))])).toEqual([]);
            expect(errors).toEqual([]);
            expect(requests).toHaveLength(1);
            const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
            expect(isWide).toBe(false);
            await page.close();
          },
          60_000,
        );

  browserTest(
    'all that can be opened is reached by Tab, in the order of the page',
    async () => {
      const { page } = await open(planHtml(SAFE), 1280, 'light');
      const count = await page.evaluate<number>('document.querySelectorAll("summary").length');
      const reached = new Set<string>();
      const focused = `(() => { const all = [...document.querySelectorAll('summary')]; return String(all.indexOf(document.activeElement)); })()`;
      for (let presses = 0; presses < 400 && reached.size < count; presses += 1) {
        await page.keyboard.press('Tab');
        const index = await page.evaluate<string>(focused);
        if (index !== '-1') reached.add(index);
      }
      expect(reached.size).toBe(count);
      expect([...reached].map(Number)).toEqual([...reached].map(Number).sort((a, b) => a - b));
      await page.close();
    },
    60_000,
  );

  browserTest(
    'it prints on several pages',
    async () => {
      const { page } = await open(planHtml(UNSAFE), 1280, 'dark');
      const pdf = await page.pdf({ format: 'A4' });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      expect(pages).toBeGreaterThan(2);
      await page.close();
    },
    60_000,
  );
});
