package diff_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"platmap/generator/diff"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// allKeys returns a content folder in which every key of every schema is set.
func allKeys(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("../testdata/keys.txtar")
	if err != nil {
		t.Fatal(err)
	}
	content := fstest.MapFS{}
	for _, f := range archive.Files {
		content[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return content
}

// content is a content folder, as trees that a test can edit.
type content struct {
	roots  map[string]*node  // by file name
	ids    map[string]string // the old id of each file
	bodies map[string]string // the Markdown of guides
	other  fstest.MapFS
}

// node is a value of a YAML file.
type node struct {
	parent *node
	key    string // the key, if the parent is a mapping
	isMap  bool
	isList bool
	keys   map[string]*node
	list   []*node
	scalar any
	was    int  // index in the list of the old site; -1 for a new element
	gone   bool // whether it is absent from the new site
}

func newContent(t testing.TB, files fstest.MapFS) *content {
	t.Helper()
	c := &content{roots: map[string]*node{}, ids: map[string]string{}, bodies: map[string]string{}, other: fstest.MapFS{}}
	for name, file := range files {
		data := string(file.Data)
		switch kind := source.KindOf(name); {
		case kind == source.Guide:
			from, to, body, _ := text.FrontMatter(data)
			c.add(name, data[from:to], data[body:])
		case kind.HasSchema():
			c.add(name, data, "")
		default:
			c.other[name] = file
		}
	}
	for name := range c.roots {
		c.ids[name] = c.id(name)
	}
	return c
}

func (c *content) add(name, yaml, body string) {
	root := &node{isMap: true, keys: map[string]*node{}}
	f := &source.File{Name: name, Kind: source.KindOf(name), Text: yaml}
	if n := tree.Parse(f, new(source.Diagnostics)); n != nil {
		root = nodeOf(nil, "", n)
	}
	if f.Kind == source.Glossary {
		root.key = "terms"
	}
	c.roots[name] = root
	c.bodies[name] = body
}

func (c *content) remove(name string) {
	delete(c.roots, name)
	delete(c.bodies, name)
}

func (c *content) rename(name, to string) {
	c.roots[to], c.bodies[to], c.ids[to] = c.roots[name], c.bodies[name], c.ids[name]
	c.remove(name)
}

func (c *content) addAlias(name, alias string) {
	root := c.roots[name]
	list := root.keys["aliases"]
	if list == nil {
		list = &node{parent: root, key: "aliases", isList: true}
		root.keys["aliases"] = list
	}
	list.list = append(list.list, &node{parent: list, scalar: alias, was: -1})
}

func (c *content) isDraft(name string) bool { return c.roots[name].keys["draft"] != nil }

// id returns the id of the thing in a file.
func (c *content) id(name string) string {
	switch kind := source.KindOf(name); {
	case kind == source.Guide:
		return strings.TrimSuffix(strings.TrimPrefix(name, "guides/"), ".md")
	case kind.HasPage():
		return (&source.File{Name: name}).ID()
	}
	return ""
}

func nodeOf(parent *node, key string, n *tree.Node) *node {
	x := &node{parent: parent, key: key}
	switch n.Kind {
	case tree.Map:
		x.isMap, x.keys = true, map[string]*node{}
		for _, p := range n.Pairs {
			x.keys[p.Key.Text] = nodeOf(x, p.Key.Text, p.Value)
		}
	case tree.List:
		x.isList = true
		for i, item := range n.Items {
			element := nodeOf(x, "", item)
			element.was = i
			x.list = append(x.list, element)
		}
	default:
		x.scalar = n.JSON()
	}
	return x
}

// files returns the content folder. The YAML files are written as JSON.
func (c *content) files() fstest.MapFS {
	files := maps.Clone(c.other)
	for name, root := range c.roots {
		data, err := json.MarshalIndent(root.json(), "", "  ")
		if err != nil {
			panic(err)
		}
		if source.KindOf(name) == source.Guide {
			data = []byte("---\n" + string(data) + "\n---\n" + c.bodies[name])
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

func (n *node) json() any {
	switch {
	case n.isMap:
		m := map[string]any{}
		for key, x := range n.keys {
			m[key] = x.json()
		}
		return m
	case n.isList:
		list := []any{}
		for _, x := range n.list {
			list = append(list, x.json())
		}
		return list
	}
	return n.scalar
}

// all appends a node and all nodes below it to list, in a fixed order.
func (n *node) all(list []*node) []*node {
	list = append(list, n)
	for _, key := range slices.Sorted(maps.Keys(n.keys)) {
		list = n.keys[key].all(list)
	}
	for _, x := range n.list {
		list = x.all(list)
	}
	return list
}

// hasTouched reports whether the node or a node below it was edited, or was removed from
// it.
func (n *node) hasTouched(e *editor) bool {
	for x := range e.touched {
		for ; x != nil; x = x.parent {
			if x == n {
				return true
			}
		}
	}
	return false
}

// isText reports whether the node is a text in several languages.
func (n *node) isText() bool { return n.keys["en"] != nil || n.keys["ja"] != nil }

func (n *node) text() string {
	if n.isText() {
		return n.keys["en"].text()
	}
	return fmt.Sprint(n.scalar)
}

// path returns the list that a node is in, without indexes, the path of the node within
// the list element, and the root node of the thing.
func (n *node) path() (list, field string, thing *node) {
	for ; n.parent != nil; n = n.parent {
		if n.parent.isList {
			if n.parent.parent == nil { // the file is a list
				if n.parent.key == "terms" {
					list = strings.TrimSuffix("terms."+list, ".")
				}
				return list, field, n
			}
			outer, key, thing := n.parent.path()
			return strings.TrimPrefix(strings.TrimSuffix(outer+"."+key+"."+list, "."), "."), field, thing
		}
		if n.parent.isMap && n.parent.isText() {
			continue
		}
		field = strings.TrimSuffix(n.key+"."+field, ".")
	}
	return list, field, n
}

// listPath is like path for a list. isItems reports whether the elements of the list are
// items.
func (n *node) listPath(e *editor, kind source.Kind) (list, field string, isItems bool) {
	if n.parent == nil {
		if kind == source.Glossary {
			return "", "terms", true
		}
		return "", "", false
	}
	list, field, _ = n.path()
	p := e.find(kind, list, field)
	return list, field, p != nil && p.isMap
}

// isItem reports whether an element of a list is an item, not a plain value.
func (n *node) isItem(e *editor, kind source.Kind) bool {
	_, _, isItems := n.parent.listPath(e, kind)
	return isItems
}

// id returns the id of a thing that is an element of a list, or file if it has none.
func (n *node) id(file string) string {
	if id := n.keys["id"]; n.isMap && id != nil {
		return fmt.Sprint(id.scalar)
	}
	if file == "" {
		return fmt.Sprint(n.scalar)
	}
	return file
}

// fileOf returns the name of the file that a node is in.
func (c *content) fileOf(n *node) string {
	for n.parent != nil {
		n = n.parent
	}
	for name, root := range c.roots {
		if root == n {
			return name
		}
	}
	return ""
}

// key returns the change of a property of the item or thing that a node is in, in the
// form of keyOf.
func (c *content) key(operation diff.Operation, at *node, field string, old, new diff.Value) string {
	name := c.fileOf(at)
	root := c.roots[name]
	kind := source.KindOf(name)
	sides := [2]diff.Side{{Value: old}, {Value: new}}
	if kind.HasPage() {
		sides[0].ID, sides[1].ID = c.ids[name], c.id(name)
	}
	if kind == source.Component && root.isList {
		thing := at
		for thing.parent != root {
			thing = thing.parent
		}
		sides[0].ID = thing.id("")
		sides[1].ID = sides[0].ID
	}
	sides[0].Item, sides[1].Item = at.item(kind, false), at.item(kind, true)
	return keyOf(operation, kind, sides[0], sides[1], field)
}

// item returns the innermost item that contains a node, in the old or the new site.
func (n *node) item(kind source.Kind, new bool) diff.Item {
	for ; n != nil && (n.parent == nil || !n.parent.isList); n = n.parent {
	}
	if n == nil || n.parent.parent == nil && kind == source.Component {
		return diff.Item{}
	}
	item := diff.Item{List: n.parent.key, Index: n.was, Absent: n.was < 0}
	if n.parent.parent == nil {
		item.List = "terms"
	}
	if new {
		item.Index = slices.Index(n.parent.list, n)
		item.Absent = n.gone
	}
	if n.parent.parent != nil {
		if parent := n.parent.parent.item(kind, new); !parent.IsZero() {
			item.Parent = &parent
		}
	}
	return item
}
