package site

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Use is a reference with its position: a name under a key, or a name or a link in a
// text.
type Use struct {
	To   Target
	File *source.File

	// Link is the name or the link in a text. It is nil for a name under a key.
	Link *markdown.Link
	// Name is the value of a key. Kind is the kind of the page that it refers to, or ""
	// if the value is written as in [[…]].
	Name Located
	Kind source.Kind
}

// Uses returns all references that can be resolved, and links to files that exist but
// cannot be used, which have no target. They are sorted by file. Within a file,
// references under keys are in the order of the keys, and those in texts are last. If a
// translation repeats keys of the main version, these are included.
func (g *Graph) Uses() []Use {
	var uses []Use
	for _, name := range slices.Sorted(maps.Keys(g.docs)) {
		doc := g.docs[name]
		c := useCollector{site: g.Site, file: doc.File}
		if doc.Settings != nil {
			c.value(reflect.ValueOf(doc.Settings).Elem())
		}
		for _, p := range doc.Pages {
			c.value(reflect.ValueOf(p).Elem())
		}
		for _, m := range doc.prose {
			if to, unresolved := g.Site.Resolve(m.link, doc.File); unresolved == nil || unresolved.reported {
				c.uses = append(c.uses, Use{To: to, File: doc.File, Link: m.link})
			}
		}
		uses = append(uses, c.uses...)
	}
	return uses
}

// useCollector collects the references under the keys of a document. Like decoding, it
// follows the types of the model, so a new key of these types is included.
type useCollector struct {
	site *Site
	file *source.File
	uses []Use
}

// pageRef is a Ref[T].
type pageRef interface {
	pageRef() (source.Kind, Located)
}

func (ref Ref[T]) pageRef() (source.Kind, Located) {
	for kind, t := range pageTypes {
		if _, ok := any(t.newPage(Entity{})).(*T); ok {
			return kind, ref.Located
		}
	}
	panic("site: a reference to what is not a page")
}

func (c *useCollector) value(v reflect.Value) {
	switch x := v.Interface().(type) {
	case pageRef:
		kind, name := x.pageRef()
		c.name(kind, name)
		return
	case ItemRef:
		if strings.Contains(x.Text, "#") {
			c.name(source.Domain, x.Located)
		}
		return
	case Party:
		c.name(source.Team, x.Located)
		return
	case Interface:
		if x.isGuide() {
			c.name(source.Guide, x.Doc.Located)
		}
	case Question:
		if to, unresolved := c.site.names.wiki(strings.Trim(x.To.Text, "[]")); unresolved == nil {
			c.uses = append(c.uses, Use{To: to, File: c.file, Name: x.To})
		}
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			c.value(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			c.value(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			key, isKey := f.Tag.Lookup("key")
			if f.IsExported() && (isKey || f.Anonymous) && key != "serves" { // serves has names of items of the same domain
				c.value(v.Field(i))
			}
		}
	}
}

// name adds a name under a key, which may end in # and an item. It ignores values that
// are not the name of a page.
func (c *useCollector) name(kind source.Kind, name Located) {
	id, item, _ := strings.Cut(name.Text, "#")
	if kind == source.Guide {
		id, item = name.Text, ""
	}
	p, _ := c.site.names.lookup(kind, text.NFC(id))
	if p == nil {
		return
	}
	to := Target{Page: p}
	if item != "" {
		if found, unresolved := to.withPart(item); unresolved == nil {
			to = found
		}
	}
	c.uses = append(c.uses, Use{To: to, File: c.file, Name: name, Kind: kind})
}
