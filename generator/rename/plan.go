package rename

import (
	"slices"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// NewName returns the name that a file has after the plan. The plan may be nil, and so may
// the file, for a finding about no file.
func (p *Plan) NewName(f *source.File) string {
	if f == nil {
		return ""
	}
	if p != nil {
		if i, ok := slices.BinarySearchFunc(p.Changes, f.Name, func(c Change, name string) int { return strings.Compare(c.File.Name, name) }); ok {
			return p.Changes[i].To
		}
	}
	return f.Name
}

// Add adds the edits of a file that does not change yet, with the number of references in
// them.
func (p *Plan) Add(f *source.File, edits []source.Edit, references int) error {
	if len(edits) == 0 {
		return nil
	}
	c := Change{Change: edit.Change{File: f, To: f.Name, Edits: edits}, References: references}
	if err := c.apply(); err != nil {
		return err
	}
	p.Changes = append(p.Changes, c)
	stable.Sort(p.Changes, byName)
	return nil
}

func byName(a, b Change) int { return strings.Compare(a.File.Name, b.File.Name) }

// RenamesHeading reports whether a target, before the plan, is an anchor of the guide in which
// the plan renames a heading.
func (p *Plan) RenamesHeading(to site.Target) bool {
	return to.Page != nil && to.Page == p.headingOf && to.Anchor != ""
}

// Files returns the number of files that move, and of those in which references change.
func (p *Plan) Files() (moved, edited int) {
	for i := range p.Changes {
		if p.Changes[i].Moves() {
			moved++
		}
		if p.Changes[i].References > 0 {
			edited++
		}
	}
	return moved, edited
}

// References returns the number of references that change.
func (p *Plan) References() int {
	n := 0
	for i := range p.Changes {
		n += p.Changes[i].References
	}
	return n
}

// IsBlockedBy reports whether an error prevents the renaming: it is in a file that changes,
// or it hides a part of a file that has the old id in its text, and so perhaps a reference.
func (p *Plan) IsBlockedBy(d source.Diagnostic) bool {
	f := d.Pos.File
	if d.Severity != source.Error || f == nil {
		return false
	}
	if slices.ContainsFunc(p.Changes, func(c Change) bool { return c.File.Name == f.Name }) {
		return true
	}
	group, _, _ := strings.Cut(d.Code, "/")
	return slices.Contains(hiding, group) && containsWord(f.Text, p.Old[strings.LastIndexAny(p.Old, "/#")+1:])
}

// hiding are the groups of codes of errors because of which a part of a file is not read.
var hiding = []string{"file", "schema", "yaml"}

// containsWord reports whether a text has a word that is not a part of a longer id.
func containsWord(s, word string) bool {
	isPart := func(c byte) bool {
		return c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(word)
		if (i == 0 || !isPart(s[i-1])) && (from == len(s) || !isPart(s[from])) {
			return true
		}
	}
}
