package render

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
	"platmap/generator/theme"
)

// DiffSubject is a thing with its changes.
type DiffSubject struct {
	Of   any        // the page, as for Href; nil if there is none
	Name string     // plain
	Kind string     // the kind of thing, in words; or ""
	Gone bool       // whether it is removed
	Main []*DiffRow // promises, then news
	Rest []*DiffRow // upkeep and wording
}

// DiffList is all changes by subject. Subjects whose changes have the highest weight are
// first.
type DiffList struct {
	Main  []*DiffSubject // subjects with promises or news
	Small []*DiffSubject // subjects with upkeep and wording only
}

// DiffRow is a change.
type DiffRow struct {
	Weight   string // "promise", "news", "upkeep" or "wording"; the word is mark.WEIGHT
	Text     string // the sentence, without the name of the subject
	Mark     string // the relative URL of the mark on its page, or ""
	Affected []Readers
	Ask      []*site.Team
	Words    theme.HTML // the old and the new text with the differences marked, or ""
	c        *diff.Change
}

// DiffList returns all changes.
func (p *Page) DiffList() DiffList {
	var all DiffList
	for _, s := range p.diffSubjects() {
		if s.Main != nil {
			all.Main = append(all.Main, s)
		} else {
			all.Small = append(all.Small, s)
		}
	}
	return all
}

func (p *Page) diffSubjects() []*DiffSubject {
	m := p.r.marks()
	if m == nil {
		return nil
	}
	var list []*DiffSubject
	byKey := map[any]*DiffSubject{}
	heaviest := map[*DiffSubject]diff.Weight{}
	for i := range m.changes {
		c := &m.changes[i]
		key := subjectOf(c)
		s := byKey[key]
		if s == nil {
			s = p.diffSubject(c)
			byKey[key], heaviest[s], list = s, c.Weight, append(list, s)
		}
		heaviest[s] = min(heaviest[s], c.Weight)
		row := p.diffRow(c, p.words())
		if mark := m.of[i]; mark != nil {
			row.Mark = p.Href(m.on[i]) + "#" + mark.ID
		}
		if c.Weight <= diff.News {
			s.Main = append(s.Main, row)
		} else {
			s.Rest = append(s.Rest, row)
		}
	}
	for _, s := range list {
		stable.Sort(s.Main, func(a, b *DiffRow) int { return cmp.Compare(a.c.Weight, b.c.Weight) })
		stable.Sort(s.Rest, func(a, b *DiffRow) int { return cmp.Compare(a.c.Weight, b.c.Weight) })
	}
	stable.Sort(list, func(a, b *DiffSubject) int { return cmp.Compare(heaviest[a], heaviest[b]) })
	return list
}

// subjectOf returns a key that identifies the thing that changed.
func subjectOf(c *diff.Change) any {
	for _, s := range []diff.Side{c.New, c.Old} {
		if s.Page != nil {
			return s.Page.Base()
		}
	}
	if c.Kind == source.Asset {
		return cmp.Or(c.New.ID, c.Old.ID)
	}
	return c.Kind
}

func (p *Page) diffSubject(c *diff.Change) *DiffSubject {
	s := &DiffSubject{}
	switch {
	case c.New.Page != nil:
		s.Of, s.Name = c.New.Page, p.NameText(c.New.Page)
	case c.Old.Page != nil:
		s.Name, s.Gone = p.NameText(c.Old.Page), true
	case c.Kind == source.Asset:
		s.Name, s.Gone = cmp.Or(c.New.ID, c.Old.ID), c.New.ID == ""
	default:
		s.Of, s.Name = c.Kind.View(), p.NameText(c.Kind.View())
	}
	if c.Kind.HasPage() {
		s.Kind = p.Say("page." + string(c.Kind))
	}
	return s
}

func (p *Page) diffRow(c *diff.Change, w *changes.Words) *DiffRow {
	return &DiffRow{Weight: c.Weight.String(), Text: w.Sentence(*c), Affected: foldReaders(w.Affected(*c)), Ask: changes.Asked(*c), Words: p.wordDiff(c), c: c}
}

// Readers is the pages that rely in the same way on what changed.
type Readers struct {
	Label string
	First []site.Page // pages that are always visible
	Rest  []site.Page // pages in a section that readers can expand
}

// maxReaders is the maximum number of readers that are always visible.
const maxReaders = 8

func foldReaders(relations []changes.Relation) []Readers {
	return convert(relations, func(r changes.Relation) Readers {
		n := len(r.Pages)
		if n > maxReaders+1 { // an expandable section needs as much space as two readers
			n = maxReaders
		}
		return Readers{r.Label, r.Pages[:n], r.Pages[n:]}
	})
}

// MarkRows returns the changes of a mark, those with the highest weight first. A change
// that the word of the mark already describes is left out.
func (p *Page) MarkRows(m *Mark) []*DiffRow {
	var rows []*DiffRow
	w := p.words()
	if m.atItem {
		w = w.Below()
	}
	for _, c := range m.Changes {
		if c.Field == "" && (m.Operation == diff.Added.String() || m.Operation == diff.Removed.String()) && c.Operation.String() == m.Operation {
			continue
		}
		rows = append(rows, p.diffRow(c, w))
	}
	stable.Sort(rows, func(a, b *DiffRow) int { return cmp.Compare(a.c.Weight, b.c.Weight) })
	return rows
}

// IsShort reports whether the changes of a mark fit in one line.
func (p *Page) IsShort(rows []*DiffRow) bool {
	return len(rows) == 0 || len(rows) == 1 && rows[0].Words == ""
}

