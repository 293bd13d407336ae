package webtest

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
)

// long returns a content folder whose lists have more rows than one page shows, with
// texts in two languages that are longer than a cell.
func long() fstest.MapFS {
	const domains, perDomain, teams = 8, 28, 8
	content := fstest.MapFS{}
	add := func(name, format string, args ...any) {
		content[name] = &fstest.MapFile{Data: fmt.Appendf(nil, format, args...)}
	}
	add("site.yaml", "title: Long lists\nlocales: [en, ja]\nrepo: https://github.com/example/map\n")
	const why = "{en: Only the team that runs the service knows what it may lose and how long its users can wait before they notice, ja: 何を失ってよいか、利用者がどれだけ待てるかは、そのサービスを運用しているチームにしかわからないため。}"
	for i := range teams {
		var interactions strings.Builder
		for j := range i {
			if j == 0 {
				interactions.WriteString("interactions:\n")
			}
			fmt.Fprintf(&interactions, "  - {team: team-%d, mode: collaboration, purpose: %s}\n", j, why)
		}
		add(fmt.Sprintf("teams/team-%d.yaml", i), "name: {en: Team for reliability and operations %d, ja: 信頼性と運用のチーム %[1]d}\ntype: platform\ncontact: {chat: \"#team-%[1]d\"}\ndomains: [{domain: domain-%[1]d, role: owner, strength: fair, approach: %s}]\n%s", i, why, interactions.String())
	}
	add("scenarios/failover.yaml", "name: Fail over at once\nlead: domain-0\nneeds:\n  - {domain: domain-1, need: %s, state: gap}\n", why)
	statuses := []string{"available", "planned", "deprecated", "experimental", "retired"}
	levels := []string{"low", "medium", "high"}
	for d := range domains {
		var responsibilities, features, interfaces strings.Builder
		for i := range perDomain {
			fmt.Fprintf(&responsibilities, "  - {name: {en: Keep the paths between services %d-%d open when one of the data centres fails, ja: データセンターの一つが停止しても、サービス間の経路 %[1]d-%[2]d を維持する}, by: %s, why: %s}\n", d, i, []string{"platform, target: product", "team-0, target: team-1", "product"}[i%3], why)
			status := statuses[i%len(statuses)]
			replaced := ""
			if status == "deprecated" || status == "retired" {
				replaced = fmt.Sprintf(", replaced_by: \"Automatic failover between regions %d-%d\", why: %s", d, i-1, why)
			}
			fmt.Fprintf(&features, "  - {name: {en: Automatic failover between regions %d-%d, ja: リージョン間の自動フェイルオーバー %[1]d-%[2]d}, status: %s, since: 2024-%02d, until: %d-%02d-15%s}\n", d, i, status, i%12+1, 2025+i%4, i%12+1, replaced)
			fmt.Fprintf(&interfaces, "  - {portal: {en: Console of the network for operators %d-%d, ja: 運用担当者向けのネットワークコンソール %[1]d-%[2]d}, mode: assisted, source: oss, since: 2024-02, url: \"https://console.example.com/%[1]d/%[2]d\", guide: guide-%[1]d-%[2]d, text: %[3]s}\n", d, i, why)
			add(fmt.Sprintf("components/part-%d-%d.yaml", d, i), "name: {en: Controller of the load balancers for internal traffic %d-%d, ja: 内部通信のロードバランサーを制御するコントローラー %[1]d-%[2]d}\nsummary: %[3]s\nkind: service\ndomains: [domain-%[1]d, domain-%[4]d]\nowner: team-%[1]d\nsource: oss\nvalue: %[5]s\ntoil: %[6]s\nstatus: %[7]s\nreviewed: 2026-01-%02[8]d\n", d, i, why, (d+1)%domains, levels[i%3], levels[(d+i)%3], []string{"available", "experimental"}[i%2], i+1)
			add(fmt.Sprintf("guides/guide-%d-%d.md", d, i), "---\ndomains: [domain-%d]\nowner: team-%[1]d\n---\n# How to change the routes between two services, step by step %[1]d-%d\n\nThe routes between two services are changed in three steps, each of which can be undone without asking the team that owns the network.\n", d, i)
		}
		add(fmt.Sprintf("domains/domain-%d.yaml", d), "name: {en: Networks between data centres %d, ja: データセンター間のネットワーク %[1]d}\nowner: team-%[1]d\nreviewed: 2026-02-0%d\nessential_problem: %s\nresponsibilities:\n%sfeatures:\n%sinterfaces:\n%s", d, d+1, why, responsibilities.String(), features.String(), interfaces.String())
	}
	return content
}

