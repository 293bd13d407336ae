package tree

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"platmap/generator/source"
)

func parse(text string) (*Node, source.Diagnostics) {
	var diags source.Diagnostics
	n := Parse(&source.File{Name: "domains/x.yaml", Kind: source.Domain, Text: text}, &diags)
	return n, diags
}

func TestParse_KeepsSourceTextAndPosition(t *testing.T) {
	n, diags := parse("name: 検索\nfeatures:\n  - 'a ''b'''\n  - {name: x, since: 2026-11-02}\norder: 1.10\nbad: 0x1F\nnothing:\n")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, test := range []struct {
		node      *Node
		kind      Kind
		text      string
		line, col int
		source    string
	}{
		{n.Get("name"), Text, "検索", 1, 7, "検索"},
		{n.Get("features").Items[0], Text, "a 'b'", 3, 5, "'a ''b'''"},
		{n.Get("features").Items[1].Get("since"), Text, "2026-11-02", 4, 22, "2026-11-02"},
		{n.Get("order"), Number, "1.10", 5, 8, "1.10"},
		{n.Get("bad"), Number, "0x1F", 6, 6, "0x1F"},
		{n.Get("nothing"), Null, "", 7, 9, ""},
	} {
		line, col := test.node.Pos.LineColumn()
		src := test.node.Pos.File.Text[test.node.Pos.Offset:][:test.node.Len]
		if test.node.Kind != test.kind || test.node.Text != test.text || line != test.line || col != test.col || src != test.source {
			t.Errorf("got %v %q at %d:%d, shown as %q; want %v %q at %d:%d as %q",
				test.node.Kind, test.node.Text, line, col, src, test.kind, test.text, test.line, test.col, test.source)
		}
	}
	if got := fmt.Sprint(n.Get("order").JSON(), n.Get("bad").JSON()); got != "1.100x1F" {
		t.Errorf("JSON gave %s", got)
	}
}

// YAML that the specification allows and platmap does not.
func TestParse_Unsupported(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "1:1 yaml/empty"},
		{"# only a comment\n", "1:1 yaml/empty"},
		{"a: 1\nb: 2\na: 3\n", "3:1 yaml/duplicate-key"},
		{"a: &x [*x]\n", "1:4 yaml/anchor"},
		{"a: 1\n---\nb: 2\n", "2:1 yaml/documents"},
		{"<<: {a: 1}\n", "1:1 yaml/anchor"},
		{"1: x\n", "1:1 yaml/key"},
		{"a:\n  - !important\n", "2:5 yaml/tag"},
		{"a: `kube`\n", "1:4 yaml/syntax"},
		{"a: Admin \u202egnp.exe\n", "1:10 file/control"},
		{"a: \"x\r\n  y\\u001b\"\r\n", "2:4 file/control"},
		{"a: 'x \u2066y'\n", "1:7 file/control"},
		{"\"a\\u001b\": x\n", "1:3 file/control"},
		{"\r&00", "1:2 yaml/anchor"},
		{"a: 1\rb: &x y\n", "1:9 yaml/anchor"},
		{"a: " + strings.Repeat("[", 70) + strings.Repeat("]", 70) + "\n", "1:68 file/depth"},
	} {
		_, diags := parse(test.text)
		if len(diags) != 1 {
			t.Errorf("%q: got %d findings %v, want %s", test.text, len(diags), diags, test.want)
			continue
		}
		line, col := diags[0].Pos.LineColumn()
		if got := fmt.Sprintf("%d:%d %s", line, col, diags[0].Code); got != test.want {
			t.Errorf("%q: got %s (%s), want %s", test.text, got, diags[0].Text, test.want)
		}
	}
}

func TestFind_FoldedLines(t *testing.T) {
	n, _ := parse("text: >-\n  see [[kube]]\n  and [[kube]] again\nother: \"[[kube]]\"\n")
	for nth, want := range []string{"2:7", "3:7"} {
		line, col := n.Get("text").Find("[[kube]]", nth).LineColumn()
		if got := fmt.Sprintf("%d:%d", line, col); got != want {
			t.Errorf("occurrence %d at %s, want %s", nth, got, want)
		}
	}
}

func TestFind_Escapes(t *testing.T) {
	n, _ := parse(`a: ["\nope <b> nope", "\u3042<b t=\"x\">\L <b>", 'it''s <b>', "\
  <b>"]` + "\n")
	for _, test := range []struct {
		item int
		s    string
		nth  int
		want int // column
	}{
		{0, "nope", 0, 16}, {0, "ope", 0, 8}, {0, "nope", 1, 5},
		{1, "<b", 0, 30}, {1, "<b t=\"x\">", 0, 30}, {1, "<b>", 0, 44},
		{2, "<b>", 0, 57}, {3, "<b>", 0, 3},
	} {
		if _, column := n.Get("a").Items[test.item].Find(test.s, test.nth).LineColumn(); column != test.want {
			t.Errorf("occurrence %d of %s in item %d is in column %d, want %d", test.nth, test.s, test.item, column, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("name: x\nfeatures: [a, {b: c}]\n")
	f.Add("a: |\n  x\n---\n*a")
	f.Add("\"\\u00e9\": 日本語: ")
	f.Add("　a：\n　- name： x\n　　by：y\n－ {name：z}\n")
	f.Add("a: [\"b, {c: @d\n\te: 'f\n")
	f.Add("\r&00")
	f.Add("- a\n - \"b #c\\u001b\n  - d\"\n- >\n  a\n  # b\n")
	f.Fuzz(func(t *testing.T, text string) {
		defer func(start time.Time) {
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v for %d bytes", took, len(text))
			}
		}(time.Now())
		file := &source.File{Name: "x.yaml", Text: text}
		var diags source.Diagnostics
		keys := func(...string) []string { return []string{"name", "by"} }
		if n := ParsePart(file, 0, len(text), keys, &diags); n != nil {
			n.JSON()
			checkInside(t, n)
		} else if len(diags) == 0 {
			t.Error("no node and no finding")
		}
		for _, d := range diags {
			if d.Text == "" || d.Help == "" || d.Len < 0 {
				t.Errorf("incomplete finding: %+v", d)
			}
			for _, e := range d.Fix {
				if e.Start < 0 || e.End < e.Start || e.End > len(text) {
					t.Errorf("edit outside the file: %+v", d)
				}
			}
			if d.Pos.Offset < 0 || d.Pos.Offset > len(text) || d.Pos.Offset+d.Len > len(text) {
				t.Errorf("finding outside the file: %+v", d)
			}
		}
	})
}

func checkInside(t *testing.T, n *Node) {
	if n.Pos.Offset < 0 || n.Pos.Offset+n.Len > len(n.Pos.File.Text) {
		t.Errorf("node outside the file: %+v", n)
	}
	for _, i := range n.Items {
		checkInside(t, i)
	}
	for _, p := range n.Pairs {
		checkInside(t, p.Key)
		checkInside(t, p.Value)
	}
}

func TestParsePart_OnlyComments(t *testing.T) {
	const text = "---\n# later\n---\n# Title\n"
	var diags source.Diagnostics
	if n := ParsePart(&source.File{Name: "guides/a.md", Text: text}, 4, 12, nil, &diags); n != nil || len(diags) > 0 {
		t.Errorf("got %v, %v", n, diags)
	}
}
