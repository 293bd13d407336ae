package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"platmap/generator/lists"
	"platmap/generator/source"
	"platmap/generator/text"
)

// field is a key of an entry with the value that is written.
type field struct {
	name    string
	value   any // string (with line breaks as a block), []string, []lists.Key or []any
	comment string
	isGuess bool   // whether only a new entry gets it
	instead string // the key that the value does not fit, for one that begins with x-
	private string // the key that begins with x- which had the value before it was understood
}

// isSettable reports whether the value can be set in an entry that exists.
func (f field) isSettable() bool {
	_, isList := f.value.([]any)
	return !isList
}

// keyType is how the value of a key is read.
type keyType int

const (
	raw     keyType = iota // written as it is
	prose                  // text, in which Markdown is escaped
	line                   // prose on one line
	list                   // of lines
	word                   // one of a few
	date                   // a date
	address                // a URL
	urls                   // a list of URLs
	notes                  // a list of prose
	ref                    // the id of an entry
	refs                   // a list of ids
	items                  // a list of mappings
)

// keyTypes has the type of each key, in the order in which keys are written.
var keyTypes = []struct {
	name string
	typ  keyType
}{
	{"id", raw}, {"name", line}, {"reading", line}, {"lang", raw}, {"aka", list}, {"type", word}, {"summary", prose}, {"focus", prose},
	{"essential_problem", prose}, {"text", prose}, {"interfaces", items}, {"group", ref}, {"kind", word}, {"domains", refs}, {"owner", ref}, {"source", word}, {"repo", address},
	{"part_of", ref}, {"depends_on", refs}, {"related", refs}, {"replaced_by", ref}, {"status", word}, {"why", prose}, {"since", date}, {"until", date},
	{"value", word}, {"toil", word}, {"match", raw}, {"keywords", list}, {"contact", raw}, {"links", urls}, {"notes", notes}, {"reviewed", date},
}

func typeOf(key string) keyType {
	if i := keyIndex(key); i >= 0 {
		return keyTypes[i].typ
	}
	return raw
}

func keyIndex(key string) int {
	for i := range keyTypes {
		if keyTypes[i].name == key {
			return i
		}
	}
	return -1
}

// keyOrder returns the position of a key in an entry.
func keyOrder(key string) int {
	if i := keyIndex(key); i >= 0 {
		return i
	}
	if strings.HasPrefix(key, "x-") {
		return len(keyTypes) + 1
	}
	return len(keyTypes)
}

// refKind returns the kind of the entries that a key refers to.
func refKind(key string, kind source.Kind) source.Kind {
	switch key {
	case "owner":
		return source.Team
	case "domains", "related":
		return source.Domain
	case "group":
		return lists.Group
	}
	return kind // part_of, depends_on, replaced_by
}

// resolver makes the fields of a record.
type resolver struct {
	*planner
	record *lists.Record
	entry  *entry
	fields []field
}

// resolve returns the fields of a record, without id and name, in the order in which they
// are written.
func (p *planner) resolve(r *lists.Record, e *entry) []field {
	v := resolver{planner: p, record: r, entry: e}
	for _, k := range r.Keys {
		v.key(k)
		for i := range v.fields {
			if f := &v.fields[i]; f.name == k.Name {
				f.isGuess, f.private = k.Guess, cmp.Or(k.X, "x-"+k.Name)
			}
		}
	}
	if len(r.Match) > 0 {
		v.addList("match", r.Match)
	}
	slices.SortStableFunc(v.fields, func(a, b field) int { return cmp.Compare(keyOrder(a.name), keyOrder(b.name)) })
	return v.fields
}

// key adds a key of the record or, if its value cannot be understood, one that begins with
// x-.
func (v *resolver) key(k lists.Key) {
	s, isText := k.Value.(string)
	if isText {
		if s = visible(s); s == "" {
			return
		}
		k.Value = s
	}
	switch typ := typeOf(k.Name); {
	case strings.HasPrefix(k.Name, "x-") || typ == raw:
		v.add(k.Name, k.Value)
	case typ == list, typ == refs, typ == urls, typ == notes:
		v.list(k, typ)
	case typ == items:
		v.items(k)
	case !isText:
		v.add(k.Name, k.Value)
	case typ == prose:
		v.add(k.Name, escapeProse(s))
	case typ == line:
		v.add(k.Name, text.EscapeMarkdown(text.OneLine(s)))
	default:
		if value := v.value(k.Name, typ, s); value != "" && !v.has(k.Name) {
			if !isDefault(k.Name, value) || !v.entry.isNew() {
				v.add(k.Name, value)
			}
		} else if !v.elsewhere(k.Name, s) {
			v.private(k, s)
		}
	}
}

