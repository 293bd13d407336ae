package edit

import (
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/generator/tree"
)

func setting(key, value string) Setting {
	return Setting{Key: key, Value: value, Lines: key + ": " + value + "\n", Quoted: []string{value}}
}

func items(key string, list ...string) Setting {
	return Setting{Key: key, Value: list, Lines: key + ": [" + strings.Join(list, ", ") + "]\n", Quoted: list}
}

// Keys are set in the style of the file.
func TestSetKeys(t *testing.T) {
	long := Setting{Key: "notes", Value: "a\n\nb", Lines: "notes: |\n  a\n\n  b\n", Quoted: []string{"'a\nb'"}}
	instead := setting("owner", "infra")
	instead.Instead = "x-team"
	for _, test := range []struct {
		what, text string
		settings   []Setting
		want       string // "" if it is not possible
	}{
		{"a new key after the name", "- id: a\n  name: A # c\n  kind: cli\n", []Setting{setting("owner", "infra")}, "- id: a\n  name: A # c\n  owner: infra\n  kind: cli\n"},
		{"several new keys", "- id: a\n- id: b\n", []Setting{setting("owner", "infra"), setting("kind", "cli")}, "- id: a\n  owner: infra\n  kind: cli\n- id: b\n"},
		{"an item that is only an id", "- a # c\n- b\n", []Setting{setting("owner", "infra"), items("domains", "x", "y")}, "- id: a # c\n  owner: infra\n  domains: [x, y]\n- b\n"},
		{"an item that is only an id, in brackets", "[a, b]\n", []Setting{setting("owner", "infra")}, "[{id: a, owner: infra}, b]\n"},
		{"in braces", "- {id: a, kind: cli}\n", []Setting{setting("owner", "infra")}, "- {id: a, owner: infra, kind: cli}\n"},
		{"in braces without id", "{kind: cli}\n", []Setting{setting("owner", "infra")}, "{owner: infra, kind: cli}\n"},
		{"without id or name", "kind: cli\n", []Setting{setting("owner", "infra")}, "owner: infra\nkind: cli\n"},
		{"CRLF", "- id: a\r\n  kind: cli\r\n", []Setting{setting("owner", "infra")}, "- id: a\r\n  owner: infra\r\n  kind: cli\r\n"},
		{"no line break at the end", "- id: a", []Setting{setting("owner", "infra")}, "- id: a\n  owner: infra"},
		{"another value", "- id: a\n  owner: 'dx' # c\n", []Setting{setting("owner", "infra")}, "- id: a\n  owner: infra # c\n"},
		{"a block", "- id: a\n", []Setting{long}, "- id: a\n  notes: |\n    a\n\n    b\n"},
		{"a block in braces", "- {id: a}\n", []Setting{long}, ""},
		{"a text in several languages", "- id: a\n  owner: {ja: x, en: y}\n", []Setting{setting("owner", "infra")}, ""},
		{"a block as the old value", "- id: a\n  why: |\n    x\n", []Setting{setting("why", "y")}, ""},
		{"items of a list in brackets", "- id: a\n  domains: [x] # c\n", []Setting{items("domains", "y", "z")}, "- id: a\n  domains: [x, y, z] # c\n"},
		{"items of a block list", "- id: a\n  domains:\n    - x\n", []Setting{items("domains", "y")}, "- id: a\n  domains:\n    - x\n    - y\n"},
		{"items of an empty list", "- id: a\n  domains: []\n", []Setting{items("domains", "y", "z")}, "- id: a\n  domains: [ y, z ]\n"},
		{"items of nothing", "- id: a\n  domains:\n", []Setting{items("domains", "y")}, "- id: a\n  domains: [y]\n"},
		{"instead of a private key", "- id: a\n  x-team: Infra # set owner\n  kind: cli\n", []Setting{instead}, "- id: a\n  owner: infra\n  kind: cli\n"},
	} {
		f := &source.File{Name: "components/x.yaml", Kind: source.Component, Text: test.text}
		o := Parse(f)
		n := o.Values
		if n.Kind == tree.List {
			n = n.Items[0]
		}
		edits, failed := SetKeys(f, n, test.settings)
		got, ok := Apply(f, edits)
		switch {
		case !ok || len(failed) > 0 != (test.want == ""):
			t.Errorf("%s: %d settings failed, edits %v", test.what, len(failed), edits)
		case len(failed) == 0 && got != test.want:
			t.Errorf("%s: got  %q\nwant %q", test.what, got, test.want)
		case len(failed) == 0 && !o.SetsOnly(got, map[*tree.Node][]Setting{n: test.settings}, "", 0):
			t.Errorf("%s: the result is not accepted", test.what)
		}
	}
}

