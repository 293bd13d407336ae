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
	"platmap/generator/stable"
	"platmap/generator/text"
)

// field is a key of an entry with its new value.
type field struct {
	name    string
	value   any // a string (written as a block if it has line breaks), []string, []lists.Key or []any
	comment string
	isGuess bool   // whether only new entries get the key
	instead string // for a key that begins with x-: the key whose values do not include this one
	private string // the key beginning with x- under which an earlier import has kept the value
}

// isSettable reports whether the value can be set in an existing entry.
func (f field) isSettable() bool {
	switch f.value.(type) {
	case string, []string:
		return true
	}
	return false
}

// keyType determines how the value of a key is converted.
type keyType int

const (
	raw     keyType = iota // not changed
	prose                  // text whose Markdown is escaped
	line                   // prose on one line
	list                   // of lines
	word                   // one of the key's fixed words
	date                   // a date
	address                // a URL
	urls                   // a list of URLs
	notes                  // a list of prose
	ref                    // the id of an entry
	refs                   // a list of ids
	items                  // a list of mappings
)

// keyTypes has the type of each key. Entries are written in the order of this list.
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

// refKind returns the kind of entry that a key refers to.
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

// resolver converts a record to fields.
type resolver struct {
	*planner
	record *lists.Record
	entry  *entry
	fields []field
}

// resolve returns the fields of a record in the order in which they are written, without
// id and name.
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
	stable.Sort(v.fields, func(a, b field) int { return cmp.Compare(keyOrder(a.name), keyOrder(b.name)) })
	return v.fields
}

// key adds the field for a key of the record. If its value cannot be converted, the name
// of the field begins with x-.
func (v *resolver) key(k lists.Key) {
	s, isText := k.Value.(string)
	if isText && s == "" {
		return
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
			if typ == word && v.entry.isNew() && !k.Guess && fold(s) != value {
				v.note(v.record.Pos, "values replaced by words of the map", k.Name+": "+s+" → "+value)
			}
		} else if !v.elsewhere(k.Name, s) {
			v.private(k, s)
		}
	}
}

// value converts a value of a key that has a limited set of values. It returns "" if that
// is not possible.
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

// webAddress matches the URLs that the schema allows.
var webAddress = regexp.MustCompile("^https?://[^\\s/?#@<>\"{}|\\\\^`]+([/?#][^\\s<>\"{}|\\\\^`]*)?$")

// elsewhere adds a word under another key that has it, such as OSS from a column Type
// under source. It reports whether there is such a key.
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

// private keeps a value that cannot be converted, under a key that begins with x-.
func (v *resolver) private(k lists.Key, value string) {
	x := cmp.Or(k.X, "x-"+k.Name)
	v.add(x, value)
	if v.has(k.Name) {
		return // a second value for a key with only one value
	}
	f := &v.fields[len(v.fields)-1]
	f.comment, f.instead = v.words.choose(k.Name, v.choices(k.Name)), k.Name
	if v.entry.isNew() {
		v.note(v.record.Pos, notUnderstood(k.Name, x), value)
	}
}

// notUnderstood returns the text of a note about a value that could not be converted.
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

// add adds a field. If the entry already has the key, a number is added to its name.
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

// trimmedLines returns a text without spaces at the ends of its lines, for a YAML block.
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
