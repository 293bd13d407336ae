package render_test

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/url"
	"path"
	"platmap/generator/internal/testsite"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// cardsIn returns the data of a file below cards/.
func cardsIn(t *testing.T, files map[string]string, name string) (data struct {
	Rows  [][]string
	Parts []string
}) {
	t.Helper()
	script, ok := strings.CutPrefix(files[name], "platmapCards({")
	script, ok2 := strings.CutSuffix(script, "})\n")
	key, value, ok3 := strings.Cut(script, ":")
	if !ok || !ok2 || !ok3 {
		t.Fatalf("%s: %.100q", name, files[name])
	}
	if err := json.Unmarshal([]byte("{"+key+":"+value+"}"), &data); err != nil {
		t.Fatal(err)
	}
	return data
}

// A card has the owner and the channel, and the language of a text that is not translated.
func TestCards(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 60))
	files := testsite.Texts(t, build(t, map[string]string{
		"site.yaml":            "title: T\nlocales: [en, ja]\ncontact: {chat: '#site'}\n",
		"teams/t.yaml":         "name: {en: Team, ja: チーム}\ntype: platform\ncontact: {chat: '#t'}\nsummary: Helps\n",
		"domains/a.yaml":       "name: {en: A, ja: あ}\nowner: t\nstatus: draft\nessential_problem: {en: Problem, ja: " + strings.Repeat("課題", 60) + "}\nresponsibilities: [{name: R, by: shared}]\nfeatures: [{name: F, status: deprecated, text: " + long + "}]\ninterfaces: [{cli: I, mode: self-service}]\n",
		"domains/b.yaml":       "name: B\nstatus: draft\nsummary: Summary\n",
		"components/list.yaml": "- {id: c, name: C, kind: service, domains: [a], summary: '**S**'}\n",
	}))
	for name, want := range map[string][]string{
		"cards/domains.js": {
			`["domains/a.html","Domain · Draft","A","Problem","Owner: Team · #t",""]`,
			`["domains/b.html","Domain · Draft","B","Summary","#site",""]`,
		},
		"ja/cards/domains.js": {`"あ","課題課題`, `…","オーナー：チーム · #t",""]`},
		"cards/items.js": {
			`["domains/a.html#f","Feature · Deprecated · A","F","word `, `word…","Owner: Team · #t",""]`,
			`["domains/a.html#i","CLI · Self-service · A","I","","Owner: Team · #t",""]`,
			`["domains/a.html#r","Responsibility · Shared · A","R","","Owner: Team · #t",""]`,
		},
		"ja/cards/components.js": {`["components/c.html","サービス","C","S","オーナー：チーム · #t","en"]`},
		"cards/teams.js":         {`["teams/t.html","Platform team","Team","Helps","#t",""]`},
		"cards/glossary.js":      {`platmapCards({"rows":[]})`},
	} {
		rest := files[name]
		for _, part := range want {
			_, after, ok := strings.Cut(rest, part)
			if !ok {
				t.Errorf("%s lacks %s:\n%s", name, part, files[name])
			}
			rest = after
		}
	}
	for _, row := range cardsIn(t, files, "cards/items.js").Rows {
		if len(row[3]) > 120 {
			t.Errorf("a text of %d bytes", len(row[3]))
		}
	}
}

var hrefs = regexp.MustCompile(`<a (?:class="term" )?href="([^"#]*(?:domains|components|teams)/[^"]*|[^"]*glossary.html#[^"]*|#[^"]*)"`)

// The keys of cards are the addresses in links, in every language.
func TestCards_KeysAreAddresses(t *testing.T) {
	files := testsite.Texts(t, build(t, map[string]string{
		"site.yaml":            "title: T\nlocales: [en, ja]\n",
		"glossary.yaml":        "- {term: {en: Budget, ja: 予算}, text: Text}\n",
		"teams/t.yaml":         "name: T\ntype: platform\n",
		"domains/a.yaml":       "name: A\nowner: t\nstatus: draft\nessential_problem: {en: The Budget, ja: 予算}\nresponsibilities: [{name: {en: Keep it, ja: 守る}}]\nfeatures: [{name: {en: Fast & good, ja: 速い}, serves: [Keep it], components: [c]}]\n",
		"domains/b.yaml":       "name: B\nstatus: draft\ndepends_on: [a]\nessential_problem: 'See [[a#Fast & good]] and [[c]]'\n",
		"components/list.yaml": "- {id: c, name: C, domains: [a, b]}\n",
	}))
	for _, dir := range []string{"", "ja/"} {
		keys := map[string]bool{}
		for _, group := range []string{"domains", "items", "components", "teams", "glossary"} {
			for _, row := range cardsIn(t, files, dir+"cards/"+group+".js").Rows {
				keys[row[0]] = false
			}
		}
		for _, name := range []string{"domains/a.html", "domains/b.html", "components/c.html", "teams/t.html"} {
			for _, m := range hrefs.FindAllStringSubmatch(files[dir+name], -1) {
				u, err := url.Parse(html.UnescapeString(m[1]))
				if err != nil {
					t.Fatal(err)
				}
				key := name
				if u.Path != "" {
					key = path.Join("domains", u.Path)
				}
				if u.Fragment != "" {
					key += "#" + u.Fragment
				}
				if _, ok := keys[key]; ok {
					keys[key] = true
				} else if strings.Contains(m[1], "../") {
					t.Errorf("%s%s: no card for %s", dir, name, key)
				}
			}
		}
		for key, linked := range keys {
			if !linked && key != "domains/b.html" {
				t.Errorf("%s%s: no link with this address", dir, key)
			}
		}
	}
}

// Many cards are divided into several files of at most 40 KB, in the order of JavaScript.
// The first file lists the first key of each file.
func TestCards_Divided(t *testing.T) {
	var terms strings.Builder
	for i := range 700 {
		fmt.Fprintf(&terms, "- {term: '%s %d', text: Explanation of term number %d that is long enough to fill a line of text}\n", string([]rune{'ん', '😀', '豈'}[i%3]), i, i)
	}
	files := testsite.Texts(t, build(t, map[string]string{"site.yaml": "title: T\nlocales: [en]\n", "glossary.yaml": terms.String()}))
	parts := cardsIn(t, files, "cards/glossary.js").Parts
	if len(parts) < 2 {
		t.Fatalf("parts: %q", parts)
	}
	seen := map[string]bool{}
	for i, first := range parts {
		name := fmt.Sprintf("cards/glossary--%d.js", i+1)
		rows := cardsIn(t, files, name).Rows
		if rows[0][0] != first || len(files[name]) > 40<<10 {
			t.Errorf("%s starts with %q, want %q, and has %d bytes", name, rows[0][0], first, len(files[name]))
		}
		for _, row := range rows {
			seen[row[0]] = true
		}
	}
	if len(seen) != 700 {
		t.Errorf("%d cards: %q", len(seen), slices.Sorted(maps.Keys(seen))[:3])
	}
}
