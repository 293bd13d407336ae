package site

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// Decoding follows the types of the model. A field tagged key:"summary" gets the value of
// that key; key:"name,bare" also gets a value without keys (a string, or a text in
// several languages); key:"aka,free" means that the texts need no translation; key:"x-"
// gets all private keys. Values of the wrong type are ignored here, because the schema
// reports them.

// decodable is a type with its own decoding.
type decodable interface {
	decode(n *tree.Node, d *decoder)
}

// decoded is a struct with a method that is called after its fields are decoded.
type decoded interface {
	decoded(n *tree.Node, d *decoder)
}

// decoder decodes one document.
type decoder struct {
	lang    string   // language of bare strings
	locales []string // languages of the site
	doc     *Document
	nth     int  // index of the page in doc.Pages
	free    bool // whether the current texts need no translation
	isName  bool // whether the current text is a name, which is on one line
	diags   *source.Diagnostics
}

var (
	decodableType = reflect.TypeFor[decodable]()
	decodedType   = reflect.TypeFor[decoded]()
)

// value decodes a node into a settable value.
func (d *decoder) value(n *tree.Node, v reflect.Value) {
	if n == nil || n.Kind == tree.Null {
		return
	}
	if v.Addr().Type().Implements(decodableType) {
		v.Addr().Interface().(decodable).decode(n, d)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Text)
	case reflect.Bool:
		v.SetBool(strings.EqualFold(n.Text, "true")) // YAML also allows True and TRUE
	case reflect.Float64:
		var x float64
		fmt.Sscan(n.Text, &x)
		v.SetFloat(x)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem())
	case reflect.Slice:
		d.slice(n, v)
	case reflect.Struct:
		d.structure(n, v)
	}
}

// slice decodes a list. A single value counts as a list with one element.
func (d *decoder) slice(n *tree.Node, v reflect.Value) {
	items := n.Items
	if n.Kind != tree.List {
		items = []*tree.Node{n}
	}
	list := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		d.value(item, list.Index(i))
	}
	v.Set(list)
}

// structure decodes the keys of a mapping, or a value without keys.
func (d *decoder) structure(n *tree.Node, v reflect.Value) {
	s := shapeOf(v.Type())
	switch {
	case n.Kind == tree.Map && !(s.bare != nil && isText(n, s)):
		for _, p := range n.Pairs {
			if index, ok := s.keys[p.Key.Text]; ok {
				free := d.free
				d.free = free || s.free[p.Key.Text]
				d.isName = p.Key.Text == "name" || p.Key.Text == "title"
				d.value(p.Value, v.FieldByIndex(index))
				d.free, d.isName = free, false
			} else if s.private != nil && strings.HasPrefix(p.Key.Text, "x-") {
				x := v.FieldByIndex(s.private).Addr().Interface().(*X)
				if *x == nil {
					*x = X{}
				}
				(*x)[p.Key.Text] = p.Value.JSON()
			} else if !s.extra[p.Key.Text] {
				d.doc.dropped = append(d.doc.dropped, p.Key.Text) // the unknown key may be an id
				d.drop(p.Value)
			}
		}
	case s.bare != nil:
		at, isName := n, s.keys["name"] != nil
		if text := s.keys["text"]; text != nil && isName {
			var rest *tree.Node
			if at, rest = splitName(n); rest != nil {
				d.value(rest, v.FieldByIndex(text))
			}
		}
		d.isName = isName
		d.value(at, v.FieldByIndex(s.bare))
		d.isName = false
	}
	if v.Addr().Type().Implements(decodedType) {
		v.Addr().Interface().(decoded).decoded(n, d)
	}
}

// drop records the texts and keys of a value under an unknown key.
func (d *decoder) drop(n *tree.Node) {
	if n.IsScalar() && n.Text != "" {
		d.doc.dropped = append(d.doc.dropped, n.Text)
	}
	for _, item := range n.Items {
		d.drop(item)
	}
	for _, p := range n.Pairs {
		d.doc.dropped = append(d.doc.dropped, p.Key.Text)
		d.drop(p.Value)
	}
}

var localeCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]+)*$`)

// isText reports whether a mapping is a text in several languages rather than
// a struct of this shape.
func isText(n *tree.Node, s *shape) bool {
	for _, p := range n.Pairs {
		if _, known := s.keys[p.Key.Text]; known || s.extra[p.Key.Text] || !localeCode.MatchString(p.Key.Text) {
			return false
		}
	}
	return true
}

// shape maps keys to the fields of a struct type.
type shape struct {
	keys    map[string][]int // key → field
	bare    []int            // field that gets a value without keys, or nil
	private []int            // field that gets the x- keys, or nil
	extra   map[string]bool  // keys that the type decodes itself
	free    map[string]bool  // keys whose texts need no translation
}

var shapes sync.Map // cache: reflect.Type → *shape

func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := &shape{keys: map[string][]int{}, free: map[string]bool{}}
	s.add(t, nil)
	switch t {
	case reflect.TypeFor[Component]():
		s.extra = map[string]bool{"id": true}
	case reflect.TypeFor[Interface]():
		s.extra = map[string]bool{}
		for _, kind := range InterfaceKinds {
			s.extra[kind] = true
		}
	}
	shapes.Store(t, s)
	return s
}

func (s *shape) add(t reflect.Type, at []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), at...), i)
		tag, ok := f.Tag.Lookup("key")
		if !ok {
			if f.Anonymous && f.Type.Kind() == reflect.Struct {
				s.add(f.Type, index)
			}
			continue
		}
		key, option, _ := strings.Cut(tag, ",")
		if key == "x-" {
			s.private = index
			continue
		}
		s.keys[key] = index
		switch option {
		case "bare":
			s.bare = index
		case "free":
			s.free[key] = true
		}
	}
}
