package editortest

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"platmap/schemas"
)

// shape is one place of a file, as the schemas describe it.
type shape struct {
	path   string         // such as "features[].status"
	text   string         // what is said of it
	object map[string]any // the schema, references followed
	key    string         // "" for a file and for an item
	parent *shape
	inside []*shape // the keys of a mapping, or the one item of a list
	list   bool     // it holds items
	first  *shape   // the key that is written first, of a mapping
}

// kinds are the kinds of files that have a schema.
func kinds(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(schemas.FS, "*.schema.json")
	must(t, err)
	var list []string
	for _, name := range names {
		if kind := strings.TrimSuffix(name, ".schema.json"); kind != "common" {
			list = append(list, kind)
		}
	}
	return list
}

// reader reads shapes out of the schemas, knowing only what it must of JSON
// Schema: references, properties, items, and the branch of an if that has them.
type reader map[string]map[string]any

func (r reader) file(t *testing.T, name string) map[string]any {
	t.Helper()
	if r[name] == nil {
		b, err := fs.ReadFile(schemas.FS, name)
		must(t, err)
		var o map[string]any
		must(t, json.Unmarshal(b, &o))
		r[name] = o
	}
	return r[name]
}

// follow returns a schema with all that it refers to laid under it, and the file
// in which its insides are.
func (r reader) follow(t *testing.T, name string, o map[string]any) (string, map[string]any) {
	t.Helper()
	ref, ok := o["$ref"].(string)
	if !ok {
		return name, o
	}
	file, pointer, _ := strings.Cut(ref, "#")
	if file == "" {
		file = name
	}
	target := r.file(t, file)
	for _, step := range strings.Split(strings.Trim(pointer, "/"), "/") {
		target, _ = target[step].(map[string]any)
	}
	if target == nil {
		t.Fatalf("%s: %s leads nowhere", name, ref)
	}
	name, target = r.follow(t, file, target)
	merged := maps.Clone(target)
	maps.Copy(merged, o)
	delete(merged, "$ref")
	return name, merged
}

// shapes returns the forms that a file of a kind may have, most often one.
func shapes(t *testing.T, kind string) []*shape {
	t.Helper()
	r := reader{}
	name := kind + ".schema.json"
	root := r.file(t, name)
	if kind != "component" {
		return []*shape{r.shape(t, name, root, nil, "")}
	}
	// A component file is a mapping or a list of them: the schema's two branches.
	var both []*shape
	for _, branch := range []string{"else", "then"} {
		o, _ := root[branch].(map[string]any)
		both = append(both, r.shape(t, name, o, nil, ""))
	}
	return both
}

func (r reader) shape(t *testing.T, name string, o map[string]any, parent *shape, key string) *shape {
	t.Helper()
	name, o = r.follow(t, name, o)
	s := &shape{key: key, parent: parent, object: o}
	s.text, _ = o["description"].(string)
	switch {
	case parent == nil:
	case key == "":
		s.path = parent.path + "[]"
	default:
		s.path = strings.TrimPrefix(parent.path+"."+key, ".")
	}
	if items, ok := o["items"].(map[string]any); ok {
		s.list = true
		s.inside = []*shape{r.shape(t, name, items, s, "")}
		return s
	}
	// Where text or a mapping may stand, the mapping is in a branch of an if.
	for _, branch := range []map[string]any{o, under(o, "else"), under(o, "then")} {
		file, branch := r.follow(t, name, branch)
		properties := under(branch, "properties")
		for _, key := range slices.Sorted(maps.Keys(properties)) {
			inner := r.shape(t, file, under(properties, key), s, key)
			s.inside = append(s.inside, inner)
			if required, ok := branch["required"].([]any); s.first == nil || ok && required[0] == key {
				s.first = inner
			}
		}
		if s.inside != nil {
			break
		}
	}
	return s
}

func under(o map[string]any, key string) map[string]any {
	inner, _ := o[key].(map[string]any)
	return inner
}

// all returns the shape and everything in it, from the top down.
func (s *shape) all() []*shape {
	list := []*shape{s}
	for _, inner := range s.inside {
		list = append(list, inner.all()...)
	}
	return list
}

func (s *shape) mapping() bool { return s.first != nil }

// enum returns the words that may be written, and what is said of each.
func (s *shape) enum() (values, texts []string) {
	return list(s.object["enum"]), list(s.object["enumDescriptions"])
}

func list(v any) []string {
	var all []string
	items, _ := v.([]any)
	for _, item := range items {
		all = append(all, item.(string))
	}
	return all
}

// value returns something that may stand there, as YAML.
func (s *shape) value() string {
	if enum, _ := s.enum(); enum != nil {
		return enum[0]
	}
	if examples, ok := s.object["examples"].([]any); ok {
		b, err := json.Marshal(examples[0])
		if err == nil {
			return string(b)
		}
	}
	switch s.object["type"] {
	case "number":
		return "1"
	case "boolean":
		return "true"
	}
	return "x"
}

// full writes a file that has everything, and tells on which line each key is.
func (s *shape) full() (string, map[*shape]place) {
	w := &writer{places: map[*shape]place{}}
	w.write(s, 0)
	return w.text.String(), w.places
}

// writer writes YAML. It remembers where it put things.
type writer struct {
	text   strings.Builder
	lines  int
	places map[*shape]place
}

func (w *writer) line(indent int, text string) {
	w.text.WriteString(strings.Repeat(" ", indent) + text + "\n")
	w.lines++
}

func (w *writer) write(s *shape, indent int) {
	for _, inner := range s.inside {
		w.places[inner] = place{Line: w.lines, Character: indent}
		switch {
		case s.list && inner.inside == nil:
			w.line(indent, "- "+inner.value())
		case s.list:
			w.line(indent, "-")
			w.write(inner, indent+2)
		case inner.inside == nil:
			w.line(indent, inner.key+": "+inner.value())
		default:
			w.line(indent, inner.key+":")
			w.write(inner, indent+2)
		}
	}
}

// upTo writes a file as it is when one has typed as far as s and no further, and
// returns it with the column at which the insides of s begin.
func (s *shape) upTo() (text string, indent int) {
	if s.parent == nil {
		return "", 0
	}
	text, indent = s.parent.upTo()
	if s.key == "" {
		return text + strings.Repeat(" ", indent) + "- ", indent + 2
	}
	// The first line of an item stands behind its hyphen.
	if !strings.HasSuffix(text, "- ") {
		text += strings.Repeat(" ", indent)
	}
	return text + s.key + ":\n", indent + 2
}

func quoted(list []string) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(" " + strconv.Quote(s))
	}
	return b.String()
}
