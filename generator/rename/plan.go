package rename

import (
	"slices"
	"strconv"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// NewName returns the name of a file after the plan. The plan may be nil, and so may the
// file, as for a finding that is about no file.
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

// Add adds edits of a file that the plan does not change yet, and the number of
// references in them.
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

// RenamesHeading reports whether the plan renames a heading of the guide that a target is
// in, and the target has an anchor. The target is one from before the renaming.
func (p *Plan) RenamesHeading(to site.Target) bool {
	return to.Page != nil && to.Page == p.headingOf && to.Anchor != ""
}

// Files returns the number of files that move, and the number of other files in which
// references change.
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

// HiddenUse returns the position of the old id in a part of a file that is not read because
// of an error, so that it may be a reference which the plan does not change. Other errors,
// such as an unknown name beside a reference, do not prevent the renaming.
func (p *Plan) HiddenUse(d source.Diagnostic) (pos source.Pos, ok bool) {
	f := d.Pos.File
	group, _, _ := strings.Cut(d.Code, "/")
	switch {
	case d.Severity != source.Error || f == nil:
		return pos, false
	case d.Code == "ref/duplicate-id":
		return d.Pos, strings.Contains(d.Text, strconv.Quote(p.Old)) // it is unknown which name the finding is about
	case !slices.Contains(hiding, group):
		return pos, false
	}
	start, end := hiddenPart(d)
	hidden := []byte(f.Text[start:end])
	if i := slices.IndexFunc(p.Changes, func(c Change) bool { return c.File.Name == f.Name }); i >= 0 {
		for _, e := range p.Changes[i].Edits {
			for at := max(e.Start, start); at < min(e.End, end); at++ {
				hidden[at-start] = ' '
			}
		}
	}
	at := indexWord(string(hidden), p.Old[strings.LastIndexAny(p.Old, "/#")+1:])
	return source.Pos{File: f, Offset: start + at}, at >= 0
}

// hiding are the groups of codes of errors that hide part of a file.
var hiding = []string{"file", "markdown", "schema", "yaml"}

// hiddenPart returns the offsets of the part of a file that is not read because of an
// error. It is the whole file, or the rest of one in Markdown. For an error of a schema
// it is the key or item, with everything below it and, unless it is at the top, beside
// it.
func hiddenPart(d source.Diagnostic) (start, end int) {
	f := d.Pos.File
	n, _ := d.Pos.LineColumn()
	start = f.LineStart(n)
	switch group, _, _ := strings.Cut(d.Code, "/"); group {
	case "file", "yaml":
		return 0, len(f.Text)
	case "markdown":
		return start, len(f.Text)
	}
	indent := func(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
	least := max(indent(f.Line(n)), 1)
	for n++; n <= f.Lines(); n++ {
		line := f.Line(n)
		if in := indent(line); in < least && line != "" && !(least == 1 && strings.HasPrefix(line, "- ")) {
			return start, f.LineStart(n)
		}
	}
	return start, len(f.Text)
}

// indexWord returns the index of a word that is not a part of a longer id, or -1.
func indexWord(s, word string) int {
	isPart := func(c byte) bool {
		return c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(word)
		if (i == 0 || !isPart(s[i-1])) && (from == len(s) || !isPart(s[from])) {
			return i
		}
	}
}
