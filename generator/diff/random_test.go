package diff_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/diff"
	"platmap/generator/rounds"
	"platmap/generator/source"
)

// Sites returns exactly the changes that random edits of all properties make. If the
// sites are swapped, it returns the same changes with old and new swapped.
func TestSites_RandomEdits(t *testing.T) {
	base := allKeys(t)
	old := siteOf(t, newContent(t, base).files())
	if got := lines(diff.Sites(old, siteOf(t, newContent(t, base).files()))); len(got) > 0 {
		t.Errorf("equal sites have differences: %q", got)
	}
	kinds := map[source.Kind][]property{}
	for _, kind := range source.SchemaKinds() {
		kinds[kind] = properties(t, kind)
	}
	edited := map[string]bool{}
	for round := range rounds.Of(1000) {
		e := editor{r: rand.New(rand.NewPCG(7, uint64(round))), content: newContent(t, base), properties: kinds, edited: edited}
		for range 1 + e.r.IntN(6) {
			e.edit()
		}
		want := e.wanted()
		files := e.content.files()
		now := siteOf(t, files)
		var got, mirrored []string
		for _, c := range diff.Sites(old, now) {
			got = append(got, keyOf(c.Operation, c.Kind, c.Old, c.New, c.Field))
		}
		for _, c := range diff.Sites(now, old) {
			operation := c.Operation
			switch operation {
			case diff.Added:
				operation = diff.Removed
			case diff.Removed:
				operation = diff.Added
			}
			mirrored = append(mirrored, keyOf(operation, c.Kind, c.New, c.Old, c.Field))
		}
		for _, list := range [][]string{want, got, mirrored} {
			slices.Sort(list)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("round %d: -edits +changes:\n%s", round, d)
		}
		if d := cmp.Diff(got, mirrored); d != "" {
			t.Errorf("round %d: -changes +changes back:\n%s", round, d)
		}
		if t.Failed() {
			for name, f := range files {
				if before := newContent(t, base).files()[name]; before == nil || string(before.Data) != string(f.Data) {
					t.Logf("%s\n%s", name, f.Data)
				}
			}
			t.FailNow()
		}
	}
	if rounds.Full() {
		for _, kind := range source.SchemaKinds() {
			for _, p := range kinds[kind] {
				if path := string(kind) + " " + p.list + "." + p.field; !edited[path] && !(p.isMap && !p.isList) && !isLeftOut(p.list, p.field) {
					t.Errorf("%s was never edited", path)
				}
			}
		}
	}
}

// isLeftOut reports whether random edits leave a property out, because it affects other
// properties or identifies an item. Other tests cover these properties.
func isLeftOut(list, field string) bool {
	return slices.Contains([]string{"lang", "locales", "draft", "id"}, field) || list == "domains" && field == "domain" || list == "interactions" && field == "team"
}

// nameKeys are the keys that name the items of lists. The edits change such names only
// slightly.
var nameKeys = map[string]string{
	"responsibilities": "name", "features": "name", "interfaces": "cli", "guarantees": "name", "details": "name", "what": "name", "how": "name", "done": "name",
	"decisions": "title", "metrics": "id", "notes": "text", "links": "url", "domains": "domain", "interactions": "team", "eras": "title", "needs": "need",
	"groups": "id", "questions": "text", "terms": "term",
}

// keyOf returns a change as a line, without its weight.
func keyOf(operation diff.Operation, kind source.Kind, old, new diff.Side, field string) string {
	element := ""
	if !strings.Contains(field, ".") && (operation == diff.Added || operation == diff.Removed) && field != "" && field != "body" {
		element = elementOf(old.Value) + " → " + elementOf(new.Value)
	}
	return fmt.Sprintf("%s %s %s|%s %s|%s %s %s", operation, kind, old.ID, new.ID, pathOf(old.Item), pathOf(new.Item), field, element)
}

func elementOf(v diff.Value) string {
	if v.Kind == diff.Text {
		return v.Text.Plain("en")
	}
	return valueString(v)
}

