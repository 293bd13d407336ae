// Package show answers questions about one thing of the map outside of its page: in a
// terminal, and for programs.
//
// [Find] finds the thing with a name. [Asker.Show] returns its [Summary]: the facts that
// most readers of its page look for, such as the contact and how to get it, with their
// positions in the content. A Summary is data; [Summary.Terminal] formats it for a
// terminal. Pages show the same facts: those of a domain come from query.Box, and names,
// texts and words from render.Page.
package show

import (
	"fmt"
	"strings"

	"platmap/generator/query"
	"platmap/generator/render"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Asker answers for one state of a site, in one language.
type Asker struct {
	Site  *site.Site
	Pages *render.FS
	Lang  string
	Place func(source.Pos) (file string, line int) // returns the file and the line of a position, as people write them
}

// version is the version of the JSON form. It increases when a key is removed or its
// meaning changes, but not when a key is added.
const version = 1

// Summary is a short form of a page, or of one of the items on it. Values that are fixed
// words in content files, such as self-service, are the same in all languages; names,
// texts and titles are in Lang or, if they are not translated, in another language.
type Summary struct {
	Version  int       `json:"version"`
	ID       string    `json:"id"` // an argument of platmap show, such as domain:logging or domain:logging#search
	Kind     string    `json:"kind"`
	Name     string    `json:"name"`
	Aka      []string  `json:"aka,omitempty"`
	Status   string    `json:"status,omitempty"`
	Lang     string    `json:"lang"`
	Text     string    `json:"text,omitempty"`
	URL      string    `json:"url"` // relative to the site
	File     string    `json:"file"`
	Line     int       `json:"line"`
	Sections []Section `json:"sections"`

	kicker  []string     // facts below the name in a terminal
	address string       // the absolute URL, if it is known
	words   *render.Page // for the words of the language
}

// Section is a part of a Summary: a fact, such as the owner, or a list.
type Section struct {
	Key     string  `json:"key"` // such as owner, get or changing
	Title   string  `json:"title"`
	Text    string  `json:"text,omitempty"`
	Entries []Entry `json:"entries,omitempty"`
	More    int     `json:"more,omitempty"` // number of entries that Limit has removed

	fact bool   // whether it is short
	none string // the text that a terminal shows if the list is empty
}

// Entry is a thing in a section.
type Entry struct {
	Name      string `json:"name"`
	ID        string `json:"id,omitempty"` // an argument of platmap show
	Kind      string `json:"kind,omitempty"`
	Status    string `json:"status,omitempty"`
	Mode      string `json:"mode,omitempty"`      // for an interface
	By        string `json:"by,omitempty"`        // the responsible party
	Target    string `json:"target,omitempty"`    // the future responsible party
	Role      string `json:"role,omitempty"`      // for a team
	State     string `json:"state,omitempty"`     // for a need
	Since     string `json:"since,omitempty"`     // for something planned or available
	Until     string `json:"until,omitempty"`     // for something deprecated or retired
	Successor string `json:"successor,omitempty"` // the id of what to use instead
	Guide     string `json:"guide,omitempty"`     // the id of the guide to it
	Inherited bool   `json:"inherited,omitempty"` // for an owner
	Text      string `json:"text,omitempty"`
	Link      string `json:"link,omitempty"` // on another site
	URL       string `json:"url,omitempty"`  // relative to the site
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`

	notes []string // in the language of the summary
	plain bool     // whether a terminal leaves out the id
}

// Show returns the summary of a thing that Find has returned.
func (a Asker) Show(x Found) *Summary {
	b := &builder{Asker: a, p: a.Pages.Root(a.Lang), s: &Summary{Version: version, Lang: a.Lang, Sections: []Section{}}}
	b.s.words = b.p
	switch {
	case x.Term != nil:
		b.term(x.Term)
	case x.Item != nil:
		b.item(x.Target)
	default:
		b.page(x.Page)
		if x.Anchor != "" {
			b.s.URL = b.p.Href(x.Target)
		}
	}
	b.s.address = b.p.AbsoluteOf(b.s.URL)
	return b.s
}

// Limit shortens texts to a number of characters and lists to a number of entries. It
// reports whether anything was removed.
func (s *Summary) Limit(characters, entries int) bool {
	limited := false
	shorten := func(t *string) {
		if short := text.ShortenAtSpace(*t, characters); short != *t {
			*t, limited = short, true
		}
	}
	shorten(&s.Text)
	shorten(&s.Name)
	s.Aka = s.Aka[:min(len(s.Aka), entries)]
	for i := range s.Sections {
		x := &s.Sections[i]
		shorten(&x.Text)
		if n := len(x.Entries) - entries; n > 0 {
			x.Entries, x.More, limited = x.Entries[:entries], n, true
		}
		for j := range x.Entries {
			shorten(&x.Entries[j].Name)
			shorten(&x.Entries[j].Text)
		}
	}
	return limited
}

// builder makes a summary.
type builder struct {
	Asker
	p *render.Page // a page in the top folder
	s *Summary
}

// head sets the fields that all summaries have.
func (b *builder) head(x any, kind string, pos source.Pos) {
	b.s.ID, b.s.Kind, b.s.Name, b.s.URL = b.ref(x), kind, b.p.NameText(x), b.p.Href(x)
	b.s.File, b.s.Line = b.Place(pos)
}

func (b *builder) page(x site.Page) {
	e := x.Base()
	b.head(x, string(e.Kind), positionOf(x, b.Lang))
	for _, t := range e.Aka {
		b.s.Aka = append(b.s.Aka, b.line(t))
	}
	b.s.Status, b.s.Text = string(e.Status), b.paragraph(e.Summary)
	switch x := x.(type) {
	case *site.Domain:
		b.domain(x)
	case *site.Component:
		b.component(x)
	case *site.Team:
		b.team(x)
	case *site.Scenario:
		b.scenario(x)
	case *site.Guide:
		b.guide(x)
	default:
		panic(fmt.Sprintf("show: no summary of a %T", x))
	}
}

// add adds a section that has a text or entries.
func (b *builder) add(x Section) {
	if x.Text != "" || len(x.Entries) > 0 || x.none != "" {
		b.s.Sections = append(b.s.Sections, x)
	}
}

// fact adds a short section.
func (b *builder) fact(key, word string, entries ...Entry) {
	b.add(Section{Key: key, Title: b.p.Say(word), Entries: entries, fact: true})
}

// value adds a short section with a value, unless it is "".
func (b *builder) value(key, word, value string) {
	if value != "" {
		b.fact(key, word, Entry{Name: value})
	}
}

// list adds a section with pages.
func (b *builder) list(key, word string, pages []site.Page) {
	var entries []Entry
	for _, x := range pages {
		entries = append(entries, b.entry(x))
	}
	b.add(Section{Key: key, Title: b.p.Say(word), Entries: entries})
}

// pagesOf converts a list of pages of one type to a list of site.Page.
func pagesOf[P site.Page](list []P) []site.Page {
	var pages []site.Page
	for _, p := range list {
		pages = append(pages, p)
	}
	return pages
}

// entry returns an entry for a page or an item. It has a note about the status if readers
// should know about it.
func (b *builder) entry(x any) Entry {
	e := Entry{Name: b.p.NameText(x), ID: b.ref(x), URL: b.p.Href(x)}
	e.File, e.Line = b.Place(positionOf(x, b.Lang))
	if to, ok := x.(*site.Target); ok {
		x = *to
	}
	if to, ok := x.(site.Target); ok && to.Item != nil {
		x = to.Item
	}
	switch x := x.(type) {
	case *site.Responsibility:
		e.Kind = "responsibility"
	case *site.Domain:
		e.Kind = "domain"
		b.note(&e, x.NotableStatus())
	case *site.Component:
		e.Kind = "component"
		b.note(&e, x.Status)
	case *site.Guide:
		e.Kind, e.Text = "guide", b.paragraph(x.Summary)
	case site.Page:
		e.Kind = string(x.Base().Kind)
	case *site.Feature:
		e.Kind = "feature"
		b.note(&e, x.Status)
	case *site.Interface:
		e.Kind, e.Mode, e.Link = x.Kind, x.Mode, x.URL
		b.say(&e, "kind", x.Kind)
		b.say(&e, "mode", x.Mode)
		b.note(&e, x.Status)
		if to := (query.Interface{Interface: x}).GuideTo(); to != nil {
			e.Guide = b.ref(to)
			if to == x.Doc.To { // the interface is the guide
				e.ID, e.URL = e.Guide, b.p.Href(to)
			} else {
				e.notes = append(e.notes, b.p.Say("guide")+b.p.Say("colon")+e.Guide)
			}
		}
	}
	return e
}

// note sets the status of an entry.
func (b *builder) note(e *Entry, status site.Status) {
	e.Status = string(status)
	if status != site.Available {
		b.say(e, "status", e.Status)
	}
}

// say adds the word for a value to the notes of an entry.
func (b *builder) say(e *Entry, group, value string) {
	if value != "" {
		e.notes = append(e.notes, b.p.Say(group+"."+value))
	}
}

// Markdown returns the Markdown twin of the page of a thing that Find has returned.
func (a Asker) Markdown(x Found) ([]byte, error) { return a.Pages.ReadFile(a.TwinPath(x)) }

// TwinPath returns the path of that twin in the site.
func (a Asker) TwinPath(x Found) string {
	if x.Term != nil {
		return strings.TrimSuffix(a.Pages.ViewPath("glossary", a.Lang), ".html") + ".md"
	}
	return a.Pages.TwinPath(x.Page, a.Lang)
}
