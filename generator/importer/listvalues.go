package importer

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/lists"
	"platmap/generator/source"
	"platmap/generator/text"
)

// addList adds items to the list of a key, without duplicates.
func (v *resolver) addList(key string, items []string) {
	i := slices.IndexFunc(v.fields, func(f field) bool { return f.name == key })
	if i < 0 {
		v.fields = append(v.fields, field{name: key, value: []string{}})
		i = len(v.fields) - 1
	}
	old, ok := v.fields[i].value.([]string)
	if !ok {
		return
	}
	for _, item := range items {
		if !slices.Contains(old, item) && item != "" {
			old = append(old, item)
		}
	}
	v.fields[i].value = old
}

// list adds the items of a list. Items that cannot be converted are kept in one private
// key.
func (v *resolver) list(k lists.Key, typ keyType) {
	items, isList := k.Value.([]string)
	s, isText := k.Value.(string)
	switch {
	case isText && typ == notes:
		items = []string{s}
	case isText && typ == refs && v.index.find(refKind(k.Name, v.record.Kind), s) != nil:
		items = []string{s} // the whole cell is a name that contains a comma
	case isText:
		items = splitList(s)
	case !isList:
		v.structured(k)
		return
	}
	var known, unknown []string
	for _, item := range items {
		item = visible(item)
		if value := v.item(k.Name, typ, item); k.Name == "aka" && (fold(item) == fold(v.entry.id) || fold(item) == fold(v.record.Name)) {
			continue // not another name, but the name itself
		} else if value != "" {
			known = append(known, value)
		} else if visible(item) != "" && !v.elsewhere(k.Name, item) {
			unknown = append(unknown, item)
		}
	}
	if len(known) > 0 {
		v.addList(k.Name, known)
	}
	if len(unknown) > 0 && typ == urls && !isList {
		v.keepText(k, s, len(known) == 0)
	} else if len(unknown) > 0 {
		v.private(lists.Key{Name: k.Name, X: k.X}, strings.Join(unknown, ", "))
	}
}

// keepText keeps a text with words and URLs as a note, because notes show both.
func (v *resolver) keepText(k lists.Key, s string, hasNoURL bool) {
	if hasNoURL {
		v.add(cmp.Or(k.X, "x-"+k.Name), s)
		return
	}
	v.addList("notes", []string{escapeProse(s)})
}

func (v *resolver) item(key string, typ keyType, s string) string {
	switch typ {
	case list:
		if key == "aka" && v.index.isOther(v.entry, s) {
			return ""
		}
		return text.EscapeMarkdown(text.OneLine(s))
	case notes:
		return escapeProse(s)
	case urls:
		if s = strings.TrimSpace(s); webAddress.MatchString(s) {
			return s
		}
	case refs:
		if e := v.index.find(refKind(key, v.record.Kind), s); e != nil && e != v.entry {
			return e.id
		}
	}
	return ""
}

// structured adds a list of mappings. In the list of domains, the domain is a reference.
func (v *resolver) structured(k lists.Key) {
	items, ok := k.Value.([]any)
	if !ok || typeOf(k.Name) != refs {
		v.add(k.Name, k.Value)
		return
	}
	var known []any
	for _, item := range items {
		pairs, _ := item.([]lists.Key)
		if s, ok := item.(string); ok {
			pairs = []lists.Key{{Name: "domain", Value: s}}
		}
		name := ""
		pairs = slices.Clone(pairs)
		for i := range pairs {
			if pairs[i].Name != "domain" {
				continue
			}
			name, _ = pairs[i].Value.(string)
			if e := v.index.find(source.Domain, name); e != nil {
				pairs[i].Value, name = e.id, ""
			}
		}
		if name != "" {
			v.private(lists.Key{Name: k.Name, X: k.X}, name)
		} else if pairs != nil {
			known = append(known, pairs)
		}
	}
	if len(known) > 0 {
		v.add(k.Name, known)
	}
}

// items adds a list of mappings, whose keys are read like those of a record.
func (v *resolver) items(k lists.Key) {
	list, _ := k.Value.([]any)
	var resolved []any
	for _, item := range list {
		pairs, ok := item.([]lists.Key)
		if !ok {
			continue
		}
		inner := resolver{planner: v.planner, record: &lists.Record{Kind: "interface", Name: v.record.Name, Pos: v.record.Pos}, entry: v.entry}
		for _, pair := range pairs {
			switch s, isText := pair.Value.(string); {
			case pair.Name == "component" && isText:
				if e := v.index.find(source.Component, s); e != nil {
					inner.add(pair.Name, e.id)
				} else {
					inner.add("x-component", s)
				}
			case isText && slices.Contains(interfaceKinds, pair.Name):
				inner.add(pair.Name, text.EscapeMarkdown(text.OneLine(s)))
			default:
				inner.key(pair)
			}
		}
		var keys []lists.Key
		for _, f := range inner.fields {
			keys = append(keys, lists.Key{Name: f.name, Value: f.value})
		}
		resolved = append(resolved, keys)
	}
	if len(resolved) > 0 {
		v.add(k.Name, resolved)
	}
}

// interfaceKinds are the keys of an interface whose value is its name.
var interfaceKinds = []string{"cli", "api", "portal", "template", "manifest", "iac", "library", "doc", "chat", "ticket"}

// splitList returns the items in a cell.
func splitList(s string) []string {
	var items []string
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",、;；，\n|", r) }) {
		if item = text.OneLine(item); item != "" && !slices.Contains(items, item) {
			items = append(items, item)
		}
	}
	return items
}

// escapeProse returns a text of a list as Markdown in which each line is a paragraph.
func escapeProse(s string) string {
	var paragraphs []string
	for l := range strings.Lines(s) {
		if l = text.OneLine(l); l != "" {
			paragraphs = append(paragraphs, text.EscapeMarkdown(l))
		}
	}
	return strings.Join(paragraphs, "\n\n")
}