// value returns the value for a key that has few possible values, or "".
func (v *resolver) value(key string, typ keyType, s string) string {
	switch typ {
	case word:
		return wordFor(v.record.Kind, key, s)
	case date:
		return dateOf(s)
	case address:
		if s = strings.TrimSpace(s); webAddress.MatchString(s) {
			return s
		}
	case ref:
		if e := v.index.find(refKind(key, v.record.Kind), s); e != nil && e != v.entry {
			return e.id
		}
	}
	return ""
}

// webAddress matches what the schema allows as a URL.
var webAddress = regexp.MustCompile("^https?://[^\\s/?#@<>\"{}|\\\\^`]+([/?#][^\\s<>\"{}|\\\\^`]*)?$")

// elsewhere adds a word under the key that it fits, as in a column Type with OSS, and
// reports whether there is one.
func (v *resolver) elsewhere(key, s string) bool {
	others := []string{"kind", "source", "status"}
	if v.record.Kind != source.Component || key != "domains" && !slices.Contains(others, key) {
		return false
	}
	for _, other := range others {
		if value := wordFor(v.record.Kind, other, s); value != "" && other != key && !v.has(other) && !v.recordHas(other) {
			v.add(other, value)
			return true
		}
	}
	if e := v.index.find(source.Domain, s); e != nil && key != "domains" && !v.has("domains") && !v.recordHas("domains") {
		v.add("domains", []string{e.id})
		return true
	}
	return false
}

func (v *resolver) recordHas(key string) bool {
	return slices.ContainsFunc(v.record.Keys, func(k lists.Key) bool { return k.Name == key })
}

// private keeps a value that cannot be understood.
func (v *resolver) private(k lists.Key, value string) {
	x := cmp.Or(k.X, "x-"+k.Name)
	v.add(x, value)
	if v.has(k.Name) {
		return // a second value of a key that has one
	}
	f := &v.fields[len(v.fields)-1]
	f.comment, f.instead = v.words.choose(k.Name, v.choices(k.Name)), k.Name
	if v.entry.isNew() {
		v.note(v.record.Pos, notUnderstood(k.Name, x), value)
	}
}

// notUnderstood returns the text of a note about a value that is kept.
func notUnderstood(key, x string) string {
	switch key {
	case "owner":
		return "no team has this name, so it is kept as " + x + "; add the team, or its other name as aka, and import again with --update=owner"
	case "domains":
		return "no domain has this name, so it is kept as " + x + "; add the name to aka of a domain, and import again with --update=domains"
	case "group":
		return "site.yaml has no group of this name, so it is kept as " + x
	case "part_of", "depends_on", "replaced_by":
		return "no component has this name, so it is kept as " + x
	case "aka":
		return "another entry has this name, so it is kept as " + x
	case "since", "until", "reviewed":
		return "not a date, so it is kept as " + x
	}
	return key + " has no such value, so it is kept as " + x
}

func (v *resolver) has(key string) bool {
	return slices.ContainsFunc(v.fields, func(f field) bool { return f.name == key })
}

// add adds a field, under a numbered key if the key is taken.
func (v *resolver) add(key string, value any) {
	name := key
	if v.has(name) && !strings.HasPrefix(name, "x-") {
		name = "x-" + key
	}
	for n, base := 2, name; v.has(name); n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	if s, ok := value.(string); ok {
		value = trimmedLines(s)
	}
	v.fields = append(v.fields, field{name: name, value: value})
}

// trimmedLines returns a text without spaces at the ends of its lines, which a block of YAML
// should not have.
func trimmedLines(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRightFunc(lines[i], unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// addList adds items to the list of a key, each once.
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

// list adds the items of a list. Those that cannot be understood are kept together.
func (v *resolver) list(k lists.Key, typ keyType) {
	items, isList := k.Value.([]string)
	s, isText := k.Value.(string)
	switch {
	case isText && typ == notes:
		items = []string{s}
	case isText && typ == refs && v.index.find(refKind(k.Name, v.record.Kind), s) != nil:
		items = []string{s} // a name with a comma
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
			continue // no other name
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

// keepText keeps a text with words and URLs as a note, which shows both.
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

// structured adds a list of mappings. In those of domains the domain is a reference.
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

// items adds a list of mappings, in which each key is read as in a record.
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

// interfaceKinds are the keys that are the name of an interface.
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
