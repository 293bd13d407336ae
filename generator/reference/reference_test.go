package reference

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"platmap/generator/schema"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
	"platmap/schemas"
)

var update = flag.Bool("update", false, "rewrite content/guides/reference")

func read(t *testing.T, lang string) []*Kind {
	kinds, err := Read(lang)
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

// Every key has all parts of its description, in both languages.
func TestRead(t *testing.T) {
	en, ja := Places(read(t, "en")), Places(read(t, "ja"))
	if len(en) < 250 || len(en) != len(ja) {
		t.Fatalf("%d keys in English, %d in Japanese", len(en), len(ja))
	}
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range en {
		for _, k := range []*Key{p.Key, ja[i].Key} {
			_, value, _ := strings.Cut(k.Example, ": ")
			if k.Type == "" || k.About == "" || value == "" || strings.Contains(value, ": ,") || len(k.Shown) == 0 || slices.Contains(k.Shown, "") {
				t.Errorf("%s is incomplete: %+v", p, *k)
			}
			if strings.Contains(k.About, "Default:") || strings.Contains(k.About, "デフォルト：") {
				t.Errorf("%s: the default is not found in %q", p, k.About)
			}
		}
		if (p.Key.Default == "") != (ja[i].Key.Default == "") {
			t.Errorf("%s has a default only in one language", p)
		}
	}
	for _, k := range read(t, "en") {
		keys := set.Keys(k.Name)
		if k.Name == source.Glossary {
			keys = set.Keys(k.Name, "[]")
		}
		for _, key := range keys {
			if !slices.ContainsFunc(k.Keys, func(x *Key) bool { return x.Name == key }) {
				t.Errorf("%s.%s has no description", k.Name, key)
			}
		}
	}
}

// Every translation is used, is in Japanese, and contains the same code as the English
// text.
func TestTranslation(t *testing.T) {
	r := &reader{phrases: wordsOf("ja"), used: map[string]bool{}}
	if err := readJSON("ja.json", &r.translation); err != nil {
		t.Fatal(err)
	}
	for _, kind := range source.SchemaKinds() {
		if _, err := r.read(kind); err != nil {
			t.Fatal(err)
		}
	}
	for english, japanese := range r.translation {
		if !r.used[english] {
			t.Errorf("ja.json has a translation of %q, which is in no schema", english)
		}
		if !strings.ContainsFunc(japanese, text.IsWide) || !strings.HasSuffix(japanese, "。") {
			t.Errorf("%q is not a sentence in Japanese", japanese)
		}
		for _, part := range []string{"metrics/<id>.csv", "domain#", "site.yaml", "replaced_by", "[]", "#infra", "https://", "review_every", "{title: …, url: …}"} {
			if strings.Contains(english, part) != strings.Contains(japanese, part) {
				t.Errorf("only one of %q and %q has %s", english, japanese, part)
			}
		}
	}
}

// The example of each key is valid in a file that has only the required keys in addition.
func TestExamples(t *testing.T) {
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range read(t, "en") {
		for _, p := range Places([]*Kind{kind}) {
			file := any(mapping(t, kind.Keys, p.Key))
			if kind.Name == source.Glossary {
				file = []any{file}
			}
			data, err := json.Marshal(file)
			if err != nil {
				t.Fatal(err)
			}
			var diags source.Diagnostics
			node := tree.Parse(&source.File{Name: kind.Name.FileName("x"), Kind: kind.Name, Text: string(data)}, &diags)
			if set.Check(kind.Name, node, "en", &diags); len(diags) > 0 {
				t.Errorf("%s: the example %q is not valid: %s", p, p.Key.Example, diags[0].Text)
			}
		}
	}
}

// mapping returns a mapping with the example of a key, which may be at any depth, and
// examples of the keys that are required beside it.
func mapping(t *testing.T, keys []*Key, key *Key) map[string]any {
	m := map[string]any{}
	hasKind := false
	for _, k := range keys {
		switch {
		case k == key:
			m[k.Name] = exampleOf(t, k)
		case strings.HasPrefix(key.Path, k.Path+"."):
			m[k.Name] = mapping(t, k.Keys, key)
			if k.Items != "" {
				m[k.Name] = []any{m[k.Name]}
			}
		case k.Required == phrases["en"].oneRequired:
			if key.Required == k.Required || hasKind {
				continue
			}
			m[k.Name], hasKind = exampleOf(t, k), true
		case k.Required != "":
			m[k.Name] = exampleOf(t, k)
		}
	}
	return m
}

func exampleOf(t *testing.T, k *Key) any {
	var diags source.Diagnostics
	n := tree.Parse(&source.File{Name: "x.yaml", Text: k.Example}, &diags)
	if diags.HaveError() || n.Get(k.Name) == nil {
		t.Errorf("%s: the example %q does not parse", k.Path, k.Example)
		return nil
	}
	return n.Get(k.Name).JSON()
}

// Lines fit in a terminal and end without a space.
func TestWriter(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		kinds := read(t, lang)
		w := NewWriter(lang, false)
		for _, name := range Names(kinds) {
			before := w.Len()
			if w.All(kinds, name); w.Len() == before {
				t.Errorf("nothing is written about %s", name)
			}
		}
		for line := range strings.Lines(w.String()) {
			line = strings.TrimSuffix(line, "\n")
			if columns := text.Columns(line); columns > textWidth+2 || strings.HasSuffix(line, " ") || strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("%d columns: %q", columns, line)
			}
		}
	}
}

func TestFind(t *testing.T) {
	kinds := read(t, "en")
	for path, want := range map[string]string{
		"domain.responsibilities.by": "domain.responsibilities.by",
		"responsibilities[].by":      "domain.responsibilities.by",
		"by":                         "domain.responsibilities.by; domain.features.by",
		"summary":                    "site.summary; domain.summary component.summary team.summary scenario.summary guide.summary",
		"y":                          "",
		"":                           "",
	} {
		var got []string
		for _, e := range Find(kinds, path) {
			var places []string
			for _, p := range e.Places {
				places = append(places, p.String())
			}
			got = append(got, strings.Join(places, " "))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("Find(%q) = %q, want %q", path, got, want)
		}
	}
}

// The guides of the sample map are up to date. After a change of the schemas, run
// go test ./generator/reference -update.
func TestGuides(t *testing.T) {
	guides, err := Guides()
	if err != nil {
		t.Fatal(err)
	}
	content := filepath.Join("..", "..", "content")
	if *update {
		if err := os.RemoveAll(filepath.Join(content, folder)); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(content, folder), 0o777); err != nil {
			t.Fatal(err)
		}
		for name, guide := range guides {
			if err := os.WriteFile(filepath.Join(content, name), []byte(guide), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	existing, err := filepath.Glob(filepath.Join(content, folder, "*"))
	if err != nil || len(existing) != len(guides) {
		t.Errorf("run this test with -update: %d files in %s instead of %d (%v)", len(existing), folder, len(guides), err)
	}
	for _, name := range slices.Sorted(maps.Keys(guides)) {
		if got, err := os.ReadFile(filepath.Join(content, name)); err != nil || string(got) != guides[name] {
			t.Fatalf("run this test with -update: content/%s is out of date", name)
		}
	}
}
