package export_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"platmap/generator"
	"platmap/generator/export"
	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// link returns the site of content, which may have errors.
func link(t *testing.T, files map[string]string) *site.Site {
	t.Helper()
	s, _, err := generator.Check(generator.Input{Content: testsite.Files(files)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// write returns an export, and its notes.
func write(t *testing.T, s *site.Site, name, form, base string) (string, []string) {
	t.Helper()
	theme := testsite.Theme(t)
	for _, e := range export.All() {
		if e.Name != name {
			continue
		}
		in := export.Input{Site: s, Lang: s.Locale(), Form: form}
		if !e.HasWords {
			return e.Write(in)
		}
		in.Say = func(key string, args ...any) string { return theme.Say(s.Locale(), key, args...) }
		in.URL = func(p site.Page) string {
			switch {
			case base == "":
				return ""
			case p == nil:
				return base
			}
			return base + p.Base().Kind.Dir() + "/" + p.Base().ID + ".html"
		}
		return e.Write(in)
	}
	t.Fatalf("no export %s", name)
	return "", nil
}

// yaml returns the documents of an export.
func yaml(t *testing.T, text string) []*tree.Node {
	t.Helper()
	var list []*tree.Node
	for doc := range strings.SplitSeq(text, "\n---\n") {
		var diags source.Diagnostics
		n := tree.Parse(&source.File{Name: "site.yaml", Kind: source.Site, Text: doc}, &diags)
		for _, d := range diags {
			if d.Code != "yaml/empty" { // the comment before the first document
				line, column := d.Pos.LineColumn()
				t.Fatalf("%d:%d: %s\n%s", line, column, d.Text, doc)
			}
		}
		if n != nil {
			list = append(list, n)
		}
	}
	return list
}

// str returns the text of a node and checks its length in characters. If most is
// positive, the text is required and has at most that many; if it is negative, the text
// may be absent and has at most -most.
func str(t *testing.T, n *tree.Node, most int) string {
	t.Helper()
	if n == nil && most < 0 {
		return ""
	}
	most = max(most, -most)
	if n == nil || n.Kind != tree.Text || strings.TrimSpace(n.Text) == "" || len([]rune(n.Text)) > most {
		t.Errorf("want a text of at most %d characters, got %+v", most, n)
		return ""
	}
	return n.Text
}

// keys reports keys that are not in known.
func keys(t *testing.T, n *tree.Node, known ...string) {
	t.Helper()
	for _, p := range n.Pairs {
		if !slices.Contains(known, p.Key.Text) {
			t.Errorf("unknown key %q", p.Key.Text)
		}
	}
}

func items(n *tree.Node) []*tree.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// hostileNames are names that a consumer of an export, YAML, a shell, Markdown or a
// terminal may misinterpret.
var hostileNames = []string{
	`say "yes" and 'no'`, "two\nlines", "a */ b --> c", "🚀", "🚀 Rocket 👩‍👩‍👧", "\x1b[31mred\x1b[0m", "a\u202Eb", "None", "none", "Fits no domain",
	"true", "No", "1.10", "2026-11-02", "- item", "@team", "`code`", "a: b # c", "a, b, c", "### heading", "<script>alert(1)</script>",
	"$(touch x)", "`touch x`", "%{x}", "back\\slash", "[link](javascript:x)", "{a: b}", "&anchor", "*alias", "|", ">", "!tag", "~", "null", "=", "<<",
	"\u2028line", "\uFEFFbom", "\uFFFEend", "  spaces  ", "\ttab", "𠮷野家", "か\u3099", strings.Repeat("長", 200), strings.Repeat("x y ", 50), "]]>", "'; rm -rf ~ #", "end", "a;b|c&d",
}

// hostile returns content with these names and texts in at least two domains.
func hostile(names []string) map[string]string {
	quote := func(s string) string { return fmt.Sprintf("%q", s) }
	files := map[string]string{
		"site.yaml":         "title: " + quote(names[0]) + "\nowner: t\nrepo: https://github.com/example/map\nlabels: {prefix: area/}\ngroups: [{id: g, name: " + quote(names[1]) + "}]\n",
		"teams/t.yaml":      "name: " + quote(names[1]) + "\ntype: platform\nfocus: " + quote(names[0]) + "\ncontact: {github: example/t, url: 'https://example.org/?a=b&c', oncall: tel:+81}\ndomains: [{domain: d0, role: owner}, d1]\n",
		"teams/no.yaml":     "name: No\ntype: enabling\ncontact: {github: '@example/no'}\n",
		"teams/quiet.yaml":  "name: Quiet\ntype: enabling\nowner: quiet\n",
		"guides/a b.md":     "---\nowner: t\ndomains: [d0]\n---\n# A\n",
		"guides/[x]*! #.md": "---\nowner: no\n---\n# X\n",
	}
	var components strings.Builder
	for i, name := range names {
		next := (i + 1) % len(names)
		files[fmt.Sprintf("domains/d%d.yaml", i)] = fmt.Sprintf(`name: %s
group: g
aliases: [old-%d]
keywords: [Kubernetes, "two words", %s, C++]
essential_problem: %s
depends_on: [d%d]
responsibilities: [x]
features: [x]
interfaces: [{api: %s}, {api: %s, url: "https://example.org/a b"}, {api: c, component: c%d}]
links: [{title: %s, url: https://example.org/x}]
`, quote(name), i, quote(name), quote(name+" "+names[next]), next, quote(name), quote(names[next]), i, quote(name))
		fmt.Fprintf(&components, "- {id: c%d, name: %s, summary: %s, domains: [d%d, d%d], depends_on: [c%d], repo: 'https://github.com/example/map/tree/main/tools/c %d', owner: %s}\n",
			i, quote(name), quote(names[next]), i, next, next, i, []string{"t", "no"}[i%2])
	}
	files["components/all.yaml"] = components.String()
	return files
}

// Every export of hostile content has the format that its consumer expects.
func TestWrite_Hostile(t *testing.T) {
	s := link(t, hostile(hostileNames))
	if len(s.Domains) != len(hostileNames) || len(s.Components) != len(hostileNames) || len(s.Teams) != 3 {
		t.Fatalf("%d domains, %d components, %d teams", len(s.Domains), len(s.Components), len(s.Teams))
	}
	checkAll(t, s)
}

// The same holds for names of random characters.
func TestWrite_RandomNames(t *testing.T) {
	alphabet := []rune("ab ,:#-'\"\\`*_[]{}<>|&!%@~?;$()\n\t\r\x00\x1b\u0085\u2028\u202E\u200D\uFE0F🚀é長か\u3099")
	for seed := range rounds.Of(200) {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		names := make([]string, 2+r.IntN(6))
		for i := range names {
			var b strings.Builder
			for range r.IntN(12) {
				b.WriteRune(alphabet[r.IntN(len(alphabet))])
			}
			names[i] = b.String()
		}
		if checkAll(t, link(t, hostile(names))); t.Failed() {
			t.Fatalf("seed %d: names %q", seed, names)
		}
	}
}

// checkAll checks every export of a site.
func checkAll(t *testing.T, s *site.Site) {
	t.Helper()
	for _, base := range []string{"", "https://example.org/map/"} {
		for _, e := range export.All() {
			if e.SiteFile != "" {
				continue
			}
			forms := e.Forms
			if forms == nil {
				forms = []string{""}
			}
			for _, form := range forms {
				got, _ := write(t, s, e.Name, form, base)
				if again, _ := write(t, s, e.Name, form, base); again != got {
					t.Errorf("%s %s: two exports of the same site differ", e.Name, form)
				}
				if i := strings.IndexFunc(got, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || text.IsInvisible(r)) }); i >= 0 {
					t.Errorf("%s %s: control character %q", e.Name, form, got[i:min(len(got), i+10)])
				}
				if file, err := e.File(got, ""); err != nil {
					t.Errorf("%s %s: %v", e.Name, form, err)
				} else if again, err := e.File(got, file); err != nil || again != file {
					t.Errorf("%s %s: a second write changes the file (%v)", e.Name, form, err)
				}
				switch e.Name {
				case "labels":
					checkLabels(t, s, got, form)
				case "issue-form":
					checkForm(t, s, got)
				case "codeowners":
					checkOwners(t, s, got)
				case "backstage":
					checkBackstage(t, got)
				case "mermaid", "dot":
					checkDiagram(t, got)
				}
			}
		}
	}
}
