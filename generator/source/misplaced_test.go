package source

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestRead_WarnsOfMisplacedFiles(t *testing.T) {
	for name, want := range map[string]string{
		"domains/a.yml":         "warning: a.yml is not read | rename it to a.yaml",
		"domains/a.yaml.txt":    "warning: a.yaml.txt is not read | rename it to a.yaml",
		"domains/a.yml.txt":     "warning: a.yml.txt is not read | rename it to a.yaml",
		"domains/検索.YAML":       "warning: 検索.YAML is not read | rename it to 検索.yaml",
		"domains/sub/x.yaml":    "warning: x.yaml is not read | move it to domains/x.yaml; only guides",
		"domains/x.json":        "warning: x.json is not read | convert it to YAML: domains/x.yaml",
		"domains/使い方.md":        "warning: 使い方.md is not read | move it to guides/; Markdown is read only there",
		"domains/README.md":     "",
		"domains/x.yaml~":       "",
		"domains/x.yaml.orig":   "",
		"domains/.x.yaml.swp":   "",
		"domains/notes.txt":     "",
		"teams/a.yml":           "warning: a.yml is not read | rename it to a.yaml",
		"metrics/a.CSV":         "warning: a.CSV is not read | rename it to a.csv",
		"metrics/2026/a.csv":    "warning: a.csv is not read | move it to metrics/a.csv",
		"site.yml":              "warning: site.yml is not read | rename it to site.yaml",
		"Site.yaml":             "warning: Site.yaml is not read | rename it to site.yaml",
		"glosary.yaml":          "warning: glosary.yaml is not read | did you mean glossary.yaml?",
		"teams.yaml":            "warning: teams.yaml is not read | write one file for each, in the folder teams",
		"domain/a.yaml":         "warning: a.yaml is not read | did you mean the folder domains?",
		"Guides/a.md":           "warning: a.md is not read | did you mean the folder guides?",
		"setup.md":              "warning: setup.md is not read | move it to guides/setup.md",
		"README.md":             "",
		"other/a.yaml":          "warning: a.yaml is not read | move it to domains, components, teams, scenarios, guides, metrics or data [file/extension]",
		"guides/a.markdown":     "warning: a.markdown is not read | rename it to a.md",
		"guides/はじめに.md.txt":    "", // a text to download
		"guides/A.MD":           "warning: A.MD is not read | rename it to A.md",
		"guides/a/b/notes.rst":  "",
		"components/x/list.yml": "warning: list.yml is not read | move it to components/list.yaml",
	} {
		got := findingsOf(t, fstest.MapFS{name: {}})
		if want != "" {
			want = name + ":1:1: " + want
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" || strings.Count(got, "\n") > 1 {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
