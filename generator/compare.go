package generator

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/changes"
	"platmap/generator/diff"
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
// errors: what can be compared is compared.
func Compare(old, new Input) (*Comparison, error) {
	c := &Comparison{}
	var skipped [2]map[string]bool
	for i, in := range []Input{old, new} {
		s, diags, err := Check(in)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			c.Old = s
		} else {
			c.New = s
		}
		skipped[i] = c.skip(diags, i == 0)
	}
	c.Changes = slices.DeleteFunc(diff.Sites(c.Old, c.New), func(x diff.Change) bool {
		return isMissing(x.Old, x.New, skipped[1]) || isMissing(x.New, x.Old, skipped[0])
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