func pathOf(i diff.Item) string {
	path := ""
	if i.Parent != nil {
		path = pathOf(*i.Parent)
	}
	if i.IsZero() {
		return path
	}
	if i.Absent {
		return "-"
	}
	return fmt.Sprintf("%s.%s[%d]", path, i.List, i.Index)
}

// editor makes random edits.
type editor struct {
	r          *rand.Rand
	content    *content
	properties map[source.Kind][]property
	edited     map[string]bool
	wants      []func() string
	touched    map[*node]bool
}

// wanted returns the changes that the edits should cause.
func (e *editor) wanted() []string {
	var list []string
	for _, want := range e.wants {
		list = append(list, want())
	}
	return list
}

func (e *editor) want(operation diff.Operation, at *node, field string, old, new diff.Value) {
	e.wants = append(e.wants, func() string { return e.content.key(operation, at, field, old, new) })
}

// edit makes an edit that is independent of the earlier ones, which it finds by trial.
func (e *editor) edit() {
	if e.touched == nil {
		e.touched = map[*node]bool{}
	}
	for range 100 {
		names := slices.Sorted(maps.Keys(e.content.roots))
		name := names[e.r.IntN(len(names))]
		root := e.content.roots[name]
		if e.r.IntN(12) == 0 && e.editFile(name, root) {
			return
		}
		nodes := root.all(nil)
		if e.r.IntN(4) > 0 { // choose among all files, because one of them has most values
			for _, other := range names {
				nodes = e.content.roots[other].all(nodes)
			}
		}
		n := nodes[e.r.IntN(len(nodes))]
		name = e.content.fileOf(n)
		if e.isTouched(n) || e.content.isDraft(name) {
			continue
		}
		if e.editNode(source.KindOf(name), n) {
			return
		}
	}
}

func (e *editor) isTouched(n *node) bool {
	for ; n != nil; n = n.parent {
		if e.touched[n] {
			return true
		}
	}
	return false
}

func (e *editor) word() string { return fmt.Sprintf("w%08x", e.r.Uint32()) }

// find returns the property for a list and a field of a kind.
func (e *editor) find(kind source.Kind, list, field string) *property {
	for i, p := range e.properties[kind] {
		if p.list == list && p.field == field {
			return &e.properties[kind][i]
		}
	}
	return nil
}

// valueFor returns a new value of a property that is not similar to any other.
func (e *editor) valueFor(p *property) any {
	switch {
	case len(p.enum) > 0:
		return p.enum[e.r.IntN(len(p.enum))]
	case slices.Contains([]string{"at_most", "at_least", "order", "budget", "now"}, p.field[strings.LastIndexByte(p.field, '.')+1:]):
		return e.r.IntN(1e6) + 100
	case slices.Contains([]string{"since", "until", "from", "date", "reviewed"}, p.field):
		return fmt.Sprintf("%d", 2100+e.r.IntN(900))
	}
	return e.word()
}

// defaults are values with the same meaning as an absent value.
var defaults = []any{"available", "active", "open", "platform"}

