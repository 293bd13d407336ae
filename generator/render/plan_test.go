package render_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mapSite returns content with a number of domains, which are distributed over the
// groups.
func mapSite(domains, groups int, name string) map[string]string {
	files := map[string]string{"site.yaml": "title: Map\nlocales: [en]\nowner: base\n", "teams/base.yaml": "name: Base\ntype: platform\ncontact: {chat: '#base'}\n"}
	for g := range groups {
		if g == 0 {
			files["site.yaml"] += "groups:\n"
		}
		files["site.yaml"] += fmt.Sprintf("  - {id: g%d, name: Group %d}\n", g, g)
	}
	for i := range domains {
		text := fmt.Sprintf("name: %s %d\norder: %d\nsummary: Purpose %d\nessential_problem: Problem\n", name, i, i+1, i)
		if groups > 0 {
			text += fmt.Sprintf("group: g%d\n", i%groups)
		}
		if i > 0 {
			text += fmt.Sprintf("depends_on: [d%d]\n", i-1)
		}
		text += "responsibilities: [R, {name: S, by: shared}]\ninterfaces: [{cli: tool, mode: self-service}]\nfeatures: [{name: Old, status: deprecated, until: 2027-03, why: No longer used}]\n"
		files[fmt.Sprintf("domains/d%d.yaml", i)] = text
	}
	return files
}

// rect is a lot on map.svg.
type rect struct{ x, y, w, h int }

var svgLot = regexp.MustCompile(`<a href="([^"]*)"><rect class="lot" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"`)

// lotsOf returns the lots of map.svg by the page that they link to, and the size of the
// image.
func lotsOf(t *testing.T, svg string) (lots map[string]rect, size rect) {
	t.Helper()
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	lots = map[string]rect{}
	for _, m := range svgLot.FindAllStringSubmatch(svg, -1) {
		lots[m[1]] = rect{number(m[2]), number(m[3]), number(m[4]), number(m[5])}
	}
	m := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindStringSubmatch(svg)
	return lots, rect{w: number(m[1]), h: number(m[2])}
}

// All lots are on the plan, without overlaps, and use its whole width.
func TestPlan_Layout(t *testing.T) {
	for _, c := range []struct {
		domains, groups int
		name            string
		lots            int
		dense           bool
	}{
		{1, 0, "D", 1, false}, {1, 1, "D", 1, false}, {12, 5, "D", 12, false}, {9, 0, "D", 9, false}, {7, 1, "D", 7, false}, {40, 3, "D", 40, false},
		{41, 4, "D", 41, true}, {300, 1, "D", 300, true}, {301, 8, "D", 8, false}, {301, 0, "D", 1, false},
		{5, 2, strings.Repeat("Very long name ", 20), 5, false}, {5, 2, strings.Repeat("長い名前", 40), 5, false}, {41, 2, strings.Repeat("W", 300), 41, true},
	} {
		t.Run(fmt.Sprint(c.domains, " in ", c.groups, " ", c.name[:1]), func(t *testing.T) {
			site := build(t, mapSite(c.domains, c.groups, c.name))
			lots, size := lotsOf(t, read(t, site, "map.svg"))
			if len(lots) != c.lots {
				t.Errorf("%d lots, want %d", len(lots), c.lots)
			}
			area := 0
			for page, a := range lots {
				area += a.w * a.h
				if a.x < 0 || a.y < 0 || a.x+a.w > size.w || a.y+a.h > size.h {
					t.Errorf("%s is at %v, outside of %v", page, a, size)
				}
				for other, b := range lots {
					if page < other && a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h {
						t.Errorf("%s at %v overlaps %s at %v", page, a, other, b)
					}
				}
			}
			left := 0
			if c.groups > 0 && c.lots != c.groups {
				left = 100
			}
			if c.domains == 1 && c.groups == 1 {
				left = 100
			}
			if want := (size.w - left) * size.h; area != want {
				t.Errorf("the lots cover %d, want %d", area, want)
			}
			home := read(t, site, "index.html")
			if got := strings.Contains(home, `class="plan dense"`); got != c.dense {
				t.Errorf("dense is %v, want %v", got, c.dense)
			}
			if got := strings.Count(home, `<li class="lot`); got != c.lots {
				t.Errorf("%d lots on the home page, want %d", got, c.lots)
			}
		})
	}
}

