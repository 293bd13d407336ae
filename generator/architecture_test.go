package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors is the table of doc.go. A package imports only lower floors.
var floors = map[string]int{
	"platmap/generator/text":      0,
	"platmap/generator/par":       0,
	"platmap/generator/source":    1,
	"platmap/generator/disk":      0,
	"platmap/generator/git":       0,
	"platmap/generator/stable":    0,
	"platmap/generator/svg":       0,
	"platmap/themes":              0,
	"platmap/schemas":             1,
	"platmap/generator/explain":   1,
	"platmap/generator/search":    1,
	"platmap/generator/levels":    2,
	"platmap/generator/tree":      2,
	"platmap/generator/markdown":  2,
	"platmap/generator/theme":     2,
	"platmap/generator/starter":   2,
	"platmap/generator/report":    2,
	"platmap/generator/watch":     2,
	"platmap/generator/schema":    3,
	"platmap/generator/site":      3,
	"platmap/generator/edit":      3,
	"platmap/generator/lists":     3,
	"platmap/generator/reference": 3,
	"platmap/generator/query":     4,
	"platmap/generator/diff":      4,
	"platmap/generator/rename":    4,
	"platmap/generator/export":    4,
	"platmap/generator/importer":  4,
	"platmap/generator/convert":   4,
	"platmap/generator/changes":   5,
	"platmap/generator/history":   6,
	"platmap/generator/render":    7,
	"platmap/generator/publish":   8,
	"platmap/generator/show":      8,
	"platmap/generator":           9,
	"platmap/generator/live":      10,
	"platmap/generator/preview":   11,
	"platmap/generator/mcp":       11,
	"platmap/cmd/platmap":         12,
}

// importers lists, for each library, the packages that may import it. It includes some
// packages of the standard library that only one package should use.
var importers = map[string][]string{
	"gopkg.in/yaml.v3":                         {"platmap/generator/tree"},
	"github.com/yuin/goldmark":                 {"platmap/generator/markdown"},
	"github.com/alecthomas/chroma/v2":          {"platmap/generator/markdown"},
	"github.com/microcosm-cc/bluemonday":       {"platmap/generator/markdown"},
	"golang.org/x/net":                         {"platmap/generator/markdown"},
	"html/template":                            {"platmap/generator/theme"},
	"github.com/santhosh-tekuri/jsonschema/v6": {"platmap/generator/schema"},
	"github.com/tdewolff/minify/v2":            {"platmap/generator/publish"},
	"github.com/fsnotify/fsnotify":             {"platmap/generator/watch"},
	"net/http":                                 {"platmap/generator/preview", "platmap/cmd/platmap"},
	"github.com/spf13/cobra":                   {"platmap/cmd/platmap"},
	"github.com/spf13/pflag":                   {"platmap/cmd/platmap"},
	"github.com/modelcontextprotocol/go-sdk":   {"platmap/generator/mcp"},
	"embed":                                    {"platmap/themes", "platmap/schemas", "platmap/generator/explain", "platmap/generator/reference", "platmap/generator/starter", "platmap/generator/preview", "platmap/generator/markdown"},
	"os/exec":                                  {"platmap/generator/git", "platmap/cmd/platmap"},
	"os":                                       {"platmap/generator/disk", "platmap/generator/publish", "platmap/generator/watch", "platmap/cmd/platmap"},
	"path/filepath":                            {"platmap/generator/publish", "platmap/generator/watch", "platmap/cmd/platmap"},
	"golang.org/x/text":                        {"platmap/generator/text", "platmap/generator/schema"},
}

// Every import of every package in the binary obeys the table. Packages in
// generator/internal and generator/rounds are for tests or write files of this
// repository, so no package in the binary may import them.
func TestArchitecture(t *testing.T) {
	repo := os.DirFS("..")
	seen := map[string]bool{}
	for _, top := range []string{"generator", "cmd", "themes", "schemas"} {
		err := fs.WalkDir(repo, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || name == "generator/internal" || name == "generator/rounds") {
				return fs.SkipDir
			}
			if path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") {
				pkg := "platmap/" + path.Dir(name)
				seen[pkg] = true
				checkImports(t, repo, name, pkg)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for pkg := range floors {
		if !seen[pkg] {
			t.Errorf("%s is in the table but not in the repository", pkg)
		}
	}
}

// The table of doc.go has the same packages, on the same floors.
func TestArchitecture_TableInDoc(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	inDoc := map[string]int{}
	for _, row := range regexp.MustCompile(`(?m)^//\t(\d+) +(\w+) `).FindAllSubmatch(doc, -1) {
		inDoc[string(row[2])], _ = strconv.Atoi(string(row[1]))
	}
	for pkg, floor := range floors {
		name := path.Base(pkg)
		if got, ok := inDoc[name]; !ok || got != floor {
			t.Errorf("%s is on floor %d; in doc.go it is on %d", name, floor, got)
		}
		delete(inDoc, name)
	}
	for name := range inDoc {
		t.Errorf("%s is in doc.go only", name)
	}
}

func checkImports(t *testing.T, repo fs.FS, name, pkg string) {
	text, err := fs.ReadFile(repo, name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	floor, known := floors[pkg]
	if !known && len(f.Imports) > 0 {
		t.Errorf("%s: %s is not in the table; add it here and in doc.go", name, pkg)
		return
	}
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if below, ours := floors[imported]; ours && below >= floor {
			t.Errorf("%s imports %s, which is not on a lower floor", name, imported)
		} else if strings.HasPrefix(imported, "platmap/") && !ours {
			t.Errorf("%s imports %s, which is not in the table", name, imported)
		}
		for library, users := range importers {
			if imported != library && !strings.HasPrefix(imported, library+"/") || library == "os" && imported != library || library == "embed" && imported != library {
				continue
			}
			if !slices.Contains(users, pkg) {
				t.Errorf("%s imports %s, which only %s may import", name, imported, strings.Join(users, ", "))
			}
		}
	}
}