func (e *editor) editNode(kind source.Kind, n *node) bool {
	list, field, _ := n.path()
	switch {
	case n.isList:
		return e.editList(kind, n)
	case n.isMap:
		return e.addKey(kind, n, list, field)
	}
	p := e.find(kind, list, field)
	if n.parent != nil && n.parent.isList { // an element
		key := nameKeys[n.parent.key]
		if p = e.find(kind, list, key); p == nil || !n.isItem(e, kind) || key == "id" || key == "domain" {
			return false
		}
		if kind == source.Domain && list == "interfaces" {
			key = "name"
		}
		n.scalar = fmt.Sprint(n.scalar) + e.word()[:2]
		e.touched[n] = true
		e.want(diff.Changed, n, key, diff.Value{}, diff.Value{})
		return true
	}
	if p == nil || isLeftOut(list, field) || p.isList && p.isMap {
		return false
	}
	if p.isList { // a list with one element may be written as the element
		old := fmt.Sprint(n.scalar)
		n.scalar = e.word()
		e.edited[string(kind)+" "+list+"."+field], e.touched[n] = true, true
		e.want(diff.Removed, n.parent, field, diff.Value{Kind: diff.Plain, Plain: old}, diff.Value{})
		e.want(diff.Added, n.parent, field, diff.Value{}, diff.Value{Kind: diff.Plain, Plain: n.scalar.(string)})
		return true
	}
	isName := list != "" && nameKeys[list[strings.LastIndexByte(list, '.')+1:]] == field || strings.HasPrefix(list, "interfaces") && slices.Contains(interfaceKinds, field)
	e.edited[string(kind)+" "+list+"."+field] = true
	if !isName && e.r.IntN(3) == 0 && n.key != "name" && !slices.Contains(defaults, n.scalar) && n.parent.isMap {
		delete(n.parent.keys, n.key)
	} else if isName {
		n.scalar = fmt.Sprint(n.scalar) + e.word()[:2]
	} else {
		old := n.scalar
		for n.scalar == old {
			n.scalar = e.valueFor(p)
		}
	}
	e.touched[n] = true
	if n.parent.isText() {
		e.touched[n.parent] = true
	}
	at, field := n.parent, field
	if p.isMap { // a link may be written as its URL
		field += ".url"
	}
	e.want(diff.Changed, at, field, diff.Value{}, diff.Value{})
	return true
}

var interfaceKinds = []string{"cli", "api", "portal", "template", "manifest", "iac", "library", "doc", "chat", "ticket"}

// addKey adds a key that a mapping does not have.
func (e *editor) addKey(kind source.Kind, n *node, list, field string) bool {
	var missing []property
	for _, p := range e.properties[kind] {
		prefix := ""
		if field != "" && n.key == field {
			prefix = field + "."
		}
		key, ok := strings.CutPrefix(p.field, prefix)
		if p.list != list || !ok || strings.Contains(key, ".") || isLeftOut(list, key) || slices.Contains(interfaceKinds, key) || p.isMap || n.keys[key] != nil || e.deleted(n, key) {
			continue
		}
		missing = append(missing, p)
	}
	if len(missing) == 0 || n.isText() {
		return false
	}
	p := missing[e.r.IntN(len(missing))]
	if kind == source.Team && p.field == "owner" || kind == source.Guide && p.field == "name" {
		return false
	}
	value := e.valueFor(&p)
	if slices.Contains(defaults, value) {
		return false
	}
	key := p.field[strings.LastIndexByte(p.field, '.')+1:]
	added := &node{parent: n, key: key, scalar: value, was: -1}
	e.edited[string(kind)+" "+list+"."+p.field] = true
	n.keys[key] = added
	if p.isList {
		*added = node{parent: n, key: key, isList: true, was: -1}
		added.list = []*node{{parent: added, scalar: value, was: -1}}
		e.want(diff.Added, n, p.field, diff.Value{}, diff.Value{Kind: diff.Plain, Plain: fmt.Sprint(value)})
	} else {
		e.want(diff.Changed, n, p.field, diff.Value{}, diff.Value{})
	}
	e.touched[added] = true
	return true
}

// deleted reports whether an earlier edit has deleted a key.
func (e *editor) deleted(n *node, key string) bool {
	for x := range e.touched {
		if x.parent == n && x.key == key {
			return true
		}
	}
	return false
}

