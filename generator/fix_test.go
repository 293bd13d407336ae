package generator

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/internal/testsite"
)

// A fix changes only the bytes of its finding. Files without a fix do not change.
func TestFix_ChangesOnlyItsBytes(t *testing.T) {
	const rest = "essential_problem: x\nresponsibilities: [x]\nfeatures: [x]\ninterfaces: []\n"
	for _, test := range []struct{ name, text, want string }{
		{"a key", "nmae: A # comment\n" + rest, "name: A # comment\n" + rest},
		{"a date", "name: A\nreviewed: 2026-2-3\n" + rest, "name: A\nreviewed: 2026-02-03\n" + rest},
		{"two keys", "nmae: A\nesential_problem: x\nresponsibilities: [x]\nfeatures: [{nmae: x}]\ninterfaces: []\n", "name: A\nessential_problem: x\nresponsibilities: [x]\nfeatures: [{name: x}]\ninterfaces: []\n"},
		{"a mark stays when there is another fix", "nmae: A\n" + rest, "name: A\n" + rest},
		{"a full-width colon in a list", "name: A\nessential_problem: x\nresponsibilities:\n  - name： x\nfeatures: [x]\ninterfaces: []\n", "name: A\nessential_problem: x\nresponsibilities:\n  - name: x\nfeatures: [x]\ninterfaces: []\n"},
		{"a missing space in a list", "name: A\nessential_problem: x\nresponsibilities: [x]\nfeatures:\n  - name:x\ninterfaces: []\n", "name: A\nessential_problem: x\nresponsibilities: [x]\nfeatures:\n  - name: x\ninterfaces: []\n"},
		{"a key that is there already", "name: A\nnmae: B\n" + rest, ""},
		{"a word of another catalogue", "title: A\n" + rest, "name: A\n" + rest},
		{"a word that may mean something else", "name: A\nlayer: x\n" + rest, ""},
		{"a key that is another word", "name: A\nreviewers: [kim]\n" + rest, ""},
		{"a key with one letter more", "name: A\nrelatedd: []\n" + rest, "name: A\nrelated: []\n" + rest},
		{"a value that does not fit", "name: A\nreviewd: soon\n" + rest, ""},
		{"a text for a list", "name: A\ntags: k8s\n" + rest, "name: A\nkeywords: [k8s]\n" + rest},
		{"words for a list", "name: A\nkeywords: k8s, コンテナ\n" + rest, "name: A\nkeywords: [k8s, コンテナ]\n" + rest},
		{"words for a list of another key", "name: A\ntags: k8s, container\n" + rest, "name: A\nkeywords: [k8s, container]\n" + rest},
		{"a number", "name: A\nkeywords: 1,000\n" + rest, ""},
		{"a text that may be several", "name: A\ntags: k8s, container engine\n" + rest, ""},
		{"a text with full-width commas", "name: A\nkeywords: 保存し、消す\n" + rest, ""},
		{"a key for an unknown name", "name: A\nteam: infra\n" + rest, ""},
		{"a value in another case", "name: A\nstatus: Active\n" + rest, "name: A\nstatus: active\n" + rest},
		{"a word that may be the missing key", "name: A\ndescription: x\n", ""},
		{"a bad fix on the line of good ones", "name: A\nfeatures: [{nmae: x, by： platform, team: unknown, statas: Planned}, {name: y, team: unknown}]\nessential_problem: x\nresponsibilities: [x]\ninterfaces: []\n",
			"name: A\nfeatures: [{name: x, by: platform, team: unknown, status: planned}, {name: y, team: unknown}]\nessential_problem: x\nresponsibilities: [x]\ninterfaces: []\n"},
		{"a bad fix of a key with its value below", "name: A\nrequires:\n  - unknown\nreviewed: 2026-2-3\n" + rest, "name: A\nrequires:\n  - unknown\nreviewed: 2026-02-03\n" + rest},
		{"two keys that mean the same", "name: A\ntags: [x]\ntag: [y]\n" + rest, ""},
		{"nothing wrong", "name: A\n" + rest, ""},
		{"not YAML", "name: `A`\n" + rest, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := fstest.MapFS{"domains/a.yaml": {Data: []byte(test.text)}}
			got := fixedTexts(t, content)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if string(content["domains/a.yaml"].Data) != test.text {
				t.Error("the content folder was changed")
			}
		})
	}
}