// NotCompared returns the files that could not be compared completely because of errors.
func (p *Page) NotCompared() []string {
	return convert(p.r.Review.NotCompared, func(f changes.Incomplete) string {
		name := f.File
		if f.InOld {
			name = p.Say("changes.old_file", name)
		}
		return p.Say("changes.file_errors", f.Errors, name)
	})
}

// DiffSummary returns the number of changes of each weight.
func (p *Page) DiffSummary() string { return p.words().Summary(p.r.marks().changes) }

// WeightCount returns the number of changes of each weight in a list.
func (p *Page) WeightCount(rows []*DiffRow) string {
	return p.words().Summary(convert(rows, func(row *DiffRow) diff.Change { return *row.c }))
}

// words returns the words for changes in the page's language.
func (p *Page) words() *changes.Words { return changes.In(p.r.Theme, p.Locale) }

// diff writes the twin of the list of changes.
func (w *mdWriter) diff() {
	in := w.p.r.Review
	switch m := w.p.r.marks(); {
	case m == nil:
		w.block(w.p.Say("review.pending", escapeMarkdown(in.Base)))
		return
	case len(m.changes) == 0:
		w.block(w.p.Say("review.same", escapeMarkdown(in.Base)))
	default:
		w.block(w.p.DiffSummary())
	}
	if files := w.p.NotCompared(); len(files) > 0 {
		w.block(w.p.Say("changes.not_compared", "`platmap check`") + w.p.Say("colon") + w.join(convert(files, escapeMarkdown)...))
	}
	for _, s := range w.p.diffSubjects() {
		name := s.Name
		if s.Kind != "" {
			name += w.p.Say("brackets", s.Kind)
		}
		w.headingOf(name)
		if s.Of != nil {
			w.bullet(0, w.link(s.Of))
		}
		for _, row := range slices.Concat(s.Main, s.Rest) {
			w.bullet(0, w.p.Say("weight."+row.Weight)+w.p.Say("colon")+escapeMarkdown(row.Text))
			for _, a := range row.Affected {
				w.bullet(1, a.Label+w.p.Say("colon")+w.links(slices.Concat(a.First, a.Rest)))
			}
			w.fact(1, "change.ask", w.links(pagesOf(row.Ask)))
		}
	}
}

// wordDiff returns the old and the new text of a change with the differences marked, or
// "" if there is no old text.
func (p *Page) wordDiff(c *diff.Change) theme.HTML {
	pieces, lang := p.words().Reworded(*c)
	if old := c.Old.Value; old.Kind == diff.Text && c.New.Value.IsZero() {
		version := old.Text.In(p.Locale)
		pieces, lang = []text.Piece{{Old: version.Plain()}}, version.Lang
	}
	if pieces == nil {
		return ""
	}
	var b strings.Builder
	for i, piece := range pieces {
		if piece.Same() {
			b.WriteString(theme.Escape(context(piece.Old, i > 0, i < len(pieces)-1)))
			continue
		}
		if piece.Old != "" {
			b.WriteString("<del>" + theme.Escape(text.Shorten(piece.Old, maxDiffering)) + "</del>")
		}
		if piece.New != "" {
			b.WriteString("<ins>" + theme.Escape(text.Shorten(piece.New, maxDiffering)) + "</ins>")
		}
	}
	return theme.HTML(`<span lang="` + theme.Escape(lang) + `">` + b.String() + `</span>`)
}

const (
	maxContext   = 80  // number of characters that are shown around a difference
	maxDiffering = 500 // maximum number of characters of a difference
)

// context returns the part of an unchanged text that is shown: its end if a difference
// follows, and its start if a difference precedes it.
func context(s string, follows, precedes bool) string {
	r := []rune(s)
	most := maxContext
	if follows && precedes {
		most *= 2
	}
	switch {
	case len(r) <= most:
		return s
	case follows && precedes:
		return string(r[:maxContext]) + " … " + string(r[len(r)-maxContext:])
	case precedes:
		return "… " + string(r[len(r)-maxContext:])
	}
	return string(r[:maxContext]) + " …"
}

// OldTexts returns the texts of a removed item, for its struck row.
func (p *Page) OldTexts(m *Mark) []string {
	var texts []site.Text
	switch x := m.Item.Value.(type) {
	case *site.Responsibility:
		texts = []site.Text{x.Text, x.Why}
		for _, g := range x.Guarantees {
			texts = append(texts, g.Name)
		}
	case *site.Feature:
		texts = []site.Text{x.Text, x.Why}
	case *site.Interface:
		texts = []site.Text{x.Text, x.Why}
	case *site.Decision:
		texts = []site.Text{x.Why, x.Revisit}
	case *site.Metric:
		texts = []site.Text{x.Text}
	case *site.Need:
		texts = []site.Text{x.Why}
	case *site.TeamDomain:
		texts = []site.Text{x.Approach}
	case *site.Term:
		texts = []site.Text{x.Text}
	}
	var list []string
	for _, t := range texts {
		if s := text.OneLine(t.Plain(p.Locale)); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// OldName returns the name of a removed item.
func (p *Page) OldName(m *Mark) string {
	if m.Item.Name.IsZero() && m.Item.To != nil {
		return p.NameText(m.Item.To)
	}
	return cmp.Or(text.OneLine(m.Item.Name.Plain(p.Locale)), m.Item.ID)
}

// More returns the number of changes of a mark after the first one.
func (p *Page) More(rows []*DiffRow) int { return len(rows) - 1 }
