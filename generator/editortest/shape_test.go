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

// shape is a kind of value in a file, as the schemas describe it.
type shape struct {
	path   string         // such as "features[].status"
	text   string         // description
	object map[string]any // the schema, with references resolved
	key    string         // "" for a file and for an item
	parent *shape
	inside []*shape // the keys of a mapping, or the one item of a list
	list   bool     // whether it is a list
	first  *shape   // of a mapping: the key that is written first
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

// reader reads shapes from the schemas. It supports only the parts of JSON Schema that it
// needs: references, properties, items, and those branches of an if that contain them.
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

// follow returns a schema merged with the schemas that it references, and the file that
// contains its properties.
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
		t.Fatalf("%s: %s has no target", name, ref)
	}
	name, target = r.follow(t, file, target)
	merged := maps.Clone(target)
	maps.Copy(merged, o)
	delete(merged, "$ref")
	return name, merged
}

// shapes returns the shapes that a file of a kind can have, usually one.
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
	// If a text and a mapping are allowed, the mapping is in a branch of an if.
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

// all returns the shape and all shapes in it; each follows the one that contains it.
func (s *shape) all() []*shape {
	list := []*shape{s}
	for _, inner := range s.inside {
		list = append(list, inner.all()...)
	}
	return list
}

func (s *shape) mapping() bool { return s.first != nil }

// enum returns the allowed values and their descriptions.
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

// value returns an allowed value, as YAML.
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

// full returns a file with all keys, and the line of each key.
func (s *shape) full() (string, map[*shape]position) {
	w := &writer{positions: map[*shape]position{}}
	w.write(s, 0)
	return w.text.String(), w.positions
}

// writer writes YAML and records positions.
type writer struct {
	text      strings.Builder
	lines     int
	positions map[*shape]position
}

func (w *writer) line(indent int, text string) {
	w.text.WriteString(strings.Repeat(" ", indent) + text + "\n")
	w.lines++
}

func (w *writer) write(s *shape, indent int) {
	for _, inner := range s.inside {
		w.positions[inner] = position{Line: w.lines, Character: indent}
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

// upTo returns the text of a file from its start up to s, and the column at which the
// content of s begins.
func (s *shape) upTo() (text string, indent int) {
	if s.parent == nil {
		return "", 0
	}
	text, indent = s.parent.upTo()
	if s.key == "" {
		return text + strings.Repeat(" ", indent) + "- ", indent + 2
	}
	// The first line of an item follows its hyphen.
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
