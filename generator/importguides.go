package generator

import (
	"errors"
	"path"
	"slices"
	"strings"

	"platmap/generator/convert"
	"platmap/generator/source"
	"platmap/generator/text"
)

// ImportedGuides are guides that were converted from the documentation of another
// generator.
type ImportedGuides struct {
	*convert.Result
	Before source.Diagnostics // the findings of Check in the unconverted pages
	After  source.Diagnostics // the findings in the guides, none of which is an error
}

// ImportGuides converts the documentation of another generator to guides. It writes
// nothing. It changes guides until Check reports no errors in them, with a note about
// each change. Locales, Schemas and HasGuide are set by ImportGuides.
func ImportGuides(in Input, c convert.Input) (*ImportedGuides, error) {
	state, err := in.readAll()
	if err != nil {
		return nil, err
	}
	c.Locales, c.Schemas = localesOf(state.files), in.Schemas
	below := path.Join("guides", c.Folder) + "/"
	ids := map[string]bool{}
	for _, p := range state.graph.Site.Pages() {
		if e := p.Base(); e.Kind == source.Guide && !strings.HasPrefix(e.File.Name, below) {
			ids[strings.ToLower(text.NFC(e.ID))] = true
		}
	}
	c.HasGuide = func(id string) bool { return ids[strings.ToLower(id)] }
	r, err := convert.Guides(c)
	if err != nil {
		return nil, err
	}
	done := &ImportedGuides{Result: r}
	_, done.Before = state.withImported(in, r.Copied(), nil)
	next, found := state.withImported(in, r.Files, nil)
	for found.HaveError() {
		changed := r.Settle(found)
		if len(changed) == 0 {
			return nil, errors.New("cannot correct what check reports about the guides; this is a bug of platmap, so please report it")
		}
		next, found = next.withImported(in, r.Files, changed)
	}
	done.After = found
	return done, nil
}

// withImported returns the state after imported files are added or replace others, and
// the findings in those files. changed are the names of the files that are new since an
// earlier call, or nil for all.
func (s *contentState) withImported(in Input, files []*convert.File, changed []string) (*contentState, source.Diagnostics) {
	replaced, imported := map[string]bool{}, map[string]bool{}
	for _, name := range changed {
		replaced[name] = true
	}
	var added []*source.File
	for _, f := range files {
		imported[f.Name] = true
		if changed == nil || replaced[f.Name] {
			replaced[f.Name] = true
			added = append(added, source.NewFile(f.Name, f.Text))
		}
	}
	next := s.with(in, added, replaced)
	return next, filter(next.findings, func(d source.Diagnostic) bool { return isIn(d, imported) })
}

// isIn reports whether a finding is in one of the files. A finding about the name of a
// file may have its positions in other files, which use the name.
func isIn(d source.Diagnostic, files map[string]bool) bool {
	uses := slices.DeleteFunc(slices.Clone(d.Related), func(r source.Related) bool { return !r.Use || r.Pos.File == nil })
	if len(uses) == 0 || d.Len > 0 {
		uses = append(uses, source.Related{Pos: d.Pos})
	}
	return slices.ContainsFunc(uses, func(r source.Related) bool { return r.Pos.File != nil && files[r.Pos.File.Name] })
}
