package diff

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"platmap/generator/site"
	"platmap/generator/source"
)

// The two sides of a comparison, as indexes.
const (
	before = 0
	after  = 1
)

// differ compares two sites.
type differ struct {
	sites   [2]*site.Site
	to      map[site.Page]site.Page // old page → new page
	from    map[site.Page]site.Page // and back
	items   map[any]any             // items of domains, in both directions
	paired  map[site.Page]bool      // old domains whose items are in items
	roots   map[*source.File]*root
	loose   [2]looseItems
	groups  map[string]string // id of a group in the old site → id in the new site
	lang    [2]string         // language of texts without one, in the compared thing on each side
	changes []Change
}

// value is a part of a thing on one side, in two forms with the same structure.
type value struct {
	written reflect.Value // as written in the file
	linked  reflect.Value // as in the linked site; the zero Value if the site does not have it
	at      location
}

// context is a thing or an item whose properties are compared.
type context struct {
	kind   source.Kind
	list   string // path of the item in the table of weights, such as "features.details"; "" for a thing
	prefix string // prefix of field names in a nested struct, such as "contact."
	sides  [2]Side
}

// row returns the row of a property in the table of weights.
func (c *context) row(field string) row {
	r, _ := rowOf(c.kind, c.list, field)
	return r
}

// add adds a change of a property, an element of a list, or the item itself.
func (d *differ) add(c *context, op Operation, field string, values [2]Value, at [2]location) {
	change := Change{Operation: op, Kind: c.kind, Field: field, Old: c.sides[before], New: c.sides[after]}
	for i, s := range []*Side{&change.Old, &change.New} {
		s.Value = values[i]
		if s.ID != "" || c.kind == source.Site || c.kind == source.Glossary {
			s.Pos, s.Len = d.locate(at[i])
		}
	}
	change.NeedsAlias = d.needsAlias(&change)
	change.Weight = c.row(field).rule(&change)
	d.changes = append(d.changes, change)
}

// needsAlias reports whether an address of the old site is unknown in the new site.
func (d *differ) needsAlias(c *Change) bool {
	id := c.Old.ID
	switch {
	case c.Field == "aliases" && c.Operation != Added:
		id = c.Old.Value.Plain
	case c.Field != "" || !c.Old.Item.IsZero() || c.Old.Page == nil:
		return false
	}
	return d.sites[after].Page(c.Kind, id) == nil
}

// structs compares the properties of two structs of the same type.
func (d *differ) structs(c *context, v [2]value) {
	isInterface := v[before].written.Type() == reflect.TypeFor[site.Interface]()
	if isInterface {
		d.interfaceName(c, v)
	}
	for _, f := range fieldsOf(v[before].written.Type()) {
		if isInterface && f.key == "name" {
			continue
		}
		d.property(c, f.key, [2]value{v[before].field(f), v[after].field(f)})
	}
}

// property compares the values of a key.
func (d *differ) property(c *context, key string, v [2]value) {
	t := v[before].written.Type()
	switch {
	case c.kind == source.Guide && c.list == "" && slices.Contains(keysOfVersions, key):
		// compared for each language in guide.go
	case t == reflect.TypeFor[site.X]():
		d.private(c, v)
	case t.Kind() == reflect.Slice && isLeaf(t.Elem()):
		d.values(c, key, v)
	case t.Kind() == reflect.Slice:
		d.list(c, key, v)
	case isLeaf(t):
		d.leaf(c, c.prefix+key, v)
	default:
		if t == reflect.TypeFor[site.History]() { // the value is true or a mapping
			on := [2]value{v[before], v[after]}
			for i := range on {
				on[i].written = on[i].written.FieldByName("On")
			}
			d.leaf(c, c.prefix+key, on)
		}
		inner := *c
		inner.prefix += key + "."
		d.structs(&inner, v)
	}
}

// leaf compares two values that are compared as a whole.
func (d *differ) leaf(c *context, field string, v [2]value) {
	row := c.row(field)
	var values [2]Value
	for i := range v {
		values[i] = d.valueOf(i, c, v[i].written, row)
		if values[i].IsZero() && row.unset != "" {
			values[i] = Value{Kind: Word, Plain: row.unset}
		}
	}
	if c.kind == source.Domain && field == "group" && d.groups[values[before].Plain] == values[after].Plain && !values[after].IsZero() {
		return // the same group has a new id
	}
	if !d.same(values[before], values[after]) {
		d.add(c, Changed, field, values, [2]location{v[before].at, v[after].at})
	}
}

// private compares the private keys.
func (d *differ) private(c *context, v [2]value) {
	var keys []string
	var all [2]site.X
	for i := range v {
		all[i] = v[i].written.Interface().(site.X)
		for key := range all[i] {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		var values [2]Value
		var at [2]location
		for i := range v {
			if x, ok := all[i][key]; ok {
				values[i] = Value{Kind: Plain, Plain: toJSON(x)}
			}
			at[i] = v[i].at.parent().under(key)
		}
		if values[before].Plain != values[after].Plain || values[before].Kind != values[after].Kind {
			d.add(c, Changed, c.prefix+key, values, at)
		}
	}
}

// interfaceName compares the kinds and the names of two interfaces. The kind is a key,
// and the name its value.
func (d *differ) interfaceName(c *context, v [2]value) {
	var names, kinds [2]Value
	var at [2]location
	field := ""
	for i := range v {
		x := v[i].written.Interface().(site.Interface)
		names[i] = d.nameOf(i, &x)
		at[i], field = v[i].at.under(x.Kind), x.Kind
		if x.Kind == "" {
			at[i], field = v[i].at, "name"
		} else {
			kinds[i] = Value{Kind: Word, Plain: x.Kind}
		}
	}
	if kinds[before].Plain != kinds[after].Plain {
		d.add(c, Changed, "kind", kinds, at)
	}
	if !d.same(names[before], names[after]) {
		d.add(c, Changed, field, names, at)
	}
}

// nameOf returns the name of an interface: a text, or the guide that documents it.
func (d *differ) nameOf(side int, x *site.Interface) Value {
	if x.Doc.Text != "" && x.URL == "" {
		return d.reference(side, source.Guide, x.Doc.Text)
	}
	return textValue(x.Name)
}

// field is a property of a struct type.
type field struct {
	key   string
	index []int
}

var fieldCache sync.Map // reflect.Type → []field

// fieldsOf returns the properties of a struct type in declaration order, including those
// of embedded types.
func fieldsOf(t reflect.Type) []field {
	if list, ok := fieldCache.Load(t); ok {
		return list.([]field)
	}
	var list []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag, ok := f.Tag.Lookup("key")
		if ok {
			key, _, _ := strings.Cut(tag, ",")
			list = append(list, field{key, []int{i}})
		} else if f.Anonymous && f.Type.Kind() == reflect.Struct {
			for _, inner := range fieldsOf(f.Type) {
				list = append(list, field{inner.key, append([]int{i}, inner.index...)})
			}
		}
	}
	fieldCache.Store(t, list)
	return list
}

// field returns a property of a struct.
func (v value) field(f field) value {
	inner := value{written: v.written.FieldByIndex(f.index), at: v.at.under(f.key)}
	if v.linked.IsValid() {
		inner.linked = v.linked.FieldByIndex(f.index)
	}
	return inner
}

// element returns an element of a list.
func (v value) element(i int) value {
	e := value{written: reflect.Indirect(v.written.Index(i)), at: v.at.under(strconv.Itoa(i))}
	if v.linked.IsValid() && i < v.linked.Len() {
		e.linked = reflect.Indirect(v.linked.Index(i))
	}
	return e
}
