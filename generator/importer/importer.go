// Package importer compares the records of lists with a site, and plans the new files and
// the edits that add missing entries.
//
//   - [New] returns the [Plan]: new entries and, for the keys of Input.Update, edits of
//     existing ones. Without Update, existing entries do not change.
//   - [Compare] returns the inventory: entries that are in a list but not on the map, and
//     the reverse.
//
// A record describes an existing entry if both have the same id, or a name or a match in
// common (index.go). New entries get ids that are made from their names (ids.go). Values
// are converted to those of platmap (values.go, words.go). A value that cannot be
// converted is kept under a key that begins with x-, with a comment about the key to set.
//
// The package writes no files; the command does, after generator.Import has checked the
// result.
package importer

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"platmap/generator/edit"
	"platmap/generator/lists"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Input is the input of a plan.
type Input struct {
	Site    *site.Site
	Files   []*source.File // the files of the content folder
	Records []lists.Record

	From     string   // the name of the list for a comment, such as inventory.csv, or ""
	Name     string   // name of the file for new components, without folder and extension
	Modeline bool     // whether new files refer to their schema, which must exist
	Update   []string // the keys to change in existing entries; AllKeys means all
}

// AllKeys is the element of Input.Update that means all keys.
const AllKeys = "all"

// Plan describes the changes that an import makes.
type Plan struct {
	Changes     []edit.Change // sorted by name
	Added       []Added       // in the order of the list
	Existing    int           // number of records that are already on the map
	Updated     int           // number of keys that are changed
	Differences []Difference  // those that are not updated
	Notes       []lists.Note
}

// Added is a new entry.
type Added struct {
	Kind source.Kind
	ID   string
	Name string
	File string
	Pos  lists.Pos
}

// Difference is a key of an existing entry whose value in the list is different.
type Difference struct {
	Kind source.Kind
	ID   string
	Key  string
	Map  string     // the value on the map, or "" if the key is absent
	List string     // the value in the list
	At   source.Pos // position of the entry or the value
	Pos  lists.Pos

	Reason string // the reason why it cannot be updated, or ""

	entry *entry
	field field
}

// planner makes a plan.
type planner struct {
	in    Input
	plan  *Plan
	index *index
	words *words
	files map[string]*newText // by name

	records []*lists.Record
	entries []*entry // the entry of each record

	originals map[string]edit.Original      // by name
	trees     map[string]map[int]*tree.Node // by file, the mapping of each entry by its offset; the key is -1 in a file that is one entry

	reserved   map[string]bool // kinds and ids of records
	lastNumber map[string]int  // the last number added to an id, by kind and by id without the number
}

// New returns the plan for importing records.
func New(in Input) (*Plan, error) {
	p := &planner{in: in, plan: &Plan{}, index: newIndex(in.Site), words: wordsIn(in.Site.Locale()), files: map[string]*newText{},
		originals: map[string]edit.Original{}, trees: map[string]map[int]*tree.Node{}, reserved: map[string]bool{}, lastNumber: map[string]int{}}
	p.records = p.distinct(in.Records)
	p.match()
	p.assignIDs()
	p.addOtherNames()
	var updates []Difference
	for i, r := range p.records {
		e := p.entries[i]
		if e == nil {
			p.note(r.Pos, "nothing on the map has this name, so its owner was left out", cmp.Or(r.Name, r.ID))
			continue
		}
		fields := p.resolve(r, e)
		if e.page == nil && e.group == nil {
			p.add(e, r, fields)
			continue
		}
		p.plan.Existing++
		for _, d := range p.compare(e, r, fields) {
			switch {
			case !d.field.isSettable():
				p.notUpdated(d)
			case p.updates(d.Key):
				updates = append(updates, d)
			default:
				p.plan.Differences = append(p.plan.Differences, d)
			}
		}
	}
	if err := p.finish(updates); err != nil {
		return nil, err
	}
	return p.plan, nil
}

func (p *planner) note(pos lists.Pos, text, detail string) {
	p.plan.Notes = append(p.plan.Notes, lists.Note{Pos: pos, Text: text, Detail: detail})
}

func (p *planner) updates(key string) bool {
	return slices.Contains(p.in.Update, AllKeys) || slices.Contains(p.in.Update, key)
}

// distinct returns the records without duplicates.
func (p *planner) distinct(records []lists.Record) []*lists.Record {
	seen := map[string]bool{}
	var list []*lists.Record
	for _, r := range records {
		r.Name = text.OneLine(visible(cmp.Or(r.Name, r.ID)))
		if r.Match = slices.DeleteFunc(slices.Clone(r.Match), func(m string) bool { return visible(m) != m || m == "" }); r.Name == "" {
			p.note(r.Pos, "entries without a name were left out", strings.Join(r.Match, ", "))
			continue
		}
		r.Keys = visibleKeys(r.Keys)
		key := fmt.Sprintf("%q", []any{r.Kind, r.ID, r.Name, r.Keys, r.Match})
		if seen[key] {
			p.note(r.Pos, "repeated entries were left out", r.Name)
			continue
		}
		seen[key] = true
		list = append(list, &r)
	}
	return list
}

