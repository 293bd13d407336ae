package starter_test

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/schema"
	"platmap/generator/source"
	"platmap/generator/starter"
)

// started are languages of new projects, and others are languages that only existing
// sites have.
var (
	started = [][]string{{"en"}, {"ja"}, {"ja", "en"}, {"zh-Hans"}}
	others  = [][]string{{"en", "ja"}, {"fr"}, {"fr", "ja", "en"}}
)

// Every project has no findings and is complete in its languages.
func TestProject(t *testing.T) {
	set := testsite.Schemas(t)
	for _, content := range []string{starter.Examples, starter.Empty, starter.Twelve} {
		for _, locales := range started {
			files, err := starter.Project{Content: content, Locales: locales}.Files()
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range check(t, set, files) {
				if d.Code == "map/translation" && d.Pos.File.Kind == source.Guide {
					continue // a title in front matter is in the language of its file
				}
				t.Errorf("%s %v: %s: %s [%s]", content, locales, d.Pos.File.Name, d.Text, d.Code)
			}
			for name, text := range files {
				if strings.Contains(text, "<<") || strings.Contains(text, "<no value>") {
					t.Errorf("%s %v: %s contains a template action", content, locales, name)
				}
				if locales[0] == "en" && len(locales) == 1 && strings.ContainsFunc(text, isJapanese) && !strings.HasPrefix(name, "schemas/") {
					t.Errorf("%s: Japanese in the English %s", content, name)
				}
			}
			if !strings.HasPrefix(files["content/site.yaml"], "# yaml-language-server: $schema=../schemas/site.schema.json\n") {
				t.Errorf("%s: site.yaml names no schema", content)
			}
			for _, name := range []string{"README.md", ".gitignore", ".editorconfig", ".vscode/settings.json", ".vscode/extensions.json", "schemas/domain.schema.json", "schemas/common.schema.json"} {
				if files[name] == "" {
					t.Errorf("%s %v: no %s", content, locales, name)
				}
			}
		}
	}
}

// VS Code finds the schema of every kind of YAML file.
func TestProject_EditorSettings(t *testing.T) {
	files, err := starter.Project{Content: starter.Empty, Locales: []string{"en"}}.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range source.SchemaKinds() {
		name := kind.FileName("*")
		if line := fmt.Sprintf(`"./schemas/%s": "/content/%s"`, kind.SchemaName(), name); path.Ext(name) == ".yaml" && !strings.Contains(files[".vscode/settings.json"], line) {
			t.Errorf("no %s in .vscode/settings.json", line)
		}
	}
}

// A specimen has no errors in a site of any language, with and without domains.
func TestSpecimen(t *testing.T) {
	set := testsite.Schemas(t)
	for _, content := range []string{starter.Twelve, starter.Empty} {
		for _, locales := range slices.Concat(started, others) {
			files, err := starter.Project{Content: content, Locales: locales}.Files()
			if err != nil {
				t.Fatal(err)
			}
			for _, kind := range source.PageKinds() {
				if content == starter.Empty && starter.NeedsDomain(kind) {
					continue
				}
				for _, id := range []string{"data-x", "null", "404", "on"} {
					spec := starter.Specimen{Kind: kind, ID: id, Locales: locales, Modeline: true}
					if content == starter.Twelve {
						spec.Domain = "computing"
					}
					begun, err := spec.Files()
					if err != nil {
						t.Fatal(err)
					}
					if kind == source.Guide && len(begun) != len(locales) {
						t.Errorf("%v: %d files of a guide", locales, len(begun))
					}
					for name, text := range begun {
						files["content/"+name] = text
					}
				}
			}
			for _, d := range check(t, set, files) {
				if d.Severity == source.Error || d.Code == "map/translation" {
					t.Errorf("%s %v: %s: %s: %s", content, locales, d.Pos.File.Name, d.Text, d.Help)
				}
			}
		}
	}
}

