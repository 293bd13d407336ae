package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// content is the text of source files by name.
type content map[string]string

// link links the files of a content folder. It fails the test if one does not parse.
func link(t *testing.T, c content) *Graph {
	t.Helper()
	docs, assets := parse(t, c)
	return Link(docs, nil, assets, CheckOptions{})
}

// parse returns the documents and the assets of a content folder, in order.
func parse(t *testing.T, c content) (docs []*Document, assets []*source.File) {
	t.Helper()
	locales := Locales(tree.Parse(&source.File{Name: "site.yaml", Text: c["site.yaml"]}, new(source.Diagnostics)))
	for _, name := range slices.Sorted(maps.Keys(c)) {
		if source.KindOf(name) == source.Asset {
			assets = append(assets, &source.File{Name: name, Kind: source.Asset, Text: c[name]})
			continue
		}
		docs = append(docs, parseFile(t, name, c[name], locales))
	}
	return docs, assets
}

func parseFile(t *testing.T, name, content string, locales []string) *Document {
	t.Helper()
	var diags source.Diagnostics
	var doc *Document
	f := &source.File{Name: name, Kind: source.KindOf(name), Text: content}
	switch f.Kind {
	case "":
		t.Fatalf("%s is of no kind", name)
	case source.Metric:
		doc = DecodeValues(f, &diags)
	case source.Guide:
		var front *tree.Node
		from, to, body, _ := text.FrontMatter(f.Text)
		if from < to {
			front = tree.ParsePart(f, from, to, nil, &diags)
		}
		doc = DecodeGuide(f, front, body, locales, &diags)
	default:
		doc = Decode(f, tree.Parse(f, &diags), locales, &diags)
	}
	if diags.HaveError() {
		t.Fatalf("%s: %v", name, diags)
	}
	return doc
}

// errorsOf returns the errors that linking found, sorted, in the form "file:line: message
// | help [code]".
func errorsOf(g *Graph) []string {
	var list []string
	for _, d := range g.Diagnostics() {
		if d.Severity == source.Error {
			line, _ := d.Pos.LineColumn()
			list = append(list, fmt.Sprintf("%s:%d: %s | %s [%s]", d.Pos.File.Name, line, d.Text, d.Help, d.Code))
		}
	}
	slices.Sort(list)
	return list
}

// checkErrors checks the errors of linking. want has a part of each expected error.
func checkErrors(t *testing.T, g *Graph, want ...string) {
	t.Helper()
	got := errorsOf(g)
	equal := len(got) == len(want)
	for i := 0; equal && i < len(want); i++ {
		equal = strings.Contains(got[i], want[i])
	}
	if !equal {
		t.Errorf("errors:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// ids returns the ids of pages.
func ids[P Page](pages []P) string {
	var list []string
	for _, p := range pages {
		list = append(list, p.Base().ID)
	}
	return strings.Join(list, " ")
}

// page returns the page with an id, which must exist.
func page[P Page](t *testing.T, g *Graph, kind source.Kind, id string) P {
	t.Helper()
	p, ok := g.Site.Page(kind, id).(P)
	if !ok {
		t.Fatalf("no %s %q", kind, id)
	}
	return p
}
