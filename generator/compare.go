package generator

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
)

// Comparison is two states of the content and what is different in the new one.
type Comparison struct {
	Old, New *site.Site
	Changes  []diff.Change
	// Skipped are the files that have errors in one of the states because of which
	// something is missing in its site. What is missing is no change.
	Skipped []changes.Incomplete
}

// Compare checks two states of the content and compares their sites. Both may have
// errors: what can be compared is compared. Files that both have are parsed once.
func Compare(old, new Input) (*Comparison, error) {
	before, parsed, oldDiags, err := old.checkFrom(nil)
	if err != nil {
		return nil, err
	}
	after, _, newDiags, err := new.checkFrom(parsed)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Old: before.Site, New: after.Site}
	missingInOld, missingInNew := c.skip(oldDiags, true), c.skip(newDiags, false)
	c.Changes = slices.DeleteFunc(diff.Sites(c.Old, c.New), func(x diff.Change) bool {
		return isMissing(x.Old, x.New, missingInNew) || isMissing(x.New, x.Old, missingInOld)
	})
	return c, nil
}

// isMissing reports whether something that a state has is missing in the other one because
// of errors in the file.
func isMissing(has, lacks diff.Side, skipped map[string]bool) bool {
	if !has.Pos.IsValid() || !skipped[has.Pos.File.Name] {
		return false
	}
	return lacks.ID == "" && has.ID != "" || lacks.Item.Absent || lacks.Value.IsZero() && !has.Value.IsZero() || lacks.ID != has.ID
}

// skip adds the files with errors in their syntax or in the types of their values to
// Skipped, and returns their names. Other errors, such as an unknown name, hide nothing.
func (c *Comparison) skip(diags source.Diagnostics, isOld bool) map[string]bool {
	errors := map[string]int{}
	for _, d := range diags {
		family, _, _ := strings.Cut(d.Code, "/")
		if d.Severity == source.Error && d.Pos.File != nil && slices.Contains([]string{"yaml", "schema", "file", "metric"}, family) {
			errors[d.Pos.File.Name]++
		}
	}
	names := map[string]bool{}
	for name, n := range errors {
		names[name] = true
		c.Skipped = append(c.Skipped, changes.Incomplete{File: name, InOld: isOld, Errors: n})
	}
	slices.SortFunc(c.Skipped, func(a, b changes.Incomplete) int {
		if a.InOld != b.InOld && b.InOld {
			return -1
		} else if a.InOld != b.InOld {
			return 1
		}
		return cmp.Compare(a.File, b.File)
	})
	return names
}

// parsedFiles are parsed files that another state of the content may have too.
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
		if k := byName[f.Name]; k != nil && k.Doc != nil && k.File.Text == f.Text && len(k.File.Findings)+len(f.Findings) == 0 {
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