// SetsOnly rejects any other change of values.
func TestSetsOnly(t *testing.T) {
	f := &source.File{Name: "components/x.yaml", Kind: source.Component, Text: "- id: a\n  kind: cli\n- b\n"}
	o := Parse(f)
	set := map[*tree.Node][]Setting{o.Values.Items[0]: {setting("owner", "infra")}}
	for after, want := range map[string]bool{
		"- id: a\n  kind: cli\n  owner: infra\n- b\n":                true,
		"- id: a\n  kind: cli\n- b\n":                                false,
		"- id: a\n  kind: cli\n  owner: other\n- b\n":                false,
		"- id: a\n  owner: infra\n- b\n":                             false,
		"- id: a\n  kind: tool\n  owner: infra\n- b\n":               false,
		"- id: a\n  kind: cli\n  owner: infra\n- c\n":                false,
		"- id: a\n  kind: cli\n  owner: infra\n- b\n- c\n":           false,
		"- id: a\n  kind: cli\n  owner: infra\n  x: y\n- b\n":        false,
		"- id: a\n  kind: cli\n  owner: infra\n- b\n  bad: [\n":      false,
		"- id: a\n  kind: cli\n  owner: infra\n- id: b\n  kind: x\n": false,
	} {
		if o.SetsOnly(after, set, "", 0) != want {
			t.Errorf("%q: want %v", after, want)
		}
	}
}

// Items are appended to a list, and to the list of a key.
func TestAppend(t *testing.T) {
	for _, test := range []struct{ what, text, key, want string }{
		{"a list", "# c\n- a\n- id: b\n", "", "# c\n- a\n- id: b\n- id: z\n"},
		{"an indented list", "  - a\n", "", "  - a\n  - id: z\n"},
		{"no line break at the end", "- a", "", "- a\n- id: z\n"},
		{"CRLF", "- a\r\n", "", "- a\r\n- id: z\r\n"},
		{"a list in brackets", "[a]\n", "", ""},
		{"a mapping", "id: a\n", "", ""},
		{"a key", "groups:\n  - id: a\n    name: A\nowner: x\n", "groups", "groups:\n  - id: a\n    name: A\n  - id: z\nowner: x\n"},
		{"no key", "title: T\n", "groups", "title: T\ngroups:\n  - id: z\n"},
		{"an empty file", "", "groups", "groups:\n  - id: z\n"},
		{"a key in brackets", "groups: [{id: a}]\n", "groups", ""},
	} {
		f := &source.File{Name: "components/x.yaml", Kind: source.Component, Text: test.text}
		e, ok := AppendItems(f, "- id: z\n")
		if test.key != "" {
			e, ok = AppendTo(f, test.key, "- id: z\n")
		}
		got, _ := Apply(f, []source.Edit{e})
		switch {
		case ok != (test.want != ""), ok && got != test.want:
			t.Errorf("%s: got  %q, %v\nwant %q", test.what, got, ok, test.want)
		case ok && !Parse(f).SetsOnly(got, nil, test.key, 1):
			t.Errorf("%s: the result is not accepted", test.what)
		}
	}
}
