package generator

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// Fixed is a file with its fixes applied.
type Fixed struct {
	Name  string // in the content folder
	Text  string
	Fixes source.Diagnostics // the findings that were fixed
}

// Fix applies the fixes that findings offer, in memory, and returns the files that
// change, sorted by name. Fixes are mechanical and do not change the layout: a byte
// order mark, line ends, a misspelt key.
//
// A fix is dropped if the result does not parse, or if it parses to something else
// anywhere but at the edits of the fix.
func Fix(in Input) ([]Fixed, error) {
	content := in.Content
	fixed := map[string]*Fixed{}
	// A fix can reveal another finding with a fix, so check again, a limited number
	// of times.
	for range 5 {
		_, diags, err := Check(in)
		if err != nil {
			return nil, err
		}
		changed := fixRound(diags, fixed)
		if len(changed) == 0 {
			break
		}
		in.Content = overlay{content, changedFiles(fixed)}
	}
	var list []Fixed
	for _, f := range fixed {
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b Fixed) int { return cmp.Compare(a.Name, b.Name) })
	return list, nil
}

// fixRound applies the fixes of one check and returns the files it changed.
func fixRound(diags source.Diagnostics, fixed map[string]*Fixed) []*source.File {
	byFile := map[*source.File]source.Diagnostics{}
	var files []*source.File
	for _, d := range diags {
		if len(d.Fix) > 0 && d.Pos.File != nil {
			if byFile[d.Pos.File] == nil {
				files = append(files, d.Pos.File)
			}
			byFile[d.Pos.File] = append(byFile[d.Pos.File], d)
		}
	}
	var changed []*source.File
	for _, f := range files {
		text, done := applyFixes(f, byFile[f])
		if len(done) == 0 {
			continue
		}
		x := fixed[f.Name]
		if x == nil {
			x = &Fixed{Name: f.Name}
			fixed[f.Name] = x
		}
		x.Text, x.Fixes = text, append(x.Fixes, done...)
		changed = append(changed, f)
	}
	return changed
}

const bom = "\uFEFF"

// applyFixes applies the fixes of one file, except those that would change other
// values too. It keeps a byte order mark unless a finding is about it.
func applyFixes(f *source.File, diags source.Diagnostics) (text string, done source.Diagnostics) {
	mark := ""
	if f.HasBOM {
		mark = bom
	}
	var edits []source.Edit
	for _, d := range diags {
		next := append(slices.Clone(edits), d.Fix...)
		slices.SortFunc(next, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
		if result, ok := applyEdits(mark+f.Text, len(mark), next); ok && differsOnlyAt(next, f, result) {
			edits, text = next, result
			done = append(done, d)
		}
	}
	return text, done
}

// applyEdits applies edits, sorted by position, to a text. shift is added to their
// offsets. It returns false if edits overlap or are outside the text.
func applyEdits(text string, shift int, edits []source.Edit) (string, bool) {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		start, end := e.Start+shift, e.End+shift
		if start < at || end < start || end > len(text) {
			return "", false
		}
		b.WriteString(text[at:start])
		b.WriteString(e.New)
		at = end
	}
	b.WriteString(text[at:])
	return b.String(), true
}

// differsOnlyAt reports whether the new text of a file parses to the same values as
// before, except for the values that the edits replace.
func differsOnlyAt(edits []source.Edit, f *source.File, text string) bool {
	after := &source.File{Name: f.Name, Kind: f.Kind, Text: strings.TrimPrefix(text, bom)}
	var before, broken source.Diagnostics
	was, is := parseYAML(f, &before), parseYAML(after, &broken)
	switch {
	case broken.HaveError():
		return false
	case before.HaveError():
		return true // there is nothing to compare with
	case was == nil || is == nil:
		return was == is // a guide without front matter
	}
	return equalExcept(edits, was, is)
}

// parseYAML parses the YAML of a file: all of it, or the front matter of a guide.
func parseYAML(f *source.File, diags *source.Diagnostics) *tree.Node {
	if f.Kind != source.Guide {
		return tree.Parse(f, diags)
	}
	from, to, _ := frontMatter(f, diags)
	if strings.TrimSpace(f.Text[from:to]) == "" {
		return nil
	}
	return tree.ParsePart(f, from, to, nil, diags)
}

func equalExcept(edits []source.Edit, a, b *tree.Node) bool {
	if isReplaced(a, b, edits) || hasNewPath(a, b, edits) {
		return true
	}
	pairs := slices.DeleteFunc(slices.Clone(b.Pairs), func(p tree.Pair) bool { return isAdded(p, a, edits) })
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Pairs) != len(pairs) || a.IsScalar() && a.Text != b.Text {
		return false
	}
	for i := range a.Items {
		if !equalExcept(edits, a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Pairs {
		if !equalExcept(edits, a.Pairs[i].Key, pairs[i].Key) || !equalExcept(edits, a.Pairs[i].Value, pairs[i].Value) {
			return false
		}
	}
	return true
}

// isReplaced reports whether an edit replaces the scalar a, or turns it into the
// mapping b by replacing a part of it, a full-width colon.
func isReplaced(a, b *tree.Node, edits []source.Edit) bool {
	start, end := a.Pos.Offset, a.Pos.Offset+a.Len
	return a.IsScalar() && slices.ContainsFunc(edits, func(e source.Edit) bool {
		return e.Start == start && e.End == end || b.Kind == tree.Map && start <= e.Start && e.End <= end
	})
}

// isAdded reports whether an edit inserts a line with a key that the mapping a does not
// have.
func isAdded(p tree.Pair, a *tree.Node, edits []source.Edit) bool {
	return a.Get(p.Key.Text) == nil && slices.ContainsFunc(edits, func(e source.Edit) bool {
		return e.Start == e.End && strings.HasPrefix(strings.TrimSpace(e.New), p.Key.Text+": ")
	})
}

// hasNewPath reports whether the scalars a and b differ only in parts that the edits
// replace in the source, such as the path of a link in a text.
func hasNewPath(a, b *tree.Node, edits []source.Edit) bool {
	if !a.IsScalar() || a.Kind != b.Kind {
		return false
	}
	was, is := a.Text, b.Text
	for _, e := range edits {
		if e.Start < a.Pos.Offset || e.Start == e.End || e.New == "" {
			continue
		}
		old := a.Pos.File.Text[e.Start:e.End]
		was, is = strings.ReplaceAll(was, e.New, old), strings.ReplaceAll(is, e.New, old)
	}
	return was == is
}

func changedFiles(fixed map[string]*Fixed) map[string][]byte {
	files := map[string][]byte{}
	for name, f := range fixed {
		files[name] = []byte(f.Text)
	}
	return files
}

// overlay is a content folder in which the texts of some files are replaced.
type overlay struct {
	fs.FS
	files map[string][]byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if data, ok := o.files[name]; ok {
		f, err := o.FS.Open(name)
		return memory{f, bytes.NewReader(data)}, err
	}
	return o.FS.Open(name)
}

// memory is an open file whose text is replaced.
type memory struct {
	fs.File
	text *bytes.Reader
}

func (m memory) Read(b []byte) (int, error) { return m.text.Read(b) }
