package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/edit"
	"platmap/generator/lists"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// newText is the text to add to a file.
type newText struct {
	file  *source.File // nil for a new file
	name  string
	list  bool // whether entries are items of a list
	added strings.Builder
	items int

	hasPrivate, lacksDomain bool // whether an entry has a key that begins with x-, or no domain
}

// Limits of files. A file may have source.MaxSize bytes; smaller ones are easier to edit.
const maxText = source.MaxSize / 2

// fileFor returns the name of the file for a new entry, and prepares a newText for it.
func (p *planner) fileFor(e *entry) string {
	switch e.kind {
	case source.Component:
	case lists.Group:
		return p.open(source.Site.FileName(""), false)
	default:
		return p.open(e.kind.FileName(e.id), false)
	}
	for n := 1; ; n++ {
		id := p.in.Name
		if n > 1 {
			id = fmt.Sprintf("%s-%d", p.in.Name, n)
		}
		name := source.Component.FileName(id)
		if t := p.files[name]; t == nil && !p.isListFile(name) || t != nil && t.added.Len() > maxText {
			continue
		}
		return p.open(name, true)
	}
}

// isListFile reports whether a file can take another component: it does not exist, or is
// a list of components that is not too large.
func (p *planner) isListFile(name string) bool {
	f := p.file(name)
	return f == nil || len(f.Text) < maxText && edit.IsBlockList(f)
}

func (p *planner) open(name string, isList bool) string {
	if p.files[name] != nil {
		return name
	}
	p.files[name] = &newText{file: p.file(name), name: name, list: isList}
	return name
}

