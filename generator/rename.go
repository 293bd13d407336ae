package generator

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/levels"
	"platmap/generator/par"
	"platmap/generator/rename"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// BlockedError reports that a page is not renamed, or a list not imported, because of
// findings.
type BlockedError struct {
	Findings source.Diagnostics
	After    bool // whether only the change would cause the findings
	Files    int  // number of source files
}

func (e *BlockedError) Error() string { return "findings prevent the change" }

// Rename returns the plan that renames a page. It writes nothing. It verifies that after
// the renaming every reference has the same target and Check reports no new findings.
//
// If the request or the content prevents the renaming, the error is a [*BlockedError], or
// one of those that rename.New returns.
func Rename(in Input, r rename.Request) (*rename.Plan, error) {
	in.Translations = true // these findings may be in the baseline
	before, err := in.readAll()
	if err != nil {
		return nil, err
	}
	plan, err := rename.New(rename.Input{Graph: before.graph, Files: before.files, Names: before.names, CodeOwners: in.CodeOwners}, r)
	if err != nil {
		return nil, before.orBroken(err, r)
	}
	var blocking source.Diagnostics
	for _, d := range before.findings {
		if pos, ok := plan.HiddenUse(d); ok {
			if pos != d.Pos {
				d.Related = []source.Related{{Pos: pos, Text: fmt.Sprintf("this may name %s %q", r.Kind, r.Old)}}
			}
			blocking = append(blocking, d)
		}
	}
	if len(blocking) > 0 {
		return nil, &BlockedError{Findings: blocking, Files: len(before.files)}
	}
	after, err := before.after(in, plan)
	if err != nil {
		return nil, err
	}
	found, reworded := newFindings(before.findings, after.findings, plan)
	if len(found) > 0 {
		return nil, &BlockedError{Findings: found, After: true, Files: len(before.files)}
	}
	if err := sameTargets(before, after, plan); err != nil {
		return nil, err
	}
	return plan, before.renameInBaseline(plan, reworded)
}

// renameInBaseline adds the edits of the baseline in the content folder to a plan, so
// that the baseline hides the same findings after the renaming.
func (s *contentState) renameInBaseline(plan *rename.Plan, reworded []levels.Reworded) error {
	i := slices.IndexFunc(s.parsed, func(p *Parsed) bool { return p.Baseline != nil })
	if i < 0 {
		return nil
	}
	files := map[string]string{}
	for j := range plan.Changes {
		if c := &plan.Changes[j]; c.Moves() {
			files[c.File.Name] = c.To
		}
	}
	f := s.parsed[i].File
	edits, n := levels.Renamed(f.Text, files, reworded)
	return plan.Add(f, edits, n)
}

// contentState is a content folder that was read and linked.
type contentState struct {
	names    []string // names of all files
	files    []*source.File
	parsed   []*Parsed
	graph    *site.Graph
	findings source.Diagnostics
}

// readAll is like Check, but also returns the files and names that it has read.
func (in Input) readAll() (*contentState, error) {
	names, _, err := source.List(in.Content)
	all, errs := source.ReadFiles(in.Content, names)
	if err := errors.Join(err, errors.Join(errs...)); err != nil {
		return nil, err
	}
	s := &contentState{names: names}
	diags := s.setFiles(all)
	s.parsed = Parse(s.files, localesOf(s.files), in.Schemas)
	s.link(in, diags)
	return s, nil
}

// setFiles sets the files of known kinds, and returns the findings about names.
func (s *contentState) setFiles(all []*source.File) source.Diagnostics {
	all = slices.DeleteFunc(all, func(f *source.File) bool { return f == nil }) // removed since it was listed
	diags := source.CheckNames(all)
	s.files = slices.DeleteFunc(all, func(f *source.File) bool { return f.Kind == "" })
	return diags
}

func (s *contentState) link(in Input, diags source.Diagnostics) {
	s.graph = in.Link(s.parsed)
	s.findings = Findings(diags, s.parsed, s.graph)
}

// after returns the state after a plan. Files that do not change are not parsed again.
func (s *contentState) after(in Input, plan *rename.Plan) (*contentState, error) {
	content := overlay{FS: in.Content, files: map[string][]byte{}, from: map[string]string{}}
	changed := map[string]bool{} // by old name
	var names []string
	for i := range plan.Changes {
		c := &plan.Changes[i]
		changed[c.File.Name] = true
		names = append(names, c.To)
		if content.from[c.To] = c.File.Name; c.File.Kind != source.Asset {
			content.files[c.To] = []byte(c.Content)
		}
	}
	files, errs := source.ReadFiles(content, names)
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if plan.Owners != nil {
		in.CodeOwners = &source.File{Name: in.CodeOwners.Name, Text: plan.Owners.Content}
	}
	return s.with(in, files, changed), nil
}

