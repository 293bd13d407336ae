package generator

import (
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/internal/testsite"
	"platmap/generator/rename"
	"platmap/generator/source"
)

var (
	renameDomain    = rename.Request{Kind: source.Domain, Old: "logs", New: "logging"}
	renameGuide     = rename.Request{Kind: source.Guide, Old: "a/x", New: "b/y"}
	renameTeam      = rename.Request{Kind: source.Team, Old: "infra", New: "base"}
	renameComponent = rename.Request{Kind: source.Component, Old: "agent", New: "collector"}
)

const otherDomain = "name: Other\nstatus: draft\n"

// referenceForms are the forms of references, each before and after a renaming.
var referenceForms = []struct {
	r          rename.Request
	file       string // the file with the reference; the default is guides/a/other.md
	text, want string
	wantFile   string // the new name of that file, if it moves
}{
	{r: renameDomain, text: "[[logs]]", want: "[[logging]]"},
	{r: renameDomain, text: "[[ logs | the logs ]]", want: "[[ logging | the logs ]]"},
	{r: renameDomain, text: "[[domain:logs]] [[domain: logs#Search|it]]", want: "[[domain:logging]] [[domain: logging#Search|it]]"},
	{r: renameDomain, text: "[[syslog]] by an older id", want: "[[syslog]] by an older id"},
	{r: renameDomain, text: "| a |\n|---|\n| [[logs\\|it]] |", want: "| a |\n|---|\n| [[logging\\|it]] |"},
	{r: renameDomain, text: "`[[logs]]` logs\n\n    [[logs]]\n\n<!-- [[logs]] -->", want: "`[[logs]]` logs\n\n    [[logs]]\n\n<!-- [[logs]] -->"},
	{r: renameDomain, text: "\\[[logs]]", want: "\\[[logs]]"},
	{r: renameDomain, text: "[a](../../domains/logs.yaml)", want: "[a](../../domains/logging.yaml)"},
	{r: renameDomain, text: "[a](../../domains/logs.yaml?plain=1#search 'title')", want: "[a](../../domains/logging.yaml?plain=1#search 'title')"},
	{r: renameDomain, text: "[a](<../../domains/logs.yaml>)", want: "[a](<../../domains/logging.yaml>)"},
	{r: renameDomain, text: "[a](../../domains/./logs.yaml)", want: "[a](../../domains/./logging.yaml)"},
	{r: renameDomain, text: "[a](../../domains/%6Cogs.yaml)", want: "[a](../../domains/logging.yaml)"},
	{r: renameDomain, text: "[a](../../domains/l&#111;gs.yaml)", want: "[a](../../domains/logging.yaml)"},
	{r: renameDomain, text: "[a](..\\/../domains/logs.yaml#search)", want: "[a](../../domains/logging.yaml#search)"},
	{r: renameDomain, text: "[a][ref], [b][REF] and [ref]\n\n[ref]: ../../domains/logs.yaml 'title'\n[Ref]: <../../domains/logs.yaml>", want: "[a][ref], [b][REF] and [ref]\n\n[ref]: ../../domains/logging.yaml 'title'\n[Ref]: <../../domains/logging.yaml>"},
	{r: renameDomain, text: `<a href="../../domains/logs.yaml#search">a</a> <a href='../../domains/logs.yaml'>b</a>`, want: `<a href="../../domains/logging.yaml#search">a</a> <a href='../../domains/logging.yaml'>b</a>`},
	{r: renameDomain, text: "text[^1]\n\n[^1]: [[logs]]", want: "text[^1]\n\n[^1]: [[logging]]"},
	{r: renameDomain, text: "## About [[logs]]", want: "## About [[logging]]"},
	{r: renameDomain, text: "https://example.com/domains/logs.html", want: "https://example.com/domains/logs.html"},
	{r: renameDomain, file: "guides/k.md", text: "---\ndomains: [logs, 'other'] # logs\n---\n# K\n", want: "---\ndomains: [logging, 'other'] # logs\n---\n# K\n"},
	{r: renameDomain, file: "domains/k.yaml", text: otherDomain + "depends_on:\n  - logs # logs\nrelated: [\"logs\"]\n", want: otherDomain + "depends_on:\n  - logging # logs\nrelated: [\"logging\"]\n"},
	{r: renameDomain, file: "domains/k.yaml", text: otherDomain + "features: [{name: A, replaced_by: logs#Search}]\n", want: otherDomain + "features: [{name: A, replaced_by: logging#Search}]\n"},
	{r: renameDomain, file: "domains/k.yaml", text: otherDomain + "summary: \"a \\\"b\\\" [[logs]] and [[logs]]\"\n", want: otherDomain + "summary: \"a \\\"b\\\" [[logging]] and [[logging]]\"\n"},
	{r: renameDomain, file: "domains/k.yaml", text: otherDomain + "summary: >-\n  logs and [[logs|the\n  logs]] and\n  [[logs]]\n", want: otherDomain + "summary: >-\n  logs and [[logging|the\n  logs]] and\n  [[logging]]\n"},
	{r: renameDomain, file: "domains/k.yaml", text: otherDomain + "notes: [{text: {en: '[a](logs.yaml)', ja: \"[[logs]]\"}}]\n", want: otherDomain + "notes: [{text: {en: '[a](logging.yaml)', ja: \"[[logging]]\"}}]\n"},
	{r: renameDomain, file: "domains/k.yaml", text: otherDomain + "features: [logs]\nkeywords: [logs]\nx-y: logs\n", want: otherDomain + "features: [logs]\nkeywords: [logs]\nx-y: logs\n"},
	{r: renameDomain, file: "scenarios/k.yaml", text: "name: K\nlead: logs\nneeds: [{domain: logs, need: logs, state: gap, feature: Search}]\n", want: "name: K\nlead: logging\nneeds: [{domain: logging, need: logs, state: gap, feature: Search}]\n"},
	{r: renameDomain, file: "teams/k.yaml", text: "name: K\ntype: platform\ndomains: [logs, {domain: other}]\n", want: "name: K\ntype: platform\ndomains: [logging, {domain: other}]\n"},
	{r: renameDomain, file: "glossary.yaml", text: "- {term: Logs, text: \"See [[logs]].\"}\n", want: "- {term: Logs, text: \"See [[logging]].\"}\n"},
	{r: renameDomain, file: "site.yaml", text: "locales: [en, ja]\nquestions: [{text: A, to: \"[[domain:logs#Search]]\"}, {text: B, to: logs}]\n", want: "locales: [en, ja]\nquestions: [{text: A, to: \"[[domain:logging#Search]]\"}, {text: B, to: logging}]\n"},
	{r: renameTeam, file: "site.yaml", text: "locales: [en, ja]\nowner: infra\n", want: "locales: [en, ja]\nowner: base\n"},
	{r: renameTeam, file: "domains/k.yaml", text: otherDomain + "owner: 'infra'\nresponsibilities: [{name: A, by: infra, target: platform}]\n", want: otherDomain + "owner: 'base'\nresponsibilities: [{name: A, by: base, target: platform}]\n"},
	{r: renameTeam, file: "teams/k.yaml", text: "name: K\ntype: platform\ninteractions: [{team: infra, mode: collaboration}]\n", want: "name: K\ntype: platform\ninteractions: [{team: base, mode: collaboration}]\n"},
	{r: renameComponent, file: "components/k.yaml", text: "part_of: agent\ndepends_on: [agent]\nreplaced_by: agent\n", want: "part_of: collector\ndepends_on: [collector]\nreplaced_by: collector\n"},
	{r: renameComponent, file: "domains/k.yaml", text: otherDomain + "features: [{name: A, components: [agent]}]\ninterfaces: [{cli: agent, component: agent}]\n", want: otherDomain + "features: [{name: A, components: [collector]}]\ninterfaces: [{cli: agent, component: collector}]\n"},
	{r: renameGuide, file: "domains/k.yaml", text: otherDomain + "guides: [a/x]\nfeatures: [{name: A, guide: a/x}]\ninterfaces: [{doc: a/x}, {doc: a/x, url: 'https://example.com'}]\n", want: otherDomain + "guides: [b/y]\nfeatures: [{name: A, guide: b/y}]\ninterfaces: [{doc: b/y}, {doc: a/x, url: 'https://example.com'}]\n"},
	{r: renameGuide, text: "[[a/x#Part]] [[guide:a/x]] [a](x.md) [b](./x.md#part) [c](../a/x.md) [d](x.ja.md)", want: "[[b/y#Part]] [[guide:b/y]] [a](../b/y.md) [b](./../b/y.md#part) [c](../b/y.md) [d](../b/y.ja.md)"},
	{r: renameGuide, text: "[[a/x|the\ntext]] [[guide:a/x#Part|\ntext]]", want: "[[b/y|the\ntext]] [[guide:b/y#Part|\ntext]]"},
	{r: renameGuide, file: "guides/b/k.md", text: "[a](../a/x.md) [b](../../guides/a/x.md)", want: "[a](y.md) [b](y.md)"},
	{r: renameGuide, file: "guides/a/x.ja.md", text: "[a](x.md) [b](other.md#t) [c](../../domains/logs.yaml) [d](#part)", want: "[a](y.md) [b](../a/other.md#t) [c](../../domains/logs.yaml) [d](#part)", wantFile: "guides/b/y.ja.md"},
	{r: rename.Request{Kind: source.Guide, Old: "日本/手 順", New: "日本/intro"}, text: "[a](../日本/手%20順.md) [b](<../日本/手 順.md>) [c](../%E6%97%A5%E6%9C%AC/%E6%89%8B%20%E9%A0%86.md)", want: "[a](../日本/intro.md) [b](<../日本/intro.md>) [c](../%E6%97%A5%E6%9C%AC/intro.md)"},
	{r: rename.Request{Kind: source.Guide, Old: "日本/手 順", New: "b/手 順"}, text: "[a](../日本/手%20順.md) [c](../%E6%97%A5%E6%9C%AC/%E6%89%8B%20%E9%A0%86.md)", want: "[a](../b/手%20順.md) [c](../b/%E6%89%8B%20%E9%A0%86.md)"},
	{r: rename.Request{Kind: source.Guide, Old: "c/README", New: "d/README"}, text: "[a](../c/) [b](../c) [c](../c/README.md)", want: "[a](../d/) [b](../d) [c](../d/README.md)"},
	{r: rename.Request{Kind: source.Guide, Old: "c/README", New: "c/intro"}, text: "[a](../c/#part) [b](../c)", want: "[a](../c/intro.md#part) [b](../c/intro.md)"},
}