// head returns the comments at the start of a new file.
func (p *planner) head(t *newText) string {
	var b strings.Builder
	if kind := source.KindOf(t.name); p.in.Modeline && kind.HasSchema() {
		fmt.Fprintf(&b, "# yaml-language-server: $schema=%s\n", strings.Repeat("../", strings.Count(t.name, "/")+1)+"schemas/"+kind.SchemaName())
	}
	if from := text.OneLine(visible(p.in.From)); from != "" {
		fmt.Fprintf(&b, "# "+p.words.imported+"\n", from)
	}
	if t.hasPrivate {
		b.WriteString("# " + p.words.private + "\n")
	}
	if t.lacksDomain {
		b.WriteString("# " + p.words.domains + "\n")
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

// add adds an entry.
func (t *newText) add(e *entry, fields []field) {
	has := func(is func(key string) bool) bool {
		return slices.ContainsFunc(fields, func(f field) bool { return is(f.name) })
	}
	t.hasPrivate = t.hasPrivate || has(func(key string) bool { return strings.HasPrefix(key, "x-") })
	t.lacksDomain = t.lacksDomain || e.kind == source.Component && !has(func(key string) bool { return key == "domains" })
	switch {
	case e.kind == lists.Group:
		t.items++
		indent := ""
		if t.file == nil {
			indent = "  "
		}
		writeItem(&t.added, indent, fields)
		return
	case t.list:
		if t.items++; t.items > 1 || t.file != nil {
			t.added.WriteByte('\n')
		}
		writeItem(&t.added, "", fields)
		return
	}
	for _, f := range fields {
		writeField(&t.added, "", f)
	}
}

// change returns the change that adds the text to the file and makes the edits. It
// returns false if that is not possible. set has the settings of the edits, by entry.
func (p *planner) change(t *newText, edits []source.Edit, set map[*tree.Node][]edit.Setting) (edit.Change, bool) {
	added := t.added.String()
	if t.file == nil {
		if t.name == source.Site.FileName("") {
			added = "groups:\n" + added
		}
		return edit.Change{File: &source.File{Name: t.name, Kind: source.KindOf(t.name)}, To: t.name, IsNew: true, Edits: []source.Edit{{New: p.head(t) + added}}}, true
	}
	key := ""
	if t.items > 0 {
		var e source.Edit
		var ok bool
		if t.list {
			e, ok = edit.AppendItems(t.file, added)
		} else {
			key = "groups"
			e, ok = edit.AppendTo(t.file, key, added)
		}
		if !ok {
			return edit.Change{}, false
		}
		edits = append(edits, e)
	}
	stable.Sort(edits, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
	content, ok := edit.Apply(t.file, edits)
	return edit.Change{File: t.file, To: t.name, Edits: edits}, ok && p.original(t.file).SetsOnly(content, set, key, t.items)
}

// writeItem writes an item of a list, which is a mapping.
func writeItem(b *strings.Builder, indent string, fields []field) {
	var item strings.Builder
	for _, f := range fields {
		writeField(&item, indent+"  ", f)
	}
	s := item.String()
	if strings.HasPrefix(s, indent+"  #") { // the first key has a comment above it
		comment, rest, _ := strings.Cut(s, "\n")
		b.WriteString(strings.TrimPrefix(comment, "  ") + "\n")
		s = rest
	}
	b.WriteString(indent + "- " + strings.TrimPrefix(s, indent+"  "))
}

// maxFlow is the maximum length of a list on one line.
const maxFlow = 100

// writeField writes a key with its value.
func writeField(b *strings.Builder, indent string, f field) {
	key := indent + text.YAML(f.name, false) + ":"
	comment := ""
	if f.comment != "" {
		comment = " # " + f.comment
	}
	switch value := f.value.(type) {
	case string:
		if strings.Contains(value, "\n") || value == "" {
			if comment != "" {
				b.WriteString(indent + strings.TrimPrefix(comment, " ") + "\n")
			}
			b.WriteString(key)
			writeBlock(b, indent, value)
			return
		}
		b.WriteString(key + " " + scalar(value, false) + comment + "\n")
	case []string:
		if flow := flowList(value); utf8.RuneCountInString(key+flow) <= maxFlow {
			b.WriteString(key + " " + flow + comment + "\n")
			return
		}
		b.WriteString(key + comment + "\n")
		for _, s := range value {
			writeListItem(b, indent+"  ", s)
		}
	case []lists.Key:
		b.WriteString(key + comment + "\n")
		for _, k := range value {
			writeField(b, indent+"  ", field{name: k.Name, value: k.Value})
		}
	case []any:
		b.WriteString(key + comment + "\n")
		for _, item := range value {
			writeListItem(b, indent+"  ", item)
		}
	}
}

func writeListItem(b *strings.Builder, indent string, item any) {
	switch item := item.(type) {
	case string:
		if strings.Contains(item, "\n") {
			b.WriteString(indent + "-")
			writeBlock(b, indent, item)
			return
		}
		b.WriteString(indent + "- " + scalar(item, false) + "\n")
	case []lists.Key:
		var fields []field
		for _, k := range item {
			fields = append(fields, field{name: k.Name, value: k.Value})
		}
		writeItem(b, indent, fields)
	}
}

// writeBlock writes a text with line breaks after a key or a hyphen. Its first line is
// not indented.
func writeBlock(b *strings.Builder, indent, s string) {
	if s == "" {
		b.WriteString(" \"\"\n")
		return
	}
	b.WriteString(" |\n")
	for l := range strings.Lines(s) {
		if l = strings.TrimRight(l, " \t\n"); l != "" {
			l = indent + "  " + l
		}
		b.WriteString(l + "\n")
	}
}

// flowList returns a list on one line.
func flowList(items []string) string {
	var quoted []string
	for _, s := range items {
		if strings.Contains(s, "\n") {
			return strings.Repeat(" ", maxFlow) // longer than maxFlow, because the list cannot be on one line
		}
		quoted = append(quoted, scalar(s, true))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// scalar returns a text as a scalar on one line. It does not quote dates and ids that
// begin with a digit.
func scalar(s string, inFlow bool) string {
	quoted := text.YAML(s, inFlow)
	if quoted != s && (text.IsID(s) || dateOf(s) == s) {
		return edit.Scalar(s)
	}
	return quoted
}