// visible returns a text without characters that content may not contain, or "" if no
// visible character remains.
func visible(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsPrint(r) && r != ' ' }) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028', r == '\u2029': // YAML treats these as line breaks, too
			return '\n'
		case text.IsInvisible(r):
			return -1
		}
		return r
	}, s)
}

// visibleValue returns the value of a key with visible applied to all its texts.
func visibleValue(value any) any {
	switch value := value.(type) {
	case string:
		return visible(value)
	case []string:
		list := slices.Clone(value)
		for i, s := range list {
			list[i] = visible(s)
		}
		return list
	case []lists.Key:
		return visibleKeys(value)
	case []any:
		list := slices.Clone(value)
		for i, item := range list {
			list[i] = visibleValue(item)
		}
		return list
	}
	return value
}

func visibleKeys(keys []lists.Key) []lists.Key {
	keys = slices.Clone(keys)
	for i, k := range keys {
		keys[i].Name, keys[i].Value = text.OneLine(visible(k.Name)), visibleValue(k.Value)
	}
	return keys
}

// add adds a new entry to its file.
func (p *planner) add(e *entry, r *lists.Record, fields []field) {
	head := []field{{name: "id", value: e.id, comment: e.comment}}
	if e.kind != lists.Group && e.kind != source.Component {
		head = nil // no key id: the name of the file is the id
	}
	if r.Name != e.id || e.kind == source.Domain || e.kind == source.Team || e.kind == lists.Group {
		head = append(head, field{name: "name", value: text.EscapeMarkdown(r.Name)})
	}
	fields = append(head, p.withRequired(e.kind, fields)...)
	if e.kind != lists.Group && p.isJapanese(fields) {
		fields = slices.Insert(fields, len(head), field{name: "lang", value: "ja"})
	}
	name := p.fileFor(e)
	p.files[name].add(e, fields)
	p.plan.Added = append(p.plan.Added, Added{e.kind, e.id, r.Name, name, r.Pos})
}

// isJapanese reports whether the texts are Japanese and the main language of the site is
// not.
func (p *planner) isJapanese(fields []field) bool {
	locales := p.in.Site.Locales
	return locales[0] != "ja" && slices.Contains(locales, "ja") && slices.ContainsFunc(fields, func(f field) bool {
		s, _ := f.value.(string)
		return !strings.HasPrefix(f.name, "x-") && strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) })
	})
}

// withRequired adds the keys that an entry of the kind must have.
func (p *planner) withRequired(kind source.Kind, fields []field) []field {
	has := func(key string) bool {
		return slices.ContainsFunc(fields, func(f field) bool { return f.name == key })
	}
	switch {
	case kind == source.Domain && !has("status") && !has("essential_problem"):
		fields = append(fields, field{name: "status", value: "draft", comment: p.words.draft})
	case kind == source.Team && !has("type"):
		fields = append(fields, field{name: "type", value: "stream-aligned", comment: p.words.choose("type", teamTypes)})
	}
	stable.Sort(fields, func(a, b field) int { return cmp.Compare(keyOrder(a.name), keyOrder(b.name)) })
	return fields
}

// finish creates the changes of files.
func (p *planner) finish(updates []Difference) error {
	edits, set := p.editsFor(updates)
	for name := range edits {
		if p.files[name] == nil {
			p.files[name] = &newText{file: p.file(name), name: name}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		c, ok := p.change(p.files[name], edits[name], set)
		if !ok {
			return &edit.Error{Pos: source.Pos{File: p.files[name].file}, Text: "this file is written in an unusual way and cannot be changed; write its lists with a hyphen before each item"}
		}
		p.plan.Changes = append(p.plan.Changes, c)
	}
	return nil
}

// file returns a file of the content folder, or nil.
func (p *planner) file(name string) *source.File {
	i := slices.IndexFunc(p.in.Files, func(f *source.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return p.in.Files[i]
}

// FileName returns the name of the file for the components of a list, without folder and
// extension, such as inventory for exports/inventory.csv. It returns fallback for
// standard input, and for a name without a character that an id may contain.
func FileName(list, fallback string) string {
	base := path.Base(strings.ReplaceAll(list, `\`, "/"))
	id := text.SuggestID(strings.TrimSuffix(base, path.Ext(base)))
	if id == "" || text.IsReservedOnWindows(id) {
		return fallback
	}
	return id
}
