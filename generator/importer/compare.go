package importer

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/lists"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// compare returns the keys of an existing entry whose values differ from those in the
// list.
func (p *planner) compare(e *entry, r *lists.Record, fields []field) []Difference {
	n := p.keysOf(e)
	if n == nil {
		return nil
	}
	var found []Difference
	for _, f := range fields {
		old := n.Get(f.name)
		if f.isGuess || f.instead != "" && n.Get(f.instead) != nil { // an author has set it, because the list does not have it
			continue
		}
		was, is, differs := difference(old, f)
		if !differs {
			continue
		}
		at := n.Pos
		if old != nil {
			at = old.Pos
		}
		found = append(found, Difference{Kind: e.kind, ID: e.id, Key: f.name, Map: was, List: is, At: at, Pos: r.Pos, entry: e, field: f})
	}
	return found
}

// fileOf returns the file of an existing entry.
func (p *planner) fileOf(e *entry) *source.File {
	if e.page == nil {
		return p.file(source.Site.FileName(""))
	}
	return e.page.Base().File
}

// keysOf returns the mapping of an existing entry, or the id of an item that consists
// only of it. It returns nil if neither is found.
func (p *planner) keysOf(e *entry) *tree.Node {
	if e.page == nil {
		for _, n := range p.original(p.fileOf(e)).Values.Get("groups").Items {
			if id := n.Get("id"); id != nil && id.Text == e.id {
				return n
			}
		}
		return nil
	}
	b := e.page.Base()
	items, ok := p.trees[b.File.Name]
	if !ok {
		items = map[int]*tree.Node{}
		root := p.original(b.File).Values
		switch {
		case root == nil:
		case root.Kind != tree.List:
			items[-1] = root
		default:
			for _, n := range root.Items {
				at := n.Pos.Offset
				if id := n.Get("id"); id != nil {
					at = id.Pos.Offset
				}
				items[at] = n
			}
		}
		p.trees[b.File.Name] = items
	}
	if n := items[-1]; n != nil {
		return n
	}
	return items[b.Pos.Offset]
}

// original returns a file with its values. Each file is parsed once.
func (p *planner) original(f *source.File) edit.Original {
	o, ok := p.originals[f.Name]
	if !ok {
		o = edit.Parse(f)
		p.originals[f.Name] = o
	}
	return o
}

// difference compares a value on the map, which may be nil, with the value of the list.
// was and is are the two values for a message.
func difference(n *tree.Node, f field) (was, is string, differs bool) {
	switch value := f.value.(type) {
	case string:
		is = value
		if n == nil {
			return "", plain(is), !isDefault(f.name, value)
		}
		return nodeText(n), plain(is), !hasText(n, value)
	case []string:
		var missing []string
		for _, s := range value {
			if !hasItem(n, s) {
				missing = append(missing, plain(s))
			}
		}
		return nodeText(n), strings.Join(missing, ", "), len(missing) > 0
	}
	var missing []string
	for _, k := range namesIn(f) {
		if !hasNamed(n, k) {
			missing = append(missing, plain(k.Value.(string)))
		}
	}
	return nodeText(n), strings.Join(missing, ", "), len(missing) > 0
}

// namesIn returns the texts, with their keys, that identify the parts of a mapping or of
// a list of mappings.
func namesIn(f field) (names []lists.Key) {
	add := func(k lists.Key) {
		if _, ok := k.Value.(string); ok {
			names = append(names, k)
		}
	}
	switch value := f.value.(type) {
	case []lists.Key:
		for _, k := range value {
			add(k)
		}
	case []any:
		for _, item := range value {
			pairs, _ := item.([]lists.Key)
			i := slices.IndexFunc(pairs, func(k lists.Key) bool { return k.Name == nameKeys[f.name] })
			if len(pairs) > 0 {
				add(pairs[max(i, 0)])
			}
		}
	}
	return names
}

// nameKeys are the keys that identify the items of a list if it is not their first key.
var nameKeys = map[string]string{"links": "url", "domains": "domain"}

