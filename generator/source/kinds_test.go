package source

import (
	"slices"
	"testing"
)

func TestKindOf(t *testing.T) {
	for name, want := range map[string]Kind{
		"site.yaml": Site, "glossary.yaml": Glossary, "domains/a.yaml": Domain, "components/a.yaml": Component, "teams/a.yaml": Team, "scenarios/a.yaml": Scenario,
		"guides/a.md": Guide, "guides/a/b.md": Guide, "guides/a/b.PNG": Asset, "guides/a.yaml": Asset, "metrics/a.csv": Metric, "data/a.json": Data,
		"": "", "a.yaml": "", "domains": "", "domains/a/b.yaml": "", "domains/a.yml": "", "domains/a.YAML": "", "guides/a.html": "", "guides/a.MD": "", "site.yaml/a.yaml": "", "metrics/a.png": "",
	} {
		if got := KindOf(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestKind_FileNameIsOfTheKind(t *testing.T) {
	for _, k := range kinds {
		if k.kind == Asset { // has no extension of its own
			continue
		}
		if name := k.kind.FileName("a"); KindOf(name) != k.kind {
			t.Errorf("%s: %s is of kind %q", k.kind, name, KindOf(name))
		}
		if (k.file == "") == (k.dir == "") {
			t.Errorf("%s must have either a file or a folder", k.kind)
		}
	}
}

func TestKindIn(t *testing.T) {
	for dir, want := range map[string]Kind{"guides": Guide, "teams": Team, "": "", "guides/a": "", "x": ""} {
		if got := KindIn(dir); got != want {
			t.Errorf("%q: got %q, want %q", dir, got, want)
		}
	}
}

func TestPageKinds_HaveASchemaAndAView(t *testing.T) {
	for _, k := range PageKinds() {
		if !slices.Contains(SchemaKinds(), k) || k.View() == "" || k.Dir() == "" || k.ExampleID() == "" {
			t.Errorf("%s lacks something: %+v", k, k.info())
		}
	}
	for i, k := range WikiKinds() {
		if got := k.info().wiki; got != i+1 {
			t.Errorf("%s: the position of [[x]] is %d, want %d", k, got, i+1)
		}
	}
}
