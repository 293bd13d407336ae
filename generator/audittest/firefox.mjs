// Uses the home page and the search in Firefox, over WebDriver BiDi. Arguments: the path
// of Firefox, the golden file of the tokeniser, and the roots of the same site over HTTP
// and on disk. It prints what is wrong, a line each.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [executablePath, golden, ...roots] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, defaultViewport: { width: 1280, height: 800 } });
const fail = (text) => console.log(text);
try {
	for (const root of roots) await visit(root);
} finally {
	await browser.close();
}

async function visit(root) {
	const page = await browser.newPage();
	page.on("console", (m) => { if (["error", "warn"].includes(m.type())) fail(`${root}: console: ${m.text()}`); });
	page.on("pageerror", (e) => fail(`${root}: ${e.message}`));
	page.on("request", (r) => { if (!r.url().startsWith(root) && !r.url().startsWith("data:")) fail(`${root}: requests ${r.url()}`); });
	await page.goto(`${root}index.html`);
	await home(page, root);
	await search(page, root, "databse", "domains/database.html");
	await page.goto(`${root}index.html`);
	await search(page, root, "切り戻し", "glossary.html");
	await page.goto(`${root}index.html`);
	await search(page, root, "データベースを依頼", "guides/database/request-a-database.html");
	await page.goto(`${root}search.html?q=kafka`);
	await page.waitForSelector("[role=option]");
	const first = await page.$eval("[role=option]", (o) => o.getAttribute("href"));
	if (!first.includes("domains/messaging.html")) fail(`${root}: search.html?q=kafka begins with ${first}`);
	const wrong = await page.evaluate((cases) => cases.filter((c) => c.tokens && JSON.stringify(window.platmapSearch.tokens(c.text).map((t) => t[0])) !== JSON.stringify(c.tokens.map((t) => t[0]))).map((c) => c.text), JSON.parse(readFileSync(golden, "utf8")));
	if (wrong.length) fail(`${root}: other tokens than in the golden file: ${wrong.join(" | ")}`);
	await page.close();
}

// home checks that each lens shows other lines, and that the lots stay where they are.
async function home(page, root) {
	const places = () => page.$$eval(".lot", (lots) => lots.map((l) => { const r = l.getBoundingClientRect(); return [r.x, r.y, r.width, r.height].map(Math.round).join(); }).join(" "));
	const text = () => page.$eval(".plan", (p) => p.innerText);
	const lenses = await page.$$("input[name=lens], .lenses input");
	if (lenses.length !== 4) return fail(`${root}: ${lenses.length} lenses`);
	const before = await places(), texts = new Set([await text()]);
	for (const lens of lenses) {
		await lens.evaluate((e) => e.click());
		texts.add(await text());
		if (await places() !== before) fail(`${root}: the lots move with a lens`);
	}
	if (texts.size !== 4) fail(`${root}: ${texts.size} different texts with four lenses`);
	await lenses[0].evaluate((e) => e.click());
}

// search opens the dialog with a key, types, and opens the first result.
async function search(page, root, query, want) {
	await page.keyboard.press("/");
	await page.waitForSelector("dialog[open] input");
	await page.keyboard.type(query);
	await page.waitForFunction((want) => document.querySelector("dialog [role=option]")?.href.includes(want), { timeout: 20_000 }, want).catch(() => {});
	const first = await page.$eval("dialog [role=option]", (o) => o.getAttribute("href")).catch(() => "nothing");
	if (!first.includes(want)) return fail(`${root}: ${query} finds ${first}`);
	await Promise.all([page.waitForNavigation({ timeout: 20_000 }).catch(() => {}), page.keyboard.press("Enter")]);
	if (!page.url().includes(want)) fail(`${root}: Enter opens ${page.url()}`);
}