// hasNamed reports whether a mapping, or a mapping in a list, has a key with the text. n
// may be nil.
func hasNamed(n *tree.Node, k lists.Key) bool {
	name := k.Value.(string)
	if n == nil {
		return false
	}
	if v := n.Get(k.Name); v != nil {
		return hasText(v, name)
	}
	return slices.ContainsFunc(n.Items, func(item *tree.Node) bool {
		v := item.Get(k.Name)
		return v != nil && hasText(v, name) || item.IsScalar() && hasText(item, name)
	})
}

// isDefault reports whether an absent key means this value.
func isDefault(key, value string) bool { return key == "status" && value == "available" }

// plain returns the text of a field as it was in the list.
func plain(s string) string { return strings.ReplaceAll(text.OneLine(s), `\`, "") }

// hasText reports whether a value is a text, in any of its languages.
func hasText(n *tree.Node, s string) bool {
	for _, p := range n.Pairs {
		if hasText(p.Value, s) {
			return true
		}
	}
	return n.IsScalar() && (n.Text == s || fold(plain(n.Text)) == fold(plain(s)))
}

// hasItem reports whether a list, which may be nil, has an item with a text.
func hasItem(n *tree.Node, s string) bool {
	if n == nil {
		return false
	}
	return slices.ContainsFunc(n.Items, func(item *tree.Node) bool {
		return hasText(item, s)
	})
}

// nodeText returns a value on the map in the form for a message.
func nodeText(n *tree.Node) string {
	switch {
	case n == nil:
		return ""
	case n.IsScalar():
		return plain(n.Text)
	}
	var parts []string
	for _, item := range n.Items {
		parts = append(parts, nodeText(item))
	}
	for _, p := range n.Pairs {
		parts = append(parts, nodeText(p.Value))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// editsFor returns the edits that update existing entries, by file, and the settings that
// these edits make, by entry. An update that is not possible is reported as a difference.
func (p *planner) editsFor(updates []Difference) (map[string][]source.Edit, map[*tree.Node][]edit.Setting) {
	byEntry := map[*entry][]Difference{}
	var entries []*entry
	for _, d := range updates {
		if byEntry[d.entry] == nil {
			entries = append(entries, d.entry)
		}
		byEntry[d.entry] = append(byEntry[d.entry], d)
	}
	edits, set := map[string][]source.Edit{}, map[*tree.Node][]edit.Setting{}
	for _, e := range entries {
		f, n := p.fileOf(e), p.keysOf(e)
		var settings []edit.Setting
		for _, d := range byEntry[e] {
			settings = append(settings, setting(n, d.field))
		}
		more, failed := edit.SetKeys(f, n, settings)
		if len(more) > 0 {
			edits[f.Name] = append(edits[f.Name], more...)
		}
		for i, s := range settings {
			if slices.ContainsFunc(failed, func(f edit.Setting) bool { return f.Key == s.Key }) {
				p.notUpdated(byEntry[e][i])
				continue
			}
			set[n] = append(set[n], s)
			p.plan.Updated++
		}
	}
	for _, list := range edits {
		stable.Sort(list, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
	}
	return edits, set
}

// notUpdated adds a difference that cannot be updated.
func (p *planner) notUpdated(d Difference) {
	value, _ := d.field.value.(string)
	switch {
	case !d.field.isSettable():
		d.Reason = "import does not change " + d.Key + " of an entry that exists"
	case strings.Contains(value, "\n"):
		d.Reason = "the value has several lines"
	default:
		d.Reason = "the key is written in several languages or in an unusual way"
	}
	p.plan.Differences = append(p.plan.Differences, d)
}

// setting returns the setting for a field of an entry.
func setting(n *tree.Node, f field) edit.Setting {
	s := edit.Setting{Key: f.name, Value: f.value}
	if typ := typeOf(f.name); typ == word || typ == date || typ == address || typ == ref || typ == refs {
		s.Instead = f.private
	}
	switch value := f.value.(type) {
	case string:
		s.Quoted = []string{scalar(value, true)}
	case []string:
		missing := slices.DeleteFunc(slices.Clone(value), func(item string) bool { return hasItem(n.Get(f.name), item) })
		for _, item := range missing {
			s.Quoted = append(s.Quoted, scalar(item, true))
		}
		s.Value, f.value = missing, missing
	}
	var b strings.Builder
	writeField(&b, "", field{name: f.name, value: f.value})
	s.Lines = b.String()
	return s
}
