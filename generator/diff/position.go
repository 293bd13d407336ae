package diff

import (
	"slices"
	"strconv"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// location is the location of a value in a file. The zero location is in no file.
type location struct {
	file *source.File
	id   string   // of the thing, if the file may contain several
	path []string // keys, and indexes of lists, from the thing
	body int      // offset in the Markdown of a guide, used instead of id and path
}

// under returns the location of a key or an element.
func (p location) under(step string) location {
	p.path = append(slices.Clip(p.path), step)
	return p
}

// parent returns the location of the list or mapping that contains p.
func (p location) parent() location {
	p.path = p.path[:len(p.path)-1]
	return p
}

// root is the YAML of a file.
type root struct {
	node *tree.Node            // or nil
	byID map[string]*tree.Node // the components of a file that is a list
}

// locate returns the position and the length of the value at a location or, if it is not
// written, of the innermost value around it. The model does not record the position of
// every value, so the file is parsed again, but only if it has changes.
func (d *differ) locate(p location) (source.Pos, int) {
	if p.file == nil {
		return source.Pos{}, 0
	}
	if p.body > 0 || p.file.Kind == source.Asset {
		return source.Pos{File: p.file, Offset: p.body}, 0
	}
	r := d.roots[p.file]
	if r == nil {
		from, to := 0, len(p.file.Text)
		if p.file.Kind == source.Guide {
			from, to, _, _ = text.FrontMatter(p.file.Text)
		}
		r = &root{}
		if from < to && p.file.Kind.HasSchema() {
			r.node = tree.ParsePart(p.file, from, to, nil, new(source.Diagnostics))
		}
		if r.node != nil && p.file.Kind == source.Component && r.node.Kind == tree.List {
			r.byID = componentsIn(r.node)
		}
		d.roots[p.file] = r
	}
	n := r.node
	if n == nil {
		return source.Pos{File: p.file}, 0
	}
	if c := r.byID[p.id]; c != nil {
		n = c
	}
	for _, step := range p.path {
		inner := n
		switch n.Kind {
		case tree.List:
			if i, err := strconv.Atoi(step); err == nil && i < len(n.Items) {
				inner = n.Items[i]
			}
		case tree.Map:
			inner = n.Get(step)
		}
		if inner == nil { // a default, or a value without keys
			break
		}
		n = inner
	}
	return n.Pos, n.Len
}

// componentsIn returns the components of a list by id. If several have the same id, it
// returns the first one.
func componentsIn(list *tree.Node) map[string]*tree.Node {
	byID := map[string]*tree.Node{}
	for _, item := range list.Items {
		id := item.Text
		if key := item.Get("id"); key != nil {
			id = key.Text
		}
		if byID[id] == nil {
			byID[id] = item
		}
	}
	return byID
}
