package diff

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Value is the value of a property as it was written. The zero Value is absent.
type Value struct {
	Kind  ValueKind
	Text  site.Text   // for a Text
	Plain string      // for other kinds: the written value, such as a word, a date, a number or an id
	To    site.Target // for a Reference; the zero Target if the name is unknown
	List  []Value     // for a List
	Lang  string      // of Markdown
}

// ValueKind is the kind of a value.
type ValueKind uint8

// The kinds of values.
const (
	None      ValueKind = iota
	Text                // in one or several languages
	Word                // one of the fixed words of the schema, such as deprecated or self-service
	Plain               // any other string, such as a URL, a duration or a channel
	Date                // a day, a month or a year
	Number              // a number
	Reference           // the name of a thing or an item
	List                // the elements of a Reordered list
	Markdown            // the text of a guide in one language, or a heading
)

// IsZero reports whether the value is absent.
func (v Value) IsZero() bool { return v.Kind == None }

var leafTypes = []reflect.Type{
	reflect.TypeFor[site.Text](), reflect.TypeFor[site.Located](), reflect.TypeFor[site.ItemRef](), reflect.TypeFor[site.Party](), reflect.TypeFor[site.Levels](),
	reflect.TypeFor[site.Ref[site.Team]](), reflect.TypeFor[site.Ref[site.Domain]](), reflect.TypeFor[site.Ref[site.Component]](), reflect.TypeFor[site.Ref[site.Guide]](),
}

// isLeaf reports whether values of a type are compared as a whole.
func isLeaf(t reflect.Type) bool {
	return t.Kind() != reflect.Struct && t.Kind() != reflect.Pointer || slices.Contains(leafTypes, t)
}

// valueOf returns the value of a property of the thing or item c on one side.
func (d *differ) valueOf(side int, c *context, v reflect.Value, r row) Value {
	switch x := v.Interface().(type) {
	case site.Text:
		return textValue(x)
	case site.Date:
		return plain(Date, string(x))
	case site.Number:
		return plain(Number, string(x))
	case site.Status:
		return plain(Word, string(x))
	case site.Ref[site.Team]:
		return d.reference(side, source.Team, x.Text)
	case site.Ref[site.Domain]:
		return d.reference(side, source.Domain, x.Text)
	case site.Ref[site.Component]:
		return d.reference(side, source.Component, x.Text)
	case site.Ref[site.Guide]:
		return d.reference(side, source.Guide, x.Text)
	case site.Party:
		if v := d.reference(side, source.Team, x.Text); v.To.Page != nil {
			return v
		}
		return plain(Word, x.Text)
	case site.ItemRef:
		return d.itemReference(side, c, x.Text, r)
	case site.Located:
		q, ok := c.sides[side].Item.Value.(*site.Question)
		if !ok {
			return plain(Plain, x.Text)
		}
		v := plain(Reference, x.Text)
		if q.Leads != nil {
			v.To = *q.Leads
		}
		return v
	case site.Levels:
		return plain(Plain, x.String())
	case bool:
		if x {
			return plain(Word, "true")
		}
		return Value{}
	case float64:
		if x == 0 {
			return Value{}
		}
		return plain(Number, strconv.FormatFloat(x, 'f', -1, 64))
	}
	if r.words {
		return plain(Word, v.String())
	}
	return plain(Plain, v.String())
}

func plain(kind ValueKind, s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: kind, Plain: s}
}

// textValue returns the value of a text. It is zero for a name that is derived from the
// id.
func textValue(t site.Text) Value {
	if t.IsZero() || t.Versions()[0].Len == 0 {
		return Value{}
	}
	return Value{Kind: Text, Text: t}
}

// reference returns the value of a reference to a page. If a site has errors, the page
// may be unknown.
func (d *differ) reference(side int, kind source.Kind, name string) Value {
	v := plain(Reference, name)
	if name != "" {
		v.To.Page = d.sites[side].Page(kind, name)
	}
	return v
}

