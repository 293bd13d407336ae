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
		"domains/x.json":        "warning: x.json is not read | convert it to YAML, such as domains/x.yaml",
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
		"guides/a/b/notes.rst":  "warning: notes.rst is not read | convert it to Markdown: notes.md",
		"guides/Plan 2.DOCX":    "warning: Plan 2.DOCX is not read | convert it to Markdown: Plan 2.md",
		"guides/talk.pptx":      "warning: talk.pptx is not read | convert it to PDF: talk.pdf",
		"guides/costs.xlsx":     "warning: costs.xlsx is not read | convert it to CSV: costs.csv",
		"guides/costs.csv":      "", // a table to download
		"guides/diagram.drawio": "",
		"components/all.csv":    "warning: all.csv is not read | convert it to YAML, such as components/all.yaml; only .yaml files are read in this folder [file/extension]",
		"components/All.XLSX":   "warning: All.XLSX is not read | convert it to YAML, such as components/All.yaml; only",
		"components/x/all.csv":  "warning: all.csv is not read | convert it to YAML, such as components/all.yaml; only",
		"domains/a.toml":        "warning: a.toml is not read | convert it to YAML, such as domains/a.yaml; only",
		"domains/a.docx":        "warning: a.docx is not read | move it to guides/; Markdown is read only there",
		"metrics/delay.xlsx":    "warning: delay.xlsx is not read | convert it to metrics/delay.csv; only .csv files are read in this folder",
		"metrics/delay.yaml":    "warning: delay.yaml is not read | convert it to metrics/delay.csv; only",
		"data/issues.csv":       "warning: issues.csv is not read | convert it to data/issues.json; only .json files",
		"glossary.csv":          "warning: glossary.csv is not read | convert it to glossary.yaml",
		"components.xlsx":       "warning: components.xlsx is not read | convert it to .yaml files in the folder components",
		"metrics.csv":           "warning: metrics.csv is not read | convert it to .csv files in the folder metrics",
		"package.json":          "",
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

// If a folder of guides has many files with the same extension, only the first one is
// reported.
func TestRead_WarnsOncePerFolderOfGuides(t *testing.T) {
	got := findingsOf(t, fstest.MapFS{"guides/api/a.html": {}, "guides/api/b.html": {}, "guides/api/c.rst": {}, "guides/d.html": {}, "guides/api/x.mdx": {}, "guides/api/y.mdx": {}})
	for _, name := range []string{"a.html", "c.rst", "d.html", "x.mdx", "y.mdx"} {
		if !strings.Contains(got, name+" is not read") {
			t.Errorf("%s is not reported:\n%s", name, got)
		}
	}
	if strings.Count(got, "is not read") != 5 {
		t.Errorf("want five findings:\n%s", got)
	}
}
