package generator

import (
	"maps"
	"slices"
	"strings"

	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
)

// Comparison is two states of the content and the differences between them.
type Comparison struct {
	Old, New *site.Site
	Changes  []diff.Change
	// Skipped are the files with errors because of which a part of one of the sites is
	// missing. A missing part is not reported as a change.
	Skipped []changes.Incomplete
}

// Compare checks two states of the content and compares their sites. Both may have
// errors; the parts without errors are compared. A file that is the same in both is
// parsed once.
func Compare(old, new Input) (*Comparison, error) {
	before, err := old.check(nil)
	if err != nil {
		return nil, err
	}
	after, err := new.check(before.parsed)
	if err != nil {
		return nil, err
	}
	a, b := before.state(), after.state()
	return &Comparison{Old: a.site, New: b.site, Changes: changesOf(a, b), Skipped: incomplete(a, b)}, nil
}

// State is a site, parts of which may be missing because of errors.
type State struct {
	site   *site.Site
	errors map[string]int // the number of errors, by file from which a part may be missing
}

func (c *checked) state() *State { return stateOf(c.graph.Site, c.all) }

// stateOf returns a site with the files that have errors in their syntax or in the types
// of their values. Other errors, such as an unknown name, remove nothing from the site.
func stateOf(s *site.Site, diags source.Diagnostics) *State {
	state := &State{s, map[string]int{}}
	for _, d := range diags {
		family, _, _ := strings.Cut(d.Code, "/")
		if d.Severity == source.Error && d.Pos.File != nil && slices.Contains([]string{"yaml", "schema", "file", "metric"}, family) {
			state.errors[d.Pos.File.Name]++
		}
	}
	return state
}

// changesOf returns the differences, without those that are only due to errors.
func changesOf(old, new *State) []diff.Change {
	return slices.DeleteFunc(diff.Sites(old.site, new.site), func(x diff.Change) bool {
		return isMissing(x.Old, x.New, new) || isMissing(x.New, x.Old, old)
	})
}

// isMissing reports whether something in one state is missing in the other because of
// errors in the file.
func isMissing(has, lacks diff.Side, other *State) bool {
	if !has.Pos.IsValid() || other.errors[has.Pos.File.Name] == 0 {
		return false
	}
	return lacks.ID == "" && has.ID != "" || lacks.Item.Absent || lacks.Value.IsZero() && !has.Value.IsZero() || lacks.ID != has.ID
}

// incomplete returns the files from which a part may be missing, first the files of the
// old state.
func incomplete(old, new *State) []changes.Incomplete {
	var list []changes.Incomplete
	for _, state := range []*State{old, new} {
		for _, name := range slices.Sorted(maps.Keys(state.errors)) {
			list = append(list, changes.Incomplete{File: name, InOld: state == old, Errors: state.errors[name]})
		}
	}
	return list
}

// parsedFiles are parsed files that can be reused for another state of the content.
type parsedFiles struct {
	list    []*Parsed // by name
	locales []string
	schemas *schema.Set
}

// parse parses files, except those that are the same in known.
func (in Input) parse(files []*source.File, known *parsedFiles) *parsedFiles {
	p := &parsedFiles{locales: localesOf(files), schemas: in.Schemas}
	if known == nil || known.schemas != p.schemas || !slices.Equal(known.locales, p.locales) {
		p.list = Parse(files, p.locales, in.Schemas)
		return p
	}
	byName := map[string]*Parsed{}
	for _, k := range known.list {
		byName[k.File.Name] = k
	}
	p.list = make([]*Parsed, len(files))
	var others []*source.File
	for i, f := range files {
		if k := byName[f.Name]; k != nil && k.Doc != nil && k.Doc.File == k.File && k.File.Text == f.Text && len(k.File.Findings)+len(f.Findings) == 0 {
			p.list[i] = k
		} else {
			others = append(others, f)
		}
	}
	rest := Parse(others, p.locales, in.Schemas)
	for i := range p.list {
		if p.list[i] == nil {
			p.list[i], rest = rest[0], rest[1:]
		}
	}
	return p
}
