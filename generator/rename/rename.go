// Package rename plans what changes in a content folder when a page is renamed: the file
// of the page moves, its old id becomes an alias, and every reference is rewritten.
//
//	New ─► target.go  what is renamed, and whether it may have the new name
//	       files.go   the files that move: the page in all languages, and its images
//	       own.go     the id and the aliases of the page
//	       refs.go    names under keys and [[names]] in texts
//	       links.go   relative paths
//	       owners.go  CODEOWNERS
//	       group.go   a group of domains instead of a page
//	       heading.go a heading of a guide
//	       notes.go   notes about what the user has to do
//	       plan.go    methods of a plan for the caller
//
// A plan is a list of byte-range edits, so comments and layout stay as they are. Renaming
// back to an alias removes the alias, and gives the bytes as they were before, with these
// exceptions, where the first renaming must change more than the id:
//
//   - A path in an unusual form, such as ../cicd/a.md in the folder cicd, becomes the
//     shortest path if the file moves to another folder.
//   - A link to a folder becomes a link to a file if the README of the folder gets another
//     name.
//   - [[x]] becomes [[kind:x]] if a page of another kind has the id.
//   - An id that YAML reads as a number or another value without quotes, such as 12, gets
//     quotes.
//   - The comment in which an import suggests this renaming is removed.
//
// References and their positions come from package site, which has resolved them; this
// package does not search texts for names. It reads and writes no files. [Plan] depends
// only on the linked site, and the caller checks the result again before it writes
// anything.
package rename

import (
	"cmp"
	"fmt"
	"slices"

	"platmap/generator/edit"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// Input is the content folder in which a page is renamed.
type Input struct {
	Graph *site.Graph
	Files []*source.File // the files of known kinds
	Names []string       // the names of all files, including those of no known kind

	CodeOwners *source.File // the CODEOWNERS file of the repository, or nil
}

// Request says what to rename.
type Request struct {
	Kind     source.Kind // the kind of a page, or Group
	Old, New string      // ids or, for a heading, guide#heading and its new text
}

// Plan is the changes of a renaming.
type Plan struct {
	Request
	Changes []Change // by file name
	Owners  *Change  // the change of CODEOWNERS, or nil

	// KeptAlias is the old id if it becomes an alias. RemovedAlias is the new id if it was
	// an alias until now.
	KeptAlias, RemovedAlias string

	Notes []Note

	headingOf site.Page // the guide in which a heading is renamed, or nil
}

// Change is a file that changes, moves, or both.
type Change struct {
	edit.Change
	Content    string // content after the edits; "" for an image or a download, which is only moved
	References int    // number of references that change

	starts map[int]bool // start offsets of the edits
}

// Note is something that the user has to do or should know.
type Note struct {
	Text    string
	Command []string   // a command to run, or nil
	Pos     source.Pos // may be the zero Pos
}

// UsageError is a request that cannot be carried out.
type UsageError struct{ Text string }

func (e *UsageError) Error() string { return e.Text }

func usageErrorf(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// New returns the plan of a request. The error is a [*UsageError], or an [*edit.Error] with
// the position of a text that cannot be edited.
func New(in Input, r Request) (*Plan, error) {
	r.Old, r.New = text.NFC(r.Old), text.NFC(r.New)
	b := &builder{Input: in, Request: r, site: in.Graph.Site, uses: in.Graph.Uses(), moves: map[string]string{}, changes: map[string]*Change{}, keepsUp: map[string]bool{}}
	change := b.renamePage
	switch {
	case r.Kind == Group:
		change = b.renameGroup
	case r.isHeading():
		change = b.renameHeading
	}
	if err := change(); err != nil {
		return nil, err
	}
	return b.finish()
}

func (b *builder) renamePage() error {
	if err := b.findPage(); err != nil {
		return err
	}
	b.moveFiles()
	b.moveImages()
	if err := b.editPage(); err != nil {
		return err
	}
	for _, u := range b.uses {
		if err := b.editUse(u); err != nil {
			return err
		}
	}
	b.editOwners()
	b.addNotes()
	return nil
}

// builder makes a plan.
type builder struct {
	Input
	Request
	plan Plan
	site *site.Site
	uses []site.Use

	page    site.Page         // nil for a guide of which only drafts exist
	own     []*source.File    // the files of the page
	moves   map[string]string // new names of files, by old name in NFC
	changes map[string]*Change

	// keepsUp are the images that only the guide uses and whose paths contain "..". The
	// new paths contain it too, so that moving the guide back does not move these images.
	keepsUp map[string]bool
}

// change returns the change of a file.
func (b *builder) change(f *source.File) *Change {
	c := b.changes[f.Name]
	if c == nil {
		c = &Change{Change: edit.Change{File: f, To: b.newName(f.Name)}, starts: map[int]bool{}}
		b.changes[f.Name] = c
	}
	return c
}

// newName returns the name that a file has after the renaming.
func (b *builder) newName(name string) string { return cmp.Or(b.moves[text.NFC(name)], name) }

// edit adds an edit of a file, and reports whether it is new: several links may use one
// definition.
func (b *builder) edit(f *source.File, e source.Edit) bool {
	c := b.change(f)
	if e.Start < e.End && c.starts[e.Start] { // the same reference
		return false
	}
	c.Edits, c.starts[e.Start] = append(c.Edits, e), true
	return true
}

// finish applies the edits.
func (b *builder) finish() (*Plan, error) {
	p := &b.plan
	p.Request = b.Request
	for _, c := range b.changes {
		if err := c.apply(); err != nil {
			return nil, err
		}
		if isOwn := slices.Contains(b.own, c.File); !isOwn && c.Edits != nil && !edit.Parse(c.File).ChangesOnlyScalars(c.Edits, c.Content) {
			return nil, &edit.Error{Pos: source.Pos{File: c.File, Offset: c.Edits[0].Start}, Text: "this reference is written in a way that cannot be changed"}
		}
		p.Changes = append(p.Changes, *c)
	}
	stable.Sort(p.Changes, byName)
	if p.Owners != nil {
		return p, p.Owners.apply()
	}
	return p, nil
}

// apply sets the content after the edits.
func (c *Change) apply() error {
	if c.File.Kind == source.Asset { // an image or a download is only moved
		return nil
	}
	stable.Sort(c.Edits, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
	content, ok := edit.Apply(c.File, c.Edits)
	if !ok {
		return &edit.Error{Pos: source.Pos{File: c.File, Offset: c.Edits[0].Start}, Text: "two changes of this file overlap"}
	}
	c.Content = content
	return nil
}