// References in every form are updated by a renaming.
func TestRename_FormsOfReferences(t *testing.T) {
	for _, test := range referenceForms {
		t.Run(string(test.r.Kind)+" "+test.text, func(t *testing.T) {
			content := fstest.MapFS{}
			for name, text := range map[string]string{
				"site.yaml": "locales: [en, ja]\n", "domains/logs.yaml": "name: Logs\nstatus: draft\nfeatures: [Search]\naliases: [syslog]\n", "domains/other.yaml": otherDomain,
				"teams/infra.yaml": "name: Infra\ntype: platform\n", "components/agent.yaml": "summary: It collects.\n",
				"guides/a/x.md": "# X\n\n## Part\n", "guides/日本/手 順.md": "# Z\n", "guides/c/README.md": "# C\n\n## Part\n", "guides/a/other.md": "# T\n",
			} {
				content[name] = &fstest.MapFile{Data: []byte(text)}
			}
			file, wantFile := "guides/a/other.md", test.wantFile
			if test.file != "" {
				file = test.file
			}
			if wantFile == "" {
				wantFile = file
			}
			text, want := test.text, test.want
			if strings.HasPrefix(file, "guides/") && !strings.HasPrefix(text, "---") {
				text, want = "# T\n\n"+text+"\n", "# T\n\n"+want+"\n"
			}
			content[file] = &fstest.MapFile{Data: []byte(text)}
			plan, err := Rename(Input{Content: content, Schemas: testsite.Schemas(t)}, test.r)
			if err != nil {
				t.Fatal(renameError(err))
			}
			got := applied(content, plan)[wantFile]
			if got == nil || string(got.Data) != want {
				t.Errorf("got\n%s\nwant\n%s", got.Data, want)
			}
		})
	}
}