// The commented-out lines of a specimen are valid too, except for references to things
// that do not exist.
func TestSpecimen_Uncommented(t *testing.T) {
	set := testsite.Schemas(t)
	for _, locales := range started {
		for _, kind := range source.PageKinds() {
			files, err := starter.Project{Content: starter.Examples, Locales: locales}.Files()
			if err != nil {
				t.Fatal(err)
			}
			begun, err := starter.Specimen{Kind: kind, ID: "data-x", Locales: locales, Domain: "computing"}.Files()
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range begun {
				files["content/"+name] = uncomment(text)
			}
			for _, d := range check(t, set, files) {
				if d.Severity == source.Error && !strings.HasPrefix(d.Code, "ref/") && !strings.HasPrefix(d.Code, "file/") {
					t.Errorf("%v %s: %s [%s] %s\n%s", locales, kind, d.Text, d.Code, d.Help, d.Pos.File.Text)
				}
			}
		}
	}
}

// uncomment uncomments every line that starts a key or an item.
func uncomment(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		rest := strings.TrimPrefix(strings.TrimSpace(line), "# ")
		key, _, isKey := strings.Cut(strings.TrimPrefix(strings.TrimLeft(rest, " "), "- "), ":")
		isItem := strings.HasPrefix(strings.TrimLeft(rest, " "), "- ")
		word := !strings.ContainsFunc(key, func(r rune) bool { return (r < 'a' || r > 'z') && r != '_' })
		if strings.HasPrefix(strings.TrimSpace(line), "# ") && (isKey && word || isItem) {
			line = indent + strings.TrimPrefix(strings.TrimLeft(line, " "), "# ")
		}
		b.WriteString(line)
	}
	return b.String()
}

func check(t *testing.T, set *schema.Set, files map[string]string) source.Diagnostics {
	t.Helper()
	content, err := fs.Sub(testsite.Files(files), "content")
	if err != nil {
		t.Fatal(err)
	}
	_, diags, err := generator.Check(generator.Input{Content: content, Schemas: set, Translations: true})
	if err != nil {
		t.Fatal(err)
	}
	return diags
}

func isJapanese(r rune) bool { return r >= 0x3000 && r < 0xA000 || r >= 0xFF00 && r < 0xFFF0 }

func TestCheckID(t *testing.T) {
	for _, good := range []struct {
		kind source.Kind
		id   string
	}{
		{source.Domain, "logging"}, {source.Domain, "s3-2"}, {source.Domain, "platform"},
		{source.Guide, "a"}, {source.Guide, "new-app/getting-started"},
	} {
		if err := starter.CheckID(good.kind, good.id); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []struct {
		kind     source.Kind
		id, want string
	}{
		{source.Domain, "", "such as data-platform"},
		{source.Domain, "ロギング", "in any language"},
		{source.Domain, "Data Platform", ", such as data-platform"},
		{source.Domain, "content/domains/log_search.yaml", ", such as log-search"},
		{source.Domain, "a/b", ", such as a-b"},
		{source.Domain, "a--b", ", such as a-b"},
		{source.Domain, strings.Repeat("x", 41), "at most 40 characters instead of 41"},
		{source.Domain, "con", "Windows does not allow"},
		{source.Team, "product", "use product-team"},
		{source.Guide, "guides/New App//Start.md", ", such as new-app/start"},
		{source.Guide, "../../x", ", such as x"},
		{source.Guide, "/etc/x", ", such as etc/x"},
		{source.Guide, "a/nul", "Windows does not allow"},
		{source.Guide, "x.en", ", such as x-en"},
	} {
		if err := starter.CheckID(bad.kind, bad.id); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%s %q: got %v, want %q", bad.kind, bad.id, err, bad.want)
		}
	}
}

// Every preset can be created.
func TestPresets(t *testing.T) {
	for _, preset := range starter.Presets() {
		files, err := starter.Project{Content: preset, Locales: []string{"en"}}.Files()
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, name := range slices.Sorted(maps.Keys(files)) {
			if strings.HasPrefix(name, "content/domains/") {
				n++
			}
		}
		if preset == starter.Twelve && n != 12 {
			t.Errorf("%d domains", n)
		}
	}
	if _, err := (starter.Project{Content: "nothing", Locales: []string{"en"}}).Files(); err == nil {
		t.Error("no error for unknown content")
	}
}