// Every domain of a large site is on the page of its group, including those without a
// group.
func TestPlan_GroupPages(t *testing.T) {
	files := mapSite(301, 3, "D")
	files["domains/d0.yaml"] = strings.Replace(files["domains/d0.yaml"], "group: g0\n", "", 1)
	site := build(t, files)
	home, twin := read(t, site, "index.html"), read(t, site, "index.md")
	found := 0
	for name, domains := range map[string]int{"g0": 100, "g1": 100, "g2": 100, "_other": 1} {
		page := "groups/" + name + ".html"
		if !strings.Contains(home, `href="`+page+`"`) || !strings.Contains(twin, "(groups/"+name+".md)") {
			t.Errorf("the home page or its twin has no link to %s", page)
		}
		if got := strings.Count(read(t, site, page), `<li class="lot`); got != domains {
			t.Errorf("%s has %d domains, want %d", page, got, domains)
		}
		found += strings.Count(read(t, site, "groups/"+name+".md"), "- What for: ")
		if !strings.Contains(read(t, site, "sitemap.xml"), page) {
			t.Errorf("%s is not in the sitemap", page)
		}
	}
	if found != 301 {
		t.Errorf("the twins have %d domains", found)
	}
	for _, text := range []string{"Platform 100 · Shared 100 · Product 0", "100 domains", "requires Group 2"} {
		if !strings.Contains(home, text) {
			t.Errorf("the home page lacks %q", text)
		}
	}
	if crumb := `<a href="../groups/g1.html">Group 1</a>`; !strings.Contains(read(t, site, "domains/d1.html"), crumb) {
		t.Error("the domain has no link to its group")
	}
}

// The plan shows the number of the names in a lot that do not fit, and the twin has all
// of them.
func TestLot_CountsWhatDoesNotFit(t *testing.T) {
	files := mapSite(3, 1, "D")
	var interfaces, features []string
	for i := range 40 {
		interfaces = append(interfaces, fmt.Sprintf("{cli: command-%d, mode: self-service}", i))
		features = append(features, fmt.Sprintf("{name: Future feature %d, status: planned}", i))
	}
	files["domains/d1.yaml"] = "name: Many\ngroup: g0\nessential_problem: " + strings.Repeat("A long problem of teams. ", 40) + "\nresponsibilities: [R]\ndepends_on: [d0]\ninterfaces: [" +
		strings.Join(interfaces, ", ") + "]\nfeatures: [" + strings.Join(features, ", ") + "]\n"
	site := build(t, files)
	lot := regexp.MustCompile(`(?s)<li class="lot [^>]*data-domain="d1".*?</h3>(.*?)(?:<li class="lot|</section>)`).FindStringSubmatch(read(t, site, "index.html"))[1]
	for _, name := range []string{"command-", "Future feature "} {
		shown := len(regexp.MustCompile(`<li><a [^>]*>`+name).FindAllString(lot, -1))
		extra := len(regexp.MustCompile(`<li class="extra"><a [^>]*>`+name).FindAllString(lot, -1))
		if shown < 4 || shown > 15 || shown+extra != 40 || !strings.Contains(lot, fmt.Sprintf(`">+%d<`, extra)) {
			t.Errorf("%s: %d are shown, %d do not fit:\n%s", name, shown, extra, lot)
		}
	}
	if n := strings.Count(lot, "A long problem"); n != 40 || !strings.Contains(lot, `<span class="dots" aria-hidden="true">…</span><span class="quiet-word rest">`) {
		t.Errorf("the problem is there %d of 40 times, or not shortened", n)
	}
	twin := read(t, site, "index.md")
	for i := range 40 {
		if !strings.Contains(twin, fmt.Sprintf("[command-%d]", i)) || !strings.Contains(twin, fmt.Sprintf("[Future feature %d]", i)) {
			t.Errorf("the twin lacks number %d", i)
		}
	}
}