// buildLong builds the site with long lists, without the pages of single things.
func buildLong(t *testing.T) *site {
	t.Helper()
	s := &site{dir: t.TempDir()}
	built, diags, err := generator.Build(generator.Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: long()})
	must(t, err)
	if diags.HaveError() {
		t.Fatalf("%v", diags)
	}
	must(t, fs.WalkDir(built, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"components", "domains", "guides", "teams"}, path.Base(name)) && !strings.Contains(name, "lists"):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(s.dir, filepath.FromSlash(name)), 0o777)
		}
		b, err := fs.ReadFile(built, name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(s.dir, filepath.FromSlash(name)), b, 0o666)
	}))
	return s
}

// TestLongLists opens the lists of a site with more rows than a page shows.
func TestLongLists(t *testing.T) {
	browser := browsertest.Chromium(t)
	s := buildLong(t)
	for _, part := range []struct {
		name string
		test func(*testing.T, *tab)
	}{
		{"rows", s.testRowHeight},
		{"sort", s.testSortAll},
		{"axe", s.testLongAxe},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, newTab(t, browser)) })
	}
}

// longPages are the pages of views with lists, and one of the pages that each is divided
// into, in English.
var longPages = []string{
	"components.html", "lists/components/domain-0.html", "gaps.html", "guides.html", "interfaces.html", "lists/interfaces/portal.html",
	"lifecycle.html", "lists/lifecycle/domain-6.html", "responsibilities.html", "lists/responsibilities/domain-7.html", "reviews.html", "lists/reviews/team-0.html",
}

// testLongAxe runs axe on rows of all pages and a page of one pair of teams, and with
// PLATMAP_FULL=1 on all pages with long lists, in both languages and colour schemes.
func (s *site) testLongAxe(t *testing.T, b *tab) {
	text, err := os.ReadFile(browsertest.Module(t, "axe-core/axe.min.js"))
	must(t, err)
	pages := []string{"lists/compare/team-0--team-1.html", "components.html"}
	if rounds.Full() {
		pages = slices.Concat(pages, []string{"compare.html"}, longPages)
	}
	found := problems{}
	b.width(1280)
	for _, dir := range []string{"", "ja/"} {
		for i, dark := range []bool{dir != "", dir == ""} {
			if i > 0 && !rounds.Full() { // English is light and Japanese dark without it
				continue
			}
			b.dark(dark)
			for _, page := range pages {
				name := dir + page
				b.open(s.onDisk().at(name))
				if page == pages[1] {
					eval[any](b, `(e => { e.value = 'name'; e.dispatchEvent(new Event('change')); })(document.querySelector('.find [name=sort]'))`)
					eval[any](b, foundShown)
				}
				b.axe(string(text), name, found)
			}
		}
	}
	found.report(t)
}

// foundShown resolves when the filter shows rows.
const foundShown = `new Promise(done => {
	const found = document.querySelector('.found'), check = () => found.hidden || done(0);
	new MutationObserver(check).observe(found, {attributes: true});
	check();
})`

// The filter of a divided list sorts the rows of all pages, and the order is in the address.
func (s *site) testSortAll(t *testing.T, b *tab) {
	const (
		toils = `[...document.querySelectorAll('.found tbody tr')].map(tr => ['Low', 'Medium', 'High'].indexOf(tr.cells[7].textContent))`
		state = `[document.querySelector('.find output').value, document.querySelector('.found [aria-sort]').ariaSort, location.hash, document.activeElement.textContent].join(', ')`
	)
	b.width(1280)
	b.open(s.onDisk().at("components.html"))
	eval[any](b, `(e => { e.value = 'toil'; e.dispatchEvent(new Event('change')); })(document.querySelector('.find [name=sort]'))`)
	eval[any](b, foundShown)
	if got := eval[[]int](b, toils); len(got) != 100 || got[0] != 0 || !slices.IsSorted(got) {
		t.Errorf("%d rows are shown, with the toil %v", len(got), got)
	}
	b.click(`.found [data-by="toil"] button`)
	b.do(chromedp.Reload())
	eval[any](b, foundShown)
	b.click(".more-rows")
	b.click(".more-rows")
	got := eval[[]int](b, toils)
	if slices.Reverse(got); len(got) != 224 || got[223] != 2 || !slices.IsSorted(got) {
		t.Errorf("from the end, %d rows are shown, with the toil %v", len(got), got)
	}
	if got := eval[string](b, state); !strings.HasPrefix(got, "224 of 224, descending, #sort=-toil, Controller of") {
		t.Errorf("the state is %s", got)
	}
	b.open(s.onDisk().at("lists/components/domain-0.html"))
	b.click(`#pm-table [data-sort="name"] button`)
	eval[any](b, foundShown)
	if got := eval[string](b, state); got != "224 of 224, ascending, #sort=name, Name" {
		t.Errorf("after a click on a head of one of the pages, the state is %s", got)
	}
}