// itemReference returns the value of a reference to an item. If the reference contains no
// domain, the item is in the domain that c is about.
func (d *differ) itemReference(side int, c *context, name string, r row) Value {
	v := plain(Reference, name)
	in, _ := c.sides[side].Page.(*site.Domain)
	if need, ok := c.sides[side].Item.Value.(*site.Need); ok {
		in = need.Domain.To
	}
	part := name
	if id, rest, ok := strings.Cut(name, "#"); ok && id != "" {
		in, _ = d.sites[side].Page(source.Domain, id).(*site.Domain)
		part = rest
	}
	if in != nil && name != "" {
		if item, anchor := in.Find(text.NFC(part), r.items); item != nil {
			v.To = site.Target{Page: in, Item: item, Anchor: anchor}
		}
	}
	return v
}

// same reports whether two values mean the same. References with different names may
// refer to the same page, because of an alias or because it was renamed.
func (d *differ) same(a, b Value) bool {
	switch {
	case a.Kind == Text && b.Kind == Text:
		return d.sameText(a.Text, b.Text)
	case a.Kind == Text && b.Kind == Reference: // a name that now refers to a guide
		return a.Text.Versions()[0].Doc.Source() == b.Plain
	case a.Kind == Reference && b.Kind == Text:
		return d.same(b, a)
	case a.Kind == Reference && b.Kind == Reference && a.To.Page != nil && b.To.Page != nil:
		return a.Plain == b.Plain || d.to[a.To.Page] == b.To.Page && d.counterpart(a.To) == b.To.Item && a.To.Item != nil == (b.To.Item != nil)
	case a.Kind == Number && b.Kind == Number && a.Plain != b.Plain:
		x, errX := strconv.ParseFloat(a.Plain, 64)
		y, errY := strconv.ParseFloat(b.Plain, 64)
		return errX == nil && errY == nil && x == y
	}
	return (a.Kind == None) == (b.Kind == None) && a.Plain == b.Plain // the kind of a value can depend on whether a name is known
}

// sameText reports whether two texts are the same in every language.
func (d *differ) sameText(a, b site.Text) bool {
	if len(a.Versions()) != len(b.Versions()) {
		return false
	}
	if x, y := a.Versions()[0], b.Versions()[0]; len(a.Versions()) == 1 && x.Lang == d.lang[before] && y.Lang == d.lang[after] {
		return d.sameMarkdown(x.Doc, x.Pos.File, y.Doc, y.Pos.File) // even if the language of the file or of the site has changed
	}
	for _, v := range a.Versions() {
		if !b.Has(v.Lang) || !d.sameMarkdown(v.Doc, v.Pos.File, b.In(v.Lang).Doc, b.In(v.Lang).Pos.File) {
			return false
		}
	}
	return true
}

// sameMarkdown reports whether the Markdown of two files is the same. It ignores
// comments, and differences in links that only follow from new ids or paths of pages.
func (d *differ) sameMarkdown(a *markdown.Document, in *source.File, b *markdown.Document, of *source.File) bool {
	return a.Source() == b.Source() || d.withTargets(before, a, in) == d.withTargets(after, b, of)
}

// withTargets returns Markdown in which the destination of each link is replaced by its
// target in the new site.
func (d *differ) withTargets(side int, doc *markdown.Document, f *source.File) string {
	s := doc.Markdown(func(_ int, l *markdown.Link) (string, bool) {
		if f == nil {
			return "", false
		}
		to, _ := d.sites[side].Resolve(l, f)
		if to.Page == nil {
			return "", false
		}
		name := d.namesOf(side, Value{To: to})[0]
		if to.Item == nil {
			name += "#" + to.Anchor
		}
		if l.Kind == markdown.WikiRef {
			name += "|" + l.Text
		}
		return "\x00" + name, true
	})
	return strings.TrimSpace(withUnixLines(s))
}

// toJSON returns the value of a private key in one line.
func toJSON(x any) string {
	b, err := json.Marshal(x)
	if err != nil {
		return ""
	}
	return string(b)
}