// fixedTexts returns the new texts of all files that Fix changes.
func fixedTexts(t *testing.T, content fstest.MapFS) (texts string) {
	t.Helper()
	fixed, err := Fix(Input{Content: content, Schemas: testsite.Schemas(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fixed {
		if texts += f.Text; len(f.Fixes) == 0 {
			t.Error("a file changed without a fix")
		}
	}
	return texts
}

// A [[reference]] with wrong letter case is fixed if only one page matches.
func TestFix_LetterCaseOfReference(t *testing.T) {
	content := fstest.MapFS{
		"domains/kube.yaml":     {Data: []byte("name: Computing\nstatus: draft\nfeatures: [Nodes]\n")},
		"components/kube.yaml":  {Data: []byte("name: Clusters\ndomains: [kube]\n")},
		"components/nomad.yaml": {Data: []byte("name: Scheduler\ndomains: [kube]\nnotes: [\"[[NOMAD]]\"]\n")},
		"guides/a.md":           {Data: []byte("# A\n\n[[NOMAD|it]] [[Nomad]] [[Kube]] [[domain:Kube#Nodes]] [[domain:Kube#None]] [[nomat]] [[DOMAIN:kube]]\n\n| [[Nomad\\|it]] |\n|---|\n")},
	}
	const want = "name: Scheduler\ndomains: [kube]\nnotes: [\"[[nomad]]\"]\n" +
		"# A\n\n[[nomad|it]] [[nomad]] [[Kube]] [[kube#Nodes]] [[domain:Kube#None]] [[nomat]] [[kube]]\n\n| [[nomad\\|it]] |\n|---|\n"
	if diff := cmp.Diff(want, fixedTexts(t, content)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Content at the wrong level is moved, with its comments.
func TestFix_Level(t *testing.T) {
	for _, test := range []struct{ what, name, text, want string }{
		{"below a key", "domains/a.yaml", "# a\ndomain: # b\n    name: A # c\n\n    # d\n    status: draft\n    summary: |\n        One\n\n          two\n", "# a\n# b\nname: A # c\n\n# d\nstatus: draft\nsummary: |\n    One\n\n      two\n"},
		{"in braces", "domains/a.yaml", "domain: {name: A, status: draft}\n", "{name: A, status: draft}\n"},
		{"a list of one", "domains/a.yaml", "- name: A\n  status: draft\n", "name: A\nstatus: draft\n"},
		{"a list of one below a key", "domains/a.yaml", "domains:\n  - name: A\n    status: draft\n", "name: A\nstatus: draft\n"},
		{"a list of two", "domains/a.yaml", "- name: A\n  status: draft\n- name: B\n  status: draft\n", ""},
		{"a list of components", "components/all.yaml", "components:\n- id: a\n  name: A\n  domains: []\n", "- id: a\n  name: A\n  domains: []\n"},
		{"components by id", "components/all.yaml", "a: # 1\n    name: A\n    domains: []\nb: {name: B, domains: []} # 2\n", "-   id: a # 1\n    name: A\n    domains: []\n- {id: b, name: B, domains: []} # 2\n"},
		{"components by id below a key", "components/all.yaml", "components:\n  a:\n    name: A\n    domains: []\n", "- id: a\n  name: A\n  domains: []\n"},
		{"components by name", "components/all.yaml", "Big A:\n  name: A\n  domains: []\nb:\n  name: B\n  domains: []\n", ""},
		{"keys as items", "teams/a.yaml", "name: A\ntype: platform\ncontact:\n  - chat: x\n  - url: https://example.com/\n", "name: A\ntype: platform\ncontact:\n    chat: x\n    url: https://example.com/\n"},
		{"one item in braces", "domains/a.yaml", "name: A\nstatus: draft\nlinks: {url: https://example.com/} # b\n", "name: A\nstatus: draft\nlinks: [{url: https://example.com/}] # b\n"},
		{"one item", "domains/a.yaml", "name: A\nfeatures:\n  name: X # a\n# b\n\n  text: |\n    One\n\n      two\nstatus: draft\n", "name: A\nfeatures:\n  - name: X # a\n# b\n\n    text: |\n      One\n\n        two\nstatus: draft\n"},
		{"items by name", "domains/a.yaml", "name: A\nstatus: draft\nfeatures:\n  X: # a\n    why: y\n  \"Y: z\":\n      text: t\n", "name: A\nstatus: draft\nfeatures:\n  - name: X # a\n    why: y\n  -   name: \"Y: z\"\n      text: t\n"},
		{"items by name in braces", "domains/a.yaml", "name: A\nstatus: draft\nfeatures: {X: {why: y}}\n", ""},
		{"a mapping around an id", "teams/a.yaml", "name: A\ntype: platform\ninteractions: [{team: {id: a}, mode: collaboration}]\n", "name: A\ntype: platform\ninteractions: [{team: a, mode: collaboration}]\n"},
		{"a key twice", "teams/a.yaml", "name: A\ntype: platform\ncontact:\n  - chat: x\n  - chat: y\n", ""},
	} {
		t.Run(test.what, func(t *testing.T) {
			got := fixedTexts(t, fstest.MapFS{test.name: {Data: []byte(test.text)}})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// After a file was moved, the fix adds its former id as an alias, once.
func TestFix_RenamedFile(t *testing.T) {
	for _, test := range []struct{ what, name, text, want string }{
		{"a domain", "domains/messaging.yaml", "name: Events\nstatus: draft\n# the end", "name: Events\nstatus: draft\n# the end\naliases: [events]\n"},
		{"a guide", "guides/queues/events.md", "---\ntitle: Events\n---\nText", "---\ntitle: Events\naliases: [events]\n---\nText"},
		{"in braces", "domains/messaging.yaml", "{name: Events, status: draft}\n", ""},
		{"with another alias", "domains/messaging.yaml", "name: Events\nstatus: draft\naliases: [topics] # old\n", "name: Events\nstatus: draft\naliases: [topics, events] # old\n"},
		{"with a list of aliases", "domains/messaging.yaml", "name: Events\naliases:\n  - topics # old\n  - \"queues\"\nstatus: draft\n", "name: Events\naliases:\n  - topics # old\n  - \"queues\"\n  - events\nstatus: draft\n"},
		{"of a list of components", "components/all.yaml", "- id: bus\n  name: Events\n  domains: []\n  aliases: [topics]\n", "- id: bus\n  name: Events\n  domains: []\n  aliases: [topics, events]\n"},
		{"a guide without front matter", "guides/queues/events.md", "# Events\n", ""},
	} {
		t.Run(test.what, func(t *testing.T) {
			content := fstest.MapFS{
				test.name:          {Data: []byte(test.text)},
				"guides/search.md": {Data: []byte("# Search\n\nSee [[events]] and [[events]].\n")},
			}
			if got := fixedTexts(t, content); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// One run fixes everything that has only one possible fix, even if one fix makes another
// one possible.
func TestFix_FixesToTheEnd(t *testing.T) {
	content := fstest.MapFS{
		"site.yaml":            {Data: []byte("title: Map\nlocales: [en, ja]\n")},
		"teams/builders.yaml":  {Data: []byte("name: Build Tools\ntype: Platform\n")},
		"domains/players.yaml": {Data: []byte("name: {EN: Players, JA: 選手}\nstatus: Draft\nowner: \"Build Tools\"\n")},
		"domains/a.yaml":       {Data: []byte("title: A\nstatus: draft\ndescription: What it is.\ntags: k8s\ndepends_on: players\nteam: Build Tools\nreviewed: March 2025\n")},
		"components/c.yaml":    {Data: []byte("- {id: Kube, domain: Players, type: Service, state: Deprecated, why: old}\n- {id: log, domains: [a], depends_on: \"kube\", link: https://example.com/}\n")},
	}
	in := Input{Content: content, Schemas: testsite.Schemas(t)}
	fixed, err := Fix(in)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, f := range fixed {
		got += "-- " + f.Name + " --\n" + f.Text
		content[f.Name] = &fstest.MapFile{Data: []byte(f.Text)}
	}
	const want = `-- components/c.yaml --
- {id: kube, domains: [players], kind: service, status: deprecated, why: old}
- {id: log, domains: [a], depends_on: [kube], links: [https://example.com/]}
-- domains/a.yaml --
name: A
status: draft
summary: What it is.
keywords: [k8s]
depends_on: [players]
owner: builders
reviewed: 2025-03
-- domains/players.yaml --
name: {en: Players, ja: 選手}
status: draft
owner: builders
-- teams/builders.yaml --
name: Build Tools
type: platform
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	_, diags, err := Check(in)
	if err != nil || diags.HaveError() {
		t.Error(err, diags)
	}
}