// Images that only the guide uses move with it, and never overwrite a file.
func TestRename_Images(t *testing.T) {
	content := fstest.MapFS{}
	for name, text := range map[string]string{
		"guides/a/x.md":    "# X\n\n![1](own.png) ![2](img/own.png) ![3](shared.png) ![4](taken.png) ![5](../up.png) [6](own.pdf) <img src=\"html.png\" alt=\"7\">\n",
		"guides/a/x.ja.md": "# X\n\n![1](own.ja.png)\n", "guides/a/other.md": "# O\n\n![3](shared.png)\n",
		"domains/d.yaml":   "name: D\nstatus: draft\nsummary: See ![text](../guides/a/yaml.png).\n",
		"site.yaml":        "locales: [en, ja]\n",
		"guides/a/own.png": "1", "guides/a/img/own.png": "2", "guides/a/shared.png": "3", "guides/a/taken.png": "4", "guides/up.png": "5", "guides/a/own.pdf": "6", "guides/a/html.png": "7", "guides/a/own.ja.png": "8",
		"guides/b/Taken.png": "other", "guides/a/yaml.png": "9", "guides/a/unused.png": "10",
	} {
		content[name] = &fstest.MapFile{Data: []byte(text)}
	}
	in := Input{Content: content, Schemas: testsite.Schemas(t)}
	plan, err := Rename(in, rename.Request{Kind: source.Guide, Old: "a/x", New: "b/x"})
	if err != nil {
		t.Fatal(renameError(err))
	}
	result := applied(content, plan)
	const want = "---\naliases: [a/x]\n---\n\n# X\n\n![1](own.png) ![2](img/own.png) ![3](../a/shared.png) ![4](../a/taken.png) ![5](../up.png) [6](own.pdf) <img src=\"html.png\" alt=\"7\">\n"
	if got := string(result["guides/b/x.md"].Data); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, name := range []string{"guides/b/own.png", "guides/b/img/own.png", "guides/b/own.pdf", "guides/b/html.png", "guides/b/own.ja.png", "guides/a/shared.png", "guides/a/taken.png", "guides/a/yaml.png", "guides/a/unused.png", "guides/up.png"} {
		if result[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
	if plan, err = Rename(in, rename.Request{Kind: source.Guide, Old: "a/x", New: "x"}); err != nil {
		t.Fatal(renameError(err))
	}
	if got := string(applied(content, plan)["guides/x.md"].Data); !strings.Contains(got, "![5](../guides/up.png)") { // up.png does not move with the guide
		t.Errorf("got\n%s", got)
	}
	if plan, err = Rename(in, rename.Request{Kind: source.Guide, Old: "a/x", New: "b/x"}); err != nil {
		t.Fatal(renameError(err))
	}
	if len(plan.Notes) != 1 || !strings.Contains(plan.Notes[0].Text, "guides/a/taken.png stays where it is") {
		t.Errorf("the notes are %v", plan.Notes)
	}
}

// Lines of CODEOWNERS that name the file are updated. There is a note about other
// patterns that no longer apply.
func TestRename_CodeOwners(t *testing.T) {
	content := fstest.MapFS{
		"domains/logs.yaml": {Data: []byte("name: Logs\nstatus: draft\n")},
		"guides/a/x.md":     {Data: []byte("# X\n")},
	}
	owners := &source.File{Name: "../CODEOWNERS", Text: "*  @all\n/content/domains/logs.yaml\t@logs # owners\ncontent/domains/logs.yaml @other\n/content/guides/a/ @a\n"}
	in := Input{Content: content, Schemas: testsite.Schemas(t), CodeOwners: owners}
	plan, err := Rename(in, rename.Request{Kind: source.Domain, Old: "logs", New: "logging"})
	if err != nil {
		t.Fatal(renameError(err))
	}
	const want = "*  @all\n/content/domains/logging.yaml\t@logs # owners\ncontent/domains/logging.yaml @other\n/content/guides/a/ @a\n"
	if plan.Owners == nil || plan.Owners.Content != want {
		t.Errorf("got %v", plan.Owners)
	}
	if plan, err = Rename(in, rename.Request{Kind: source.Guide, Old: "a/x", New: "b/x"}); err != nil {
		t.Fatal(renameError(err))
	}
	if plan.Owners != nil || len(plan.Notes) != 1 || !strings.Contains(plan.Notes[0].Text, "/content/guides/a/ applies to guides/a/x.md, but not to guides/b/x.md") {
		t.Errorf("got %v, %v", plan.Owners, plan.Notes)
	}
}

// After a heading gets a new text, references to it are updated in the language in which
// it was renamed.
func TestRename_Heading(t *testing.T) {
	content := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.yaml":         "locales: [en, ja]\nquestions: [{text: A, to: \"guide:a/x#old-steps\"}]\n",
		"guides/a/x.md":     "# X\n\n## Old **steps** ##\n\n[here](#old-steps) [[a/x#Old steps]]\n\n## Own {#own}\n\nSetext\n------\n\n## 手順\n",
		"guides/a/x.ja.md":  "# X\n\n## 古い手順\n\n[a](x.md#old-steps) [b](#古い手順) [c](x.md#own)\n\n## Own {#own}\n\n## C\n\n## D\n",
		"guides/a/y.md":     "# Y\n\n[a](x.md#old-steps) [b](x.md?a=b#Old-Steps) [c][r] [[guide:a/x#old-steps|it]] [[a/x#Own]] [d](x.md#%E6%89%8B%E9%A0%86) [e](x.md#手順)\n\n[r]: <x.md#old-steps>\n[r]: x.md#old-steps\n",
		"teams/t.yaml":      "name: T\ntype: platform\nfocus: \"[[a/x#Old steps]] and [it](../guides/a/x.md#old-steps)\"\n",
		"domains/logs.yaml": "name: Logs\nstatus: draft\nguides: [a/x]\n",
	} {
		content[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, test := range []struct{ old, new, file, want string }{
		{"a/x#old-steps", "New steps", "guides/a/x.md", "# X\n\n## New steps ##\n\n[here](#new-steps) [[a/x#New steps]]\n\n## Own {#own}\n\nSetext\n------\n\n## 手順\n"},
		{"a/x#Old steps", "New steps", "guides/a/y.md", "# Y\n\n[a](x.md#new-steps) [b](x.md?a=b#new-steps) [c][r] [[guide:a/x#new-steps|it]] [[a/x#Own]] [d](x.md#%E6%89%8B%E9%A0%86) [e](x.md#手順)\n\n[r]: <x.md#new-steps>\n[r]: x.md#new-steps\n"},
		{"a/x#old-steps", "New steps", "guides/a/x.ja.md", "# X\n\n## 古い手順\n\n[a](x.md#new-steps) [b](#古い手順) [c](x.md#own)\n\n## Own {#own}\n\n## C\n\n## D\n"},
		{"a/x#old-steps", "New steps", "site.yaml", "locales: [en, ja]\nquestions: [{text: A, to: \"guide:a/x#new-steps\"}]\n"},
		{"a/x#old-steps", "New [steps]", "teams/t.yaml", "name: T\ntype: platform\nfocus: \"[[a/x#new-steps]] and [it](../guides/a/x.md#new-steps)\"\n"},
		{"a/x#古い手順", "新しい手順", "guides/a/x.ja.md", "# X\n\n## 新しい手順\n\n[a](x.md#old-steps) [b](#新しい手順) [c](x.md#own)\n\n## Own {#own}\n\n## C\n\n## D\n"},
		{"a/x#手順", "流れ", "guides/a/y.md", "# Y\n\n[a](x.md#old-steps) [b](x.md?a=b#Old-Steps) [c][r] [[guide:a/x#old-steps|it]] [[a/x#Own]] [d](x.md#%E6%B5%81%E3%82%8C) [e](x.md#流れ)\n\n[r]: <x.md#old-steps>\n[r]: x.md#old-steps\n"},
		{"a/x.en#own", "Mine", "guides/a/x.md", "# X\n\n## Old **steps** ##\n\n[here](#old-steps) [[a/x#Old steps]]\n\n## Mine {#own}\n\nSetext\n------\n\n## 手順\n"},
		{"a/x#setext", "Other", "guides/a/x.md", "# X\n\n## Old **steps** ##\n\n[here](#old-steps) [[a/x#Old steps]]\n\n## Own {#own}\n\nOther\n------\n\n## 手順\n"},
		{"a/x#own", "Mine", "", ""},
		{"a/x#nothing", "Mine", "", ""},
		{"a/x#old-steps", "Two\n\n## Headings", "", ""},
		{"a/x#old-steps", "Two\nlines", "", ""},
		{"a/x#setext", "Two\rlines", "", ""},
		{"a/x#old-steps", "", "", ""},
	} {
		in := Input{Content: content, Schemas: testsite.Schemas(t)}
		plan, err := Rename(in, rename.Request{Kind: source.Guide, Old: test.old, New: test.new})
		if test.file == "" {
			if err == nil {
				t.Errorf("%s: no error", test.old)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %s", test.old, renameError(err))
			continue
		}
		if got := string(applied(content, plan)[test.file].Data); got != test.want {
			t.Errorf("%s in %s: got\n%s\nwant\n%s", test.old, test.file, got, test.want)
		}
	}
}