// Available interfaces are below "How to get it", self-service first. Planned and
// deprecated ones are below "What is changing".
func TestLot_Lenses(t *testing.T) {
	files := mapSite(1, 0, "D")
	files["guides/use.md"] = "---\ntitle: Use it\n---\nText\n"
	files["domains/x.yaml"] = `name: X
essential_problem: P
summary: {en: Summary}
responsibilities: [A, {name: B, by: product}, {name: C, by: shared}, {name: D, by: base}]
interfaces:
  - {ticket: Form, mode: on-request}
  - {doc: use}
  - {cli: old, mode: self-service, status: deprecated, until: 2027-03, why: Unused}
  - {cli: tool, mode: self-service}
  - {api: Next, mode: self-service, status: planned, since: 2027-05}
  - {portal: Trial, mode: self-service, status: experimental}
features:
  - {name: Gone, status: retired, until: 2020, why: Unused}
`
	files["domains/y.yaml"] = "name: Y\nstatus: draft\n"
	twin := read(t, build(t, files), "index.md")
	for _, want := range []string{
		"- [X](domains/x.md)\n  - What for: Summary\n  - Who does what: Platform 2 · Shared 1 · Product 1\n" +
			"  - How to get it: Self-service: [tool](domains/x.md#tool) · [Trial](domains/x.md#trial); On request: [Form](domains/x.md#form); Document: [Use it](guides/use.md)\n" +
			"  - What is changing: Deprecated: [old](domains/x.md#old) until 2027-03; Planned: [Next](domains/x.md#next) from 2027-05; " +
			"Experimental: [Trial](domains/x.md#trial); Retired: [Gone](domains/x.md#gone) (2020)\n",
		"- [Y](domains/y.md) (Draft)\n  - What for: Not written down yet\n  - Who does what: Not written down yet\n  - How to get it: ask [#base](teams/base.md)\n  - What is changing: nothing\n",
	} {
		if !strings.Contains(twin, want) {
			t.Errorf("the twin lacks\n%s\nit has\n%s", want, twin)
		}
	}
	page := read(t, build(t, files), "index.html")
	order := []string{">Self-service<", ">tool<", ">On request<", ">Document<", `<time datetime="2027-03">until Mar 2027</time>`, `<time datetime="2027-05">from May 2027</time>`}
	at := positions(page[strings.Index(page, ">X</a>"):], order)
	if slices.Contains(at, -1) || !slices.IsSorted(at) {
		t.Errorf("%q are at %v", order, at)
	}
}

func positions(text string, parts []string) []int {
	var at []int
	for _, p := range parts {
		at = append(at, strings.Index(text, p))
	}
	return at
}

// A page with locators has one symbol for all of them, and a page without locators has
// none.
func TestLocator(t *testing.T) {
	cells := func(svg string) int { return strings.Count(svg, "z") }
	symbol := regexp.MustCompile(`<symbol id="pm-plan"[^>]*><path d="([^"]*)"`)
	picture := regexp.MustCompile(`<use href="#pm-plan"></use><path d="([^"]*)"|<use href="#pm-plan"/><path d="([^"]*)"`)
	for _, c := range []struct{ domains, groups, cells int }{{12, 5, 12}, {40, 0, 40}, {41, 4, 4}, {41, 0, 0}, {1, 0, 0}} {
		files := mapSite(c.domains, c.groups, "D")
		files["guides/g.md"] = "---\ndomains: [d0]\n---\n# G\n"
		files["guides/none.md"] = "# None\n"
		site := build(t, files)
		page := read(t, site, "guides/g.html")
		symbols, pictures := symbol.FindAllStringSubmatch(page, -1), picture.FindAllStringSubmatch(page, -1)
		if c.cells == 0 {
			if len(symbols)+len(pictures) > 0 {
				t.Errorf("%d domains: a picture with one cell", c.domains)
			}
			continue
		}
		if len(symbols) != 1 || cells(symbols[0][1]) != c.cells || len(pictures) == 0 {
			t.Errorf("%d domains: %d symbols %v, %d pictures", c.domains, len(symbols), symbols, len(pictures))
			continue
		}
		for _, p := range pictures {
			if d := p[1] + p[2]; cells(d) != 1 || !strings.Contains(symbols[0][1], d) {
				t.Errorf("%d domains: the filled cell %s is not one of %s", c.domains, d, symbols[0][1])
			}
		}
		if none := read(t, site, "guides/none.html"); strings.Contains(none, "pm-plan") {
			t.Error("a guide without a domain has a symbol")
		}
	}
}
