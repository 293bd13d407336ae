// Audits pages with Lighthouse in Chromium, as it does by default: on a slow phone.
// Arguments: the path of Chromium, how often, and the URLs. It prints a line of JSON for
// each page: the median score of each category, and the audits that are not perfect.
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, times, ...urls] = process.argv.slice(2);
const chrome = await launcher.launch({ chromePath, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
try {
	for (const url of urls) {
		const runs = [];
		for (let i = 0; i < Number(times); i++) {
			const { lhr } = await lighthouse(url, { port: chrome.port, output: "json", logLevel: "error" });
			if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
			runs.push(lhr);
		}
		const scores = {}, audits = {};
		for (const [id, category] of Object.entries(runs[0].categories)) {
			scores[id] = median(runs.map((r) => Math.round(100 * r.categories[id].score)));
			if (scores[id] === 100) continue;
			for (const { id: audit, weight } of category.auditRefs) {
				const score = median(runs.map((r) => r.audits[audit].score ?? 1));
				if (weight > 0 && score < 1) audits[audit] = `${score} ${runs[0].audits[audit].displayValue ?? ""}`.trim();
			}
		}
		console.log(JSON.stringify({ url, scores, audits }));
	}
} finally {
	chrome.kill();
}

function median(numbers) { return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]; }
