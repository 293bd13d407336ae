package edit

import (
	"testing"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// An alias is added in the style of the file, and removing it restores the text.
func TestAddAlias_RemoveAlias(t *testing.T) {
	for _, test := range []struct{ what, name, text, want string }{
		{"no aliases", "domains/new.yaml", "name: A # a\n", "name: A # a\naliases: [old]\n"},
		{"no final line break", "domains/new.yaml", "name: A", "name: A\naliases: [old]"},
		{"comments at the end", "domains/new.yaml", "name: A\n\n# end\n", "name: A\n\n# end\naliases: [old]\n"},
		{"Windows line breaks", "domains/new.yaml", "name: A\r\nstatus: draft\r\n", "name: A\r\nstatus: draft\r\naliases: [old]\r\n"},
		{"indented", "domains/new.yaml", "  name: A\n  status: draft\n", "  name: A\n  status: draft\n  aliases: [old]\n"},
		{"a block text at the end", "domains/new.yaml", "name: A\nsummary: |+\n  x\n\n\n", "name: A\nsummary: |+\n  x\n\n\naliases: [old]\n"},
		{"in braces", "domains/new.yaml", "{name: A}\n", "{aliases: [old], name: A}\n"},
		{"a list in brackets", "domains/new.yaml", "name: A\naliases: [x, 'y'] # c\n", "name: A\naliases: [x, 'y', old] # c\n"},
		{"a list in brackets on several lines", "domains/new.yaml", "aliases: [\n  x,\n  y,\n]\nname: A\n", "aliases: [\n  x,\n  y, old,\n]\nname: A\n"},
		{"an empty list", "domains/new.yaml", "aliases: [] # none\nname: A\n", "aliases: [ old ] # none\nname: A\n"},
		{"a block list", "domains/new.yaml", "aliases:\n  - x # c\n  # d\n  - \"y\" # e\nname: A\n", "aliases:\n  - x # c\n  # d\n  - \"y\" # e\n  - old\nname: A\n"},
		{"a block list at the end", "domains/new.yaml", "name: A\naliases:\n- x", "name: A\naliases:\n- x\n- old"},
		{"a guide without front matter", "guides/new.md", "# A\n", "---\naliases: [old]\n---\n\n# A\n"},
		{"a guide with Windows line breaks", "guides/new.md", "# A\r\n", "---\r\naliases: [old]\r\n---\r\n\r\n# A\r\n"},
		{"a guide with front matter", "guides/new.md", "---\ntitle: A # a\n---\n# A\n", "---\ntitle: A # a\naliases: [old]\n---\n# A\n"},
		{"a component with an id", "components/x.yaml", "id: new # c\nkind: cli\n", "id: new # c\naliases: [old]\nkind: cli\n"},
		{"an item with an id", "components/x.yaml", "- kind: cli\n  id: new\n  source: oss\n", "- kind: cli\n  id: new\n  aliases: [old]\n  source: oss\n"},
		{"an item that is only an id", "components/x.yaml", "- id: new\n- other\n", "- id: new\n  aliases: [old]\n- other\n"},
		{"an item in braces", "components/x.yaml", "- {id: new, kind: cli} # c\n", "- {id: new, aliases: [old], kind: cli} # c\n"},
		{"an id in braces", "components/x.yaml", "- {id: new}\n", "- {id: new, aliases: [old] }\n"},
		{"an id in braces with spaces", "components/x.yaml", "- { id: new }\n", "- { id: new, aliases: [old] }\n"},
		{"an item with aliases in braces", "components/x.yaml", "- {aliases: [x], id: new}\n", "- {aliases: [x, old], id: new}\n"},
	} {
		t.Run(test.what, func(t *testing.T) {
			f := fileOf(test.name, test.text)
			e, err := AddAlias(f, entry(f), "old")
			if err != nil {
				t.Fatal(err)
			}
			with, ok := Apply(f, []source.Edit{e})
			if !ok || with != test.want {
				t.Fatalf("got  %q\nwant %q", with, test.want)
			}
			g := fileOf(test.name, with)
			if e, err = RemoveAlias(g, entry(g), "old"); err != nil {
				t.Fatal(err)
			}
			if back, ok := Apply(g, []source.Edit{e}); !ok || back != test.text {
				t.Errorf("after removing it: got  %q\nwant %q", back, test.text)
			}
		})
	}
}

// Aliases that an author wrote are removed without any other change.
func TestRemoveAlias(t *testing.T) {
	for _, test := range []struct{ what, text, want string }{
		{"the first in brackets", "aliases: [old, x]\nname: A\n", "aliases: [x]\nname: A\n"},
		{"the first in a block list", "aliases:\n  - old\n  - x\nname: A\n", "aliases:\n  - x\nname: A\n"},
		{"the only one in a block list", "name: A\naliases:\n  - old # c\nstatus: draft\n", "name: A\nstatus: draft\n"},
		{"on the first line", "aliases: [old]\nname: A\n", "name: A\n"},
		{"on several lines", "name: A\naliases: [\n  old\n]\nstatus: draft\n", "name: A\nstatus: draft\n"},
		{"at the end of braces", "{name: A, aliases: [old]}\n", "{name: A}\n"},
		{"after a hyphen", "- aliases: [old]\n  id: new\n", "- aliases: []\n  id: new\n"},
	} {
		t.Run(test.what, func(t *testing.T) {
			f := fileOf("components/new.yaml", test.text)
			e, err := RemoveAlias(f, entry(f), "old")
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := Apply(f, []source.Edit{e}); !ok || got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func fileOf(name, text string) *source.File {
	return &source.File{Name: name, Kind: source.KindOf(name), Text: text}
}

// entry returns the keys in a file, or those of the first item of a list.
func entry(f *source.File) *tree.Node {
	n := Parse(f).Values
	if n != nil && n.Kind == tree.List {
		return n.Items[0]
	}
	return n
}

// An item that consists only of an id becomes a mapping, and is restored.
func TestBareItem(t *testing.T) {
	for _, text := range []string{"- old\n", "- \"old\" # c\n", "[old, x]\n"} {
		f := fileOf("components/x.yaml", text)
		with, _ := Apply(f, []source.Edit{BareItem(entry(f), "3scale")})
		g := fileOf("components/x.yaml", with)
		n := entry(g)
		if n.Get("id") == nil || n.Get("id").Text != "3scale" || n.Get("aliases").Items[0].Text != "old" {
			t.Fatalf("%q becomes %q", text, with)
		}
		e, ok := UndoBareItem(n, "old")
		if back, _ := Apply(g, []source.Edit{e}); !ok || back != text {
			t.Errorf("%q becomes %q, and then %q", text, with, back)
		}
	}
}

// A part of a scalar is replaced without its quotes, if that is possible.
func TestReplacePart(t *testing.T) {
	for _, test := range []struct {
		text     string
		from, to int
		with     string
		want     string // "" if it cannot be replaced
	}{
		{"name: old\n", 0, 3, "new", "name: new\n"},
		{"name: 'old' # c\n", 0, 3, "new", "name: 'new' # c\n"},
		{"name: \"old#x y\"\n", 0, 3, "new", "name: \"new#x y\"\n"},
		{"name: old#x\n", 0, 3, "new", "name: new#x\n"},
		{"name: [old, x]\n", 0, 3, "new", "name: [new, x]\n"},
		{"name: old\n", 0, 3, "12", "name: \"12\"\n"},
		{"name: old\n", 0, 3, "null", "name: \"null\"\n"},
		{"name: old\n", 0, 3, "3scale", "name: 3scale\n"},
		{"name: \"ol\\u0064\"\n", 0, 3, "new", "name: \"new\"\n"},
		{"name: >-\n  old\n", 0, 3, "new", ""},
	} {
		f := fileOf("domains/x.yaml", test.text)
		n := entry(f).Get("name")
		if len(n.Items) > 0 {
			n = n.Items[0]
		}
		e, ok := ReplacePart(f, n.Pos.Offset, n.Len, n.Text, test.from, test.to, test.with)
		got := ""
		if ok {
			got, _ = Apply(f, []source.Edit{e})
		}
		if got != test.want {
			t.Errorf("%q with %q: got %q, want %q", test.text, test.with, got, test.want)
		}
	}
}
