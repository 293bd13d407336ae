package show_test

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/show"
	"platmap/generator/source"
	"platmap/generator/text"
)

func askerOf(t *testing.T, content fs.FS, lang string) show.Asker {
	t.Helper()
	in := generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	s, diags, err := generator.Check(in)
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	return show.Asker{Site: s, Pages: in.Render(s), Lang: lang, Place: func(pos source.Pos) (string, int) {
		if !pos.IsValid() {
			t.Error("a position is unknown")
			return "", 0
		}
		line, _ := pos.LineColumn()
		return pos.File.Name, line
	}}
}

var spaces = regexp.MustCompile(`  +`)

func TestShow(t *testing.T) {
	asker := askerOf(t, testsite.Small(), "en")
	for name, want := range map[string][]string{
		"component:cache":        {"component:cache\n", "Domain  CDN  domain:cdn\n", "\nRequires\n  kube  component:kube\n"},
		"old-cache":              {" · Retired\n", "“old-cache” is retired. Use cache instead.\n", "\nReplaced by\n  cache  component:cache\n"},
		"kube":                   {"\nThe one command\n", "Owner  DX (inherited)  team:dx\n", "\nInterfaces that it implements\n  kube (CLI, Self-service)  domain:cdn#kube\n"},
		"team:infra":             {"team:infra · Platform team\n", "\nThe base\n", "GitHub  example/infra\n", "\n  CDN (Owner)  domain:cdn\n"},
		"rollback":               {"scenario:rollback · Open\n", "Domain  CI/CD  domain:cicd\n", "\n  one step (Met)  domain:cicd\n", "\nRaised by\n  DX  team:dx\n"},
		"guide:ops/second":       {"guide:ops/second · How-to\nguides/ops/second.md:1\n", "\nOn this page\n  Setup\n"},
		"Node":                   {"term:Node · Glossary\nglossary.yaml:2\n", "\nA machine of Network\n"},
		"cdn#Purge":              {"domain:cdn#purge · CDN\n", "Domain  CDN  domain:cdn", "\nBuilt from\n  cache  component:cache\n", "\nFor\n  Say how long  domain:cdn#say-how-long\n"},
		"cdn#Say how long":       {"domain:cdn#say-how-long · CDN\n", "Responsible  Product teams\n", "\nServed by\n  Purge  domain:cdn#purge\n"},
		"domain:cicd#terraform":  {" · IaC · Deprecated\n", "Use Terraform instead.", "Replaced by  Terraform"},
		"domain:cicd":            {"\n  Second (Document)  guide:ops/second\n", "\nChanging\n  Terraform (Deprecated, → Terraform)\n"},
		"guide:ops/second#setup": {"\nguides/ops/second.md:1\n"},
	} {
		found, err := show.Find(asker.Site, name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := spaces.ReplaceAllString(asker.Show(found).Terminal(false), "  ")
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%s: no %q in\n%s", name, part, got)
			}
		}
	}
}

// Everything on a site can be shown in each language, in lines that fit a terminal. Each
// id in the data is accepted by Find, and each URL is that of a page that contains the
// anchor.
func TestShow_Everything(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		asker := askerOf(t, testsite.Small(), lang)
		shown := map[string]bool{}
		var check func(name string)
		check = func(name string) {
			if name == "" || shown[name] {
				return
			}
			shown[name] = true
			found, err := show.Find(asker.Site, name)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
			s := asker.Show(found)
			checkURL(t, asker, s.URL)
			for line := range strings.Lines(s.Terminal(false)) {
				if text.Columns(line) > 81 {
					t.Errorf("%s has a long line: %q", name, line)
				}
			}
			for _, section := range s.Sections {
				for _, e := range section.Entries {
					check(e.ID)
					check(e.Guide)
					check(e.Successor)
					checkURL(t, asker, e.URL)
				}
			}
			if b, err := json.Marshal(s); err != nil || !strings.Contains(string(b), `"version":1`) {
				t.Error(err, string(b))
			}
		}
		for _, name := range show.Completions(asker.Site, "") {
			check(name)
		}
		for _, x := range asker.Site.Domains {
			for _, name := range show.Completions(asker.Site, x.ID+"#") {
				check(name)
			}
		}
		for _, x := range asker.Site.Terms {
			check("term:" + x.Term.Plain(lang))
		}
		if len(shown) < 50 {
			t.Errorf("only %d things were shown", len(shown))
		}
	}
}

func checkURL(t *testing.T, asker show.Asker, u string) {
	t.Helper()
	if u == "" {
		return
	}
	file, anchor, _ := strings.Cut(u, "#")
	file, err := url.PathUnescape(file)
	if err != nil {
		t.Error(err)
	}
	html, err := asker.Pages.ReadFile(file)
	if err != nil || path.Ext(file) != ".html" {
		t.Errorf("%s: %v", u, err)
	}
	if anchor, err = url.PathUnescape(anchor); err != nil || anchor != "" && !strings.Contains(string(html), `id="`+anchor+`"`) {
		t.Errorf("%s: no such anchor", u)
	}
}

func TestMarkdown(t *testing.T) {
	asker := askerOf(t, testsite.Small(), "ja")
	for name, file := range map[string]string{"cdn": "ja/domains/cdn.md", "cdn#Purge": "ja/domains/cdn.md", "start/first": "ja/guides/start/first.md", "Node": "ja/glossary.md"} {
		found, err := show.Find(asker.Site, name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := asker.Markdown(found)
		want, _ := asker.Pages.ReadFile(file)
		if err != nil || string(got) != string(want) || len(want) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFind_Unknown(t *testing.T) {
	asker := askerOf(t, testsite.Small(), "en")
	for name, want := range map[string]string{
		"":                       "no name to show",
		":":                      "unknown kind",
		"domain:":                "no name to show",
		"network#":               "", // the page
		"[[network]]":            "",
		"networks":               "did you mean domain:network?",
		"Infrra":                 "did you mean team:infra?",
		"domian:cdn":             "did you mean domain:cdn?",
		"page:cdn":               "use one of: domain, component, guide, team, scenario, term",
		"domain:kube":            `unknown domain "kube"`,
		"cdn#Prge":               `did you mean "Purge"?`,
		"kube#x":                 "no part",
		"../../etc/passwd":       "unknown name",
		strings.Repeat("x", 2e6): "the limit is 1000",
		"\x1b[2J":                "unknown name",
		"terraform":              "unknown name",
	} {
		_, err := show.Find(asker.Site, name)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got the error %v, want %q", name, err, want)
		}
	}
}

// The guide about show contains its output for the sample.
func TestShow_Guide(t *testing.T) {
	content := os.DirFS("../../content")
	for lang, file := range map[string]string{"ja": "guides/map/ask-this-map.md", "en": "guides/map/ask-this-map.en.md"} {
		guide, err := fs.ReadFile(content, file)
		if err != nil {
			t.Fatal(err)
		}
		asker := askerOf(t, content, lang)
		asker.Place = func(pos source.Pos) (string, int) {
			line, _ := pos.LineColumn()
			return "content/" + pos.File.Name, line
		}
		found, err := show.Find(asker.Site, "domain:messaging")
		if err != nil {
			t.Fatal(err)
		}
		printed := asker.Show(found).Terminal(false)
		_, block, _ := strings.Cut(string(guide), "```text title=")
		_, block, _ = strings.Cut(block, "\n")
		block, _, _ = strings.Cut(block, "```")
		if len(block) < 500 || !strings.HasPrefix(printed, block) {
			t.Errorf("%s has\n%s\nbut platmap show prints\n%s", file, block, printed)
		}
	}
}
