package explain_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"platmap/generator/explain"
)

var update = flag.Bool("update", false, "rewrite content/guides/findings")

func pages(t *testing.T, lang string) []*explain.Page {
	groups, err := explain.Groups(lang)
	if err != nil {
		t.Fatal(err)
	}
	var list []*explain.Page
	for _, g := range groups {
		if len(g.Pages) == 0 {
			t.Errorf("group %s is empty", g.Name)
		}
		list = append(list, g.Pages...)
	}
	return list
}

// Every page is complete in both languages and has a short title.
func TestPages(t *testing.T) {
	n := 0
	for _, lang := range []string{"en", "ja"} {
		for _, p := range pages(t, lang) {
			n++
			if !slices.Contains([]string{"error", "warning", "dated"}, p.Severity) || len(p.About) == 0 || len(p.Wrong) == 0 || len(p.Right) == 0 || len(p.Help) == 0 {
				t.Errorf("%s (%s) is incomplete", p.Code, lang)
			}
			if width := utf8.RuneCountInString(p.Title); width == 0 || width > 52 || lang == "ja" && width > 26 {
				t.Errorf("%s: the title has %d characters: %s", p.Code, width, p.Title)
			}
			isJapanese := regexp.MustCompile(`\p{Hiragana}`).MatchString
			if texts := strings.Join(slices.Concat(p.About, p.Help), ""); isJapanese(texts) != (lang == "ja") || isJapanese(p.Title) && lang == "en" {
				t.Errorf("%s is not in %s", p.Code, lang)
			}
		}
	}
	if files, err := filepath.Glob("codes/*/*.md"); err != nil || len(files) != n {
		t.Errorf("found %d page files, read %d (%v): is a group missing in groups?", len(files), n, err)
	}
}

var (
	codeLiteral = regexp.MustCompile(`"((?:file|yaml|schema|ref|link|markdown|site|metric|data|label|map|theme)/[a-z-]+)"`)
	codeGiven   = regexp.MustCompile(`(?:Code: |(?:[Ee]rrorf|[Ww]arnf|\.warn|\.err|\.dated|\.add)\()"([a-z]+/[a-z-]+)"`)
)

// Lines fit in a terminal, except lines of files and lines that cannot be
// broken. The text has no control characters.
func TestText(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		for _, p := range pages(t, lang) {
			for line := range strings.Lines(p.Text(lang)) {
				line = strings.TrimSuffix(line, "\n")
				width := utf8.RuneCountInString(line)
				for _, r := range line {
					if r >= 0x2E80 {
						width++
					}
					if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
						t.Errorf("%s has %U in %q", p.Code, r, line)
					}
				}
				if width > 84 && !strings.HasPrefix(line, "  ") || strings.TrimRight(line, " ") != line && !strings.HasPrefix(line, "  |") {
					t.Errorf("%s: %d columns: %q", p.Code, width, line)
				}
			}
		}
	}
}

// Every code in the Go sources has a page, and the code of every page is used.
func TestEveryCodeHasAPage(t *testing.T) {
	emitted := map[string]string{}
	repo := os.DirFS("../..")
	for _, top := range []string{"generator", "cmd"} {
		err := fs.WalkDir(repo, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || name == "generator/explain") {
				return fs.SkipDir
			}
			if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			text, err := fs.ReadFile(repo, name)
			if err != nil {
				return err
			}
			for _, literal := range []*regexp.Regexp{codeLiteral, codeGiven} {
				for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
					emitted[m[1]] = name
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	explained := map[string]bool{}
	for _, p := range pages(t, "en") {
		explained[p.Code] = true
		if _, ok := emitted[p.Code]; !ok {
			t.Errorf("%s has a page, but no source uses it", p.Code)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(emitted)) {
		if !explained[code] {
			t.Errorf("%s uses %s, which has no page in codes/", emitted[code], code)
		}
	}
}

// The guides of the sample map are up to date. After a change of the pages, run
// go test ./generator/explain -update.
func TestGuides(t *testing.T) {
	guides, err := explain.Guides()
	if err != nil {
		t.Fatal(err)
	}
	content := filepath.Join("..", "..", "content")
	if *update {
		for name, text := range guides {
			file := filepath.Join(content, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	existing, err := filepath.Glob(filepath.Join(content, "guides", "findings", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range existing {
		if _, ok := guides["guides/findings/"+filepath.Base(file)]; !ok {
			if !*update {
				t.Errorf("%s is not the guide of a code", file)
			} else if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
	}
	var stale []string
	for _, name := range slices.Sorted(maps.Keys(guides)) {
		got, err := os.ReadFile(filepath.Join(content, filepath.FromSlash(name)))
		if err != nil || string(got) != guides[name] {
			stale = append(stale, name)
		}
	}
	if len(stale) > 0 {
		t.Errorf("run this test with -update: %d guides are out of date, such as content/%s", len(stale), stale[0])
	}
}