// with returns the state in which files replace the changed ones. changed has the old
// names of those.
func (s *contentState) with(in Input, files []*source.File, changed map[string]bool) *contentState {
	for _, f := range s.files {
		if !changed[f.Name] {
			files = append(files, f)
		}
	}
	stable.Sort(files, func(a, b *source.File) int { return strings.Compare(a.Name, b.Name) })
	next := &contentState{}
	diags := next.setFiles(files)
	known := map[*source.File]*Parsed{}
	for _, p := range s.parsed {
		known[p.File] = p
	}
	locales := localesOf(next.files)
	next.parsed = make([]*Parsed, len(next.files))
	par.Each(len(next.files), func(i int) {
		f := next.files[i]
		if next.parsed[i] = known[f]; next.parsed[i] == nil {
			next.parsed[i] = parseFile(f, locales, in.Schemas)
		}
	})
	next.link(in, diags)
	return next
}

// orBroken returns the errors in the file of the page if the page is unknown because of
// them. Otherwise it returns err.
func (s *contentState) orBroken(err error, r rename.Request) error {
	found := filter(s.findings, func(d source.Diagnostic) bool {
		f := d.Pos.File
		switch {
		case d.Severity != source.Error || f == nil:
			return false
		case r.Kind == rename.Group:
			return f.Kind == source.Site
		case r.Kind == source.Guide:
			id, _ := site.GuideID(f.Name, s.graph.Site.Locales)
			return f.Kind == r.Kind && text.NFC(id) == text.NFC(r.Old)
		}
		isList := r.Kind == source.Component && strings.HasPrefix(d.Code, "yaml/") && strings.Contains(f.Text, r.Old)
		return f.Kind == r.Kind && (f.ID() == r.Old || isList)
	})
	if len(found) == 0 {
		return err
	}
	return &BlockedError{Findings: found, Files: len(s.files)}
}

func filter(diags source.Diagnostics, keep func(source.Diagnostic) bool) source.Diagnostics {
	return slices.DeleteFunc(slices.Clone(diags), func(d source.Diagnostic) bool { return !keep(d) })
}

// newFindings returns the findings after a plan that do not exist before it. Findings are
// first compared with their texts, then without, because texts may contain names of
// pages. reworded are pairs of findings that are equal only without their texts.
func newFindings(before, after source.Diagnostics, plan *rename.Plan) (found source.Diagnostics, reworded []levels.Reworded) {
	for _, withText := range []bool{true, false} {
		known := map[string][]source.Diagnostic{}
		key := func(d source.Diagnostic) string {
			if withText {
				return d.Code + "\n" + plan.NewName(d.Pos.File) + "\n" + d.Text
			}
			return d.Code + "\n" + plan.NewName(d.Pos.File)
		}
		for _, d := range before {
			known[key(d)] = append(known[key(d)], d)
		}
		var added source.Diagnostics
		for _, d := range after {
			if same := known[key(d)]; len(same) > 0 {
				known[key(d)] = same[1:]
				if !withText {
					reworded = append(reworded, levels.Reworded{Before: same[0], After: d})
				}
			} else {
				added = append(added, d)
			}
		}
		before, after = nil, added
		for _, rest := range known {
			before = append(before, rest...)
		}
		stable.Sort(before, func(a, b source.Diagnostic) int { // in the same order as after, in each file
			return cmp.Or(cmp.Compare(a.Pos.Offset, b.Pos.Offset), strings.Compare(a.Text, b.Text))
		})
	}
	return after, reworded
}

// sameTargets returns an error if a reference has another target after a plan.
func sameTargets(before, after *contentState, plan *rename.Plan) error {
	was, is := map[string][]site.Use{}, map[string][]site.Use{}
	for _, u := range before.graph.Uses() {
		was[plan.NewName(u.File)] = append(was[plan.NewName(u.File)], u)
	}
	for _, u := range after.graph.Uses() {
		is[u.File.Name] = append(is[u.File.Name], u)
	}
	for name, uses := range was {
		for i, u := range uses {
			if i >= len(is[name]) || targetKey(u, plan) != targetKey(is[name][i], nil) && !plan.RenamesHeading(u.To) {
				return rename.MeaningError(u)
			}
		}
	}
	return nil
}

// targetKey identifies the target of a reference. Names are those after a plan, which may
// be nil.
func targetKey(u site.Use, plan *rename.Plan) string {
	key := u.To.Anchor + "#" + u.To.Fragment + " " + u.To.View + " " + u.To.URL
	if p := u.To.Page; p != nil {
		e := p.Base()
		id := text.NFC(e.ID)
		if plan != nil && e.Kind == plan.Kind && id == plan.Old {
			id = plan.New
		}
		key += string(e.Kind) + ":" + id
	}
	if a := u.To.Asset; a != nil {
		key += plan.NewName(a.File)
	}
	return key
}
