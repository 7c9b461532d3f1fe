import { mkdtempSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';
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

/** What is drawn on each page of a PDF, as Chromium writes it: an object for each page, and one for what is on it. */
function pagesOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  const objects = new Map([...text.matchAll(/^(\d+) 0 obj\n/gm)].map((found) => [found[1], found.index + found[0].length]));
  const kids = (at: number): string[] => {
    const head = text.slice(at, text.indexOf('endobj', at));
    const [, inner] = /\/Kids \[([^\]]*)\]/.exec(head) ?? [];
    if (inner !== undefined) return [...inner.matchAll(/(\d+) 0 R/g)].flatMap(([, id]) => kids(objects.get(id) ?? 0));
    const [, contents] = /\/Contents (\d+) 0 R/.exec(head) ?? [];
    const start = text.indexOf('stream\n', objects.get(contents)) + 'stream\n'.length;
    return [inflateSync(pdf.subarray(start, text.indexOf('endstream', start))).toString('latin1')];
  };
  const root = [...objects.values()].find((at) => /^<<\/Type \/Catalog\b/.test(text.slice(at, at + 40))) ?? 0;
  const [, pages] = /\/Pages (\d+) 0 R/.exec(text.slice(root)) ?? [];
  return kids(objects.get(pages) ?? 0);
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
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
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
            await page.evaluate(`${axe};0`);
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
    'it prints on several pages, the first of which has text, and everything is light and open',
    async () => {
      const { page } = await open(planHtml(UNSAFE), 1280, 'dark');
      for (const landscape of [false, true]) {
        const pages = pagesOf(await page.pdf({ format: 'A4', landscape }));
        expect(pages.length).toBeGreaterThan(2);
        expect(pages[0]).toMatch(/ Tj|TJ/);
      }
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      const hidden = `[...document.querySelectorAll('details pre')].filter((block) => block.getBoundingClientRect().height === 0).length`;
      expect(await page.evaluate<number>(hidden)).toBe(0);
      await page.close();
    },
    60_000,
  );
});
