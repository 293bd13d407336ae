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

// Fixed is a file that can be mended without asking anybody.
type Fixed struct {
	Name  string // in the content folder
	Text  string // what it should hold
	Fixes source.Diagnostics
}

// Fix mends what can be mended mechanically, in memory, and returns the files
// that are different then, by name, with the findings that are gone. It changes
// bytes, never layout: a byte order mark, line ends, a key that is nearly right.
//
// An edit is dropped unless the file, read again, says the same as before but
// for what the edit is about. A file that cannot be read even then is left alone.
func Fix(in Input) ([]Fixed, error) {
	content := in.Content
	fixed := map[string]*Fixed{}
	// One fix may bring to light what another can mend; each round mends
	// something, and few rounds are ever needed.
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

// applyFixes applies the fixes of one file that keep what it says. A byte order
// mark that was there stays, unless it is what is mended.
func applyFixes(f *source.File, diags source.Diagnostics) (text string, done source.Diagnostics) {
	mark := ""
	if f.HasBOM {
		mark = bom
	}
	var edits []source.Edit
	for _, d := range diags {
		next := append(slices.Clone(edits), d.Fix...)
		slices.SortFunc(next, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
		if result, ok := edit(mark+f.Text, len(mark), next); ok && sameBut(f, result, next) {
			edits, text = next, result
			done = append(done, d)
		}
	}
	return text, done
}

// edit replaces parts of a text. shift is added to their places.
func edit(text string, shift int, edits []source.Edit) (string, bool) {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		start, end := e.Start+shift, e.End+shift
		if start < at || end < start || end > len(text) {
			return "", false // it overlaps another one
		}
		b.WriteString(text[at:start])
		b.WriteString(e.New)
		at = end
	}
	b.WriteString(text[at:])
	return b.String(), true
}

// sameBut reports whether a file still says the same after some edits, but for
// the values that the edits touch.
func sameBut(f *source.File, text string, edits []source.Edit) bool {
	after := &source.File{Name: f.Name, Kind: f.Kind, Text: strings.TrimPrefix(text, bom)}
	var before, broken source.Diagnostics
	was, is := structure(f, &before), structure(after, &broken)
	switch {
	case broken.HaveError():
		return false // it cannot be read as it is
	case before.HaveError():
		return true // it could not be read before, so there is nothing to compare
	case was == nil || is == nil:
		return was == is // nothing but prose
	}
	return sameNode(was, is, edits)
}

// structure returns the YAML of a file: all of it, or a guide's front matter.
func structure(f *source.File, diags *source.Diagnostics) *tree.Node {
	if f.Kind != source.Guide {
		return tree.Parse(f, diags)
	}
	from, to, _ := frontMatter(f, diags)
	if strings.TrimSpace(f.Text[from:to]) == "" {
		return nil
	}
	return tree.ParsePart(f, from, to, diags)
}

func sameNode(a, b *tree.Node, edits []source.Edit) bool {
	if touched(a, edits) {
		return true
	}
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Pairs) != len(b.Pairs) || a.IsScalar() && a.Text != b.Text {
		return false
	}
	for i := range a.Items {
		if !sameNode(a.Items[i], b.Items[i], edits) {
			return false
		}
	}
	for i := range a.Pairs {
		if !sameNode(a.Pairs[i].Key, b.Pairs[i].Key, edits) || !sameNode(a.Pairs[i].Value, b.Pairs[i].Value, edits) {
			return false
		}
	}
	return true
}

// touched reports whether an edit replaces exactly this scalar.
func touched(n *tree.Node, edits []source.Edit) bool {
	return n.IsScalar() && slices.ContainsFunc(edits, func(e source.Edit) bool {
		return e.Start == n.Pos.Offset && e.End == n.Pos.Offset+n.Len
	})
}

func changedFiles(fixed map[string]*Fixed) map[string][]byte {
	files := map[string][]byte{}
	for name, f := range fixed {
		files[name] = []byte(f.Text)
	}
	return files
}

// overlay is a content folder some of whose files are different.
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

// memory is an opened file with another text.
type memory struct {
	fs.File
	text *bytes.Reader
}

func (m memory) Read(b []byte) (int, error) { return m.text.Read(b) }