// editList adds, removes or moves an element.
func (e *editor) editList(kind source.Kind, n *node) bool {
	list, field, isItems := n.listPath(e, kind)
	if field == "locales" || e.touched[n] || n.hasTouched(e) {
		return false
	}
	e.edited[string(kind)+" "+list+"."+field] = true
	at := e.r.IntN(len(n.list) + 1)
	switch e.r.IntN(3) {
	case 0:
		name := e.word()
		added := &node{parent: n, scalar: name, was: -1}
		if kind == source.Component && n.parent == nil {
			e.wants = append(e.wants, func() string { return keyOf(diff.Added, kind, diff.Side{}, diff.Side{ID: name}, "") })
		} else if isItems {
			key := nameKeys[field]
			added = &node{parent: n, isMap: true, was: -1}
			added.keys = map[string]*node{key: {parent: added, key: key, scalar: name}}
			e.want(diff.Added, added, "", diff.Value{}, diff.Value{})
		} else {
			e.want(diff.Added, n.parent, field, diff.Value{}, diff.Value{Kind: diff.Plain, Plain: name})
		}
		n.list = slices.Insert(n.list, at, added)
		e.touched[added] = true
	case 1:
		if at == len(n.list) {
			return false
		}
		removed := n.list[at]
		if kind == source.Component && n.parent == nil {
			id := removed.id("")
			e.wants = append(e.wants, func() string { return keyOf(diff.Removed, kind, diff.Side{ID: id}, diff.Side{}, "") })
		} else if isItems {
			e.want(diff.Removed, removed, "", diff.Value{}, diff.Value{})
		} else {
			e.want(diff.Removed, n.parent, field, diff.Value{Kind: diff.Plain, Plain: removed.text()}, diff.Value{})
		}
		removed.gone = true
		n.list = slices.Delete(n.list, at, at+1)
	default:
		if len(n.list) < 2 || kind == source.Component && n.parent == nil {
			return false
		}
		a, b := 0, len(n.list)-1
		n.list[a], n.list[b] = n.list[b], n.list[a]
		if kind == source.Glossary {
			e.wants = append(e.wants, func() string { return keyOf(diff.Reordered, kind, diff.Side{}, diff.Side{}, "terms") })
		} else {
			e.want(diff.Reordered, n.parent, field, diff.Value{}, diff.Value{})
		}
	}
	e.touched[n] = true
	return true
}

// editFile adds, removes or renames a thing, or edits a file that is not YAML.
func (e *editor) editFile(name string, root *node) bool {
	kind := source.KindOf(name)
	if !kind.HasPage() || root.isList || root.hasTouched(e) || e.touched[root] || e.content.isDraft(name) {
		return false
	}
	id := e.content.id(name)
	fresh := kind.FileName(e.word())
	switch e.r.IntN(5) {
	case 0: // a new thing
		e.content.add(fresh, "name: "+e.word(), "")
		if kind == source.Guide {
			e.content.add(fresh, "title: "+e.word(), e.word())
		}
		e.touched[e.content.roots[fresh]] = true
		e.wants = append(e.wants, func() string { return keyOf(diff.Added, kind, diff.Side{}, diff.Side{ID: e.content.id(fresh)}, "") })
	case 1:
		e.content.remove(name)
		e.wants = append(e.wants, func() string { return keyOf(diff.Removed, kind, diff.Side{ID: id}, diff.Side{}, "") })
	case 2, 3: // renamed, with an alias or without
		if len(root.all(nil)) < 20 && kind != source.Guide {
			return false
		}
		e.content.rename(name, fresh)
		if e.r.IntN(2) == 0 {
			e.content.addAlias(fresh, id)
		}
		if kind == source.Component && root.keys["id"] != nil {
			root.keys["id"].scalar = e.content.id(fresh)
		}
		e.touched[root] = true
		e.wants = append(e.wants, func() string {
			return keyOf(diff.Renamed, kind, diff.Side{ID: id}, diff.Side{ID: e.content.id(fresh)}, "")
		})
	default:
		if kind != source.Guide {
			return false
		}
		e.content.bodies[name] += "\n\n" + e.word() + "\n"
		e.touched[root] = true
		e.wants = append(e.wants, func() string { return keyOf(diff.Changed, kind, diff.Side{ID: id}, diff.Side{ID: id}, "body") })
	}
	return true
}