// On wide screens a row has at most 44 px, the heads stay visible, and a row with the
// focus shows all of its text.
func (s *site) testRowHeight(t *testing.T, b *tab) {
	found := problems{}
	rows, cut, heads := 0, 0, 0
	for _, w := range []struct {
		width int64
		dir   string
		full  bool // whether only with PLATMAP_FULL=1
	}{{1024, "ja/", false}, {1280, "", false}, {1024, "", true}, {1280, "ja/", true}} {
		if w.full && !rounds.Full() {
			continue
		}
		b.width(w.width)
		for _, page := range longPages {
			name := w.dir + page
			b.open(s.onDisk().at(name))
			got := eval[struct {
				Problems         []string
				Rows, Cut, Heads int
			}](b, rowProblems)
			rows += got.Rows
			cut += got.Cut
			heads += got.Heads
			for _, problem := range got.Problems {
				found.add(fmt.Sprintf("%s at %d px", name, w.width), problem)
			}
		}
	}
	t.Logf("%d rows, %d with text that is cut off", rows, cut)
	if rows < 1500 || cut < 500 || heads < 4 {
		t.Errorf("only %d rows, %d of them with text that is cut off, and %d tables that scroll", rows, cut, heads)
	}
	found.report(t)
}

const rowProblems = `(() => {
	const result = {problems: [], rows: 0, cut: 0, heads: 0}, report = text => { if (!result.problems.includes(text)) result.problems.push(text); };
	const hides = e => [e, ...e.querySelectorAll('*')].filter(x => !x.matches('.quiet-word') && getComputedStyle(x).overflow === 'hidden' && (x.scrollWidth > x.clientWidth + 1 || x.scrollHeight > x.clientHeight + 1));
	let tried = 0;
	for (const row of document.querySelectorAll('.rows > tbody > tr:not(.group), .guide-rows > li')) {
		if (!row.checkVisibility()) continue;
		result.rows++;
		const height = row.getBoundingClientRect().height;
		if (height > 44) report('a row of ' + Math.ceil(height) + ' px: ' + [...row.children].map(e => Math.ceil(e.getBoundingClientRect().height) + ' ' + e.className).join('|'));
		if (row.matches('li') || !hides(row).length) continue;
		result.cut++;
		const link = row.querySelector('a');
		if (!link || tried++ > 3) continue;
		link.focus({focusVisible: true});
		const left = hides(row);
		if (left.length) report('cut off in a row with the focus: ' + left[0].outerHTML.slice(0, 80));
		link.blur();
	}
	for (const table of document.querySelectorAll('.rows')) { // the heads stay at the top and cover no link with the focus
		const box = table.getBoundingClientRect(), head = table.tHead.rows[0].cells[0], links = [...table.tBodies].flatMap(e => [...e.querySelectorAll('a')]);
		if (!table.checkVisibility() || box.height < 2000) continue;
		result.heads++;
		scrollTo(0, scrollY + box.top + 1000);
		const {top, bottom} = head.getBoundingClientRect();
		if (Math.abs(top) > 1) report('the head is at ' + top + ' px after scrolling');
		const above = links.filter(e => e.getBoundingClientRect().bottom < 0).at(-1);
		above.focus({focusVisible: true});
		if (above.getBoundingClientRect().top < bottom - 1) report('the head covers a link with the focus');
		above.blur();
		scrollTo(0, 0);
	}
	return result;
})()`
