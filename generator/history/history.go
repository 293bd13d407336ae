// Package history lists past changes: the promises and the news of each commit. Other
// changes are counted.
//
// An [Entry] has texts and ids, and does not refer to the sites that were compared, so
// that a long history needs little memory. [New] replaces former ids by the present ones,
// so that a renamed domain has one history.
package history

import (
	"cmp"
	"slices"
	"time"

	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/git"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// History is the list of changes since a commit.
type History struct {
	Entries []*Entry // the commits with a change, the newest first
	Skipped []Skipped
}

// Skipped is a commit that was not compared, because errors hide a part of its content.
// Its changes are in the entry of the next commit.
type Skipped struct {
	git.Commit
	File string // the first file with such an error
}

// Entry is the changes of a commit.
type Entry struct {
	git.Commit
	Changes []Change // promises first
	Others  int      // the number of changes with lower weights
}

// Date returns the day of the commit in UTC.
func (e *Entry) Date() site.Date { return dateOf(e.Commit) }

// Date returns the day of the commit in UTC.
func (s Skipped) Date() site.Date { return dateOf(s.Commit) }

func dateOf(c git.Commit) site.Date { return site.Date(c.Time.Format(time.DateOnly)) }

// Change is a promise or news.
type Change struct {
	Weight diff.Weight
	Thing  Thing
	Item   string            // the anchor of the item on the page, or ""
	Name   map[string]string // the name of the thing, by language
	Text   map[string]string // the sentence, by language

	Domains []string // ids of the domains that the change is about
	Team    string   // the id of the owner, or ""

	// From and To are the statuses of a feature, an interface or a component whose
	// status changed.
	From, To site.Status
}

// Thing is a thing with a page, or the kind of a thing without one.
type Thing struct {
	Kind source.Kind
	ID   string
}

// Compared is an Entry in which things have their ids at that time.
type Compared struct {
	entry Entry
	moves map[address]address
}

// address identifies a thing, or an item of it.
type address struct {
	Thing
	anchor string
}

// Compare returns the changes of a commit, given the differences between the sites before
// and after it. words has an element for each language of the history. The result does
// not refer to the sites.
func Compare(words map[string]*changes.Words, commit git.Commit, list []diff.Change) Compared {
	c := Compared{Entry{Commit: commit}, map[address]address{}}
	for _, d := range list {
		c.move(d)
	}
	for _, d := range changes.Condense(list) {
		if d.Weight <= diff.News {
			c.entry.Changes = append(c.entry.Changes, changeOf(words, d))
		} else {
			c.entry.Others++
		}
	}
	stable.Sort(c.entry.Changes, func(a, b Change) int { return cmp.Compare(a.Weight, b.Weight) })
	return c
}

// move records that the address of a thing or an item has changed.
func (c *Compared) move(d diff.Change) {
	from, to := addressOf(d, d.Old), addressOf(d, d.New)
	if from.ID == "" || to.ID == "" || from == to {
		return
	}
	c.moves[from] = to
	from.anchor, to.anchor = "", ""
	if d.Operation == diff.Renamed && from != to {
		c.moves[from] = to
	}
}

func addressOf(d diff.Change, s diff.Side) address {
	a := address{Thing: Thing{d.Kind, s.ID}}
	if !s.Item.IsZero() && !s.Item.Absent {
		a.anchor = s.Item.Anchor
	}
	return a
}

func changeOf(words map[string]*changes.Words, d diff.Change) Change {
	side := d.New
	if side.ID == "" || d.Operation == diff.Removed {
		side = d.Old
	}
	c := Change{Weight: d.Weight, Name: map[string]string{}, Text: map[string]string{}}
	a := addressOf(d, side)
	c.Thing, c.Item = a.Thing, a.anchor
	for lang, w := range words {
		c.Name[lang], c.Text[lang] = w.Name(side), w.Sentence(d)
	}
	for _, x := range domainsOf(side.Page) {
		c.Domains = append(c.Domains, x.ID)
	}
	if t := d.Owner(); t != nil {
		c.Team = t.ID
	}
	if d.Field == "status" && d.Operation == diff.Changed {
		c.From, c.To = site.Status(d.Old.Value.Plain), site.Status(d.New.Value.Plain)
	}
	return c
}

// domainsOf returns the domains that a page is about.
func domainsOf(p site.Page) []*site.Domain {
	switch x := p.(type) {
	case *site.Domain:
		return []*site.Domain{x}
	case *site.Component:
		return site.Targets(x.Domains)
	case *site.Guide:
		return site.Targets(x.Domains)
	case *site.Scenario:
		if x.Lead.To != nil {
			return []*site.Domain{x.Lead.To}
		}
	}
	return nil
}

// New returns the history of compared commits. list is sorted, the oldest first.
func New(list []Compared, skipped []Skipped) *History {
	h := &History{Skipped: skipped}
	slices.Reverse(h.Skipped)
	var later moves
	for _, c := range slices.Backward(list) {
		for i := range c.entry.Changes {
			c.entry.Changes[i].update(later)
		}
		if c.entry.Others > 0 || len(c.entry.Changes) > 0 {
			h.Entries = append(h.Entries, &c.entry)
		}
		if len(c.moves) > 0 {
			later = append(later, c.moves)
		}
	}
	// The clocks of authors may be wrong, but readers expect the order of dates.
	stable.Sort(h.Entries, func(a, b *Entry) int { return cmp.Compare(b.Date(), a.Date()) })
	return h
}

// update replaces former ids by the present ones.
func (c *Change) update(later moves) {
	a := later.resolve(address{c.Thing, c.Item})
	c.Thing, c.Item = a.Thing, a.anchor
	for i, id := range c.Domains {
		c.Domains[i] = later.resolve(address{Thing: Thing{source.Domain, id}}).ID
	}
	c.Team = later.resolve(address{Thing: Thing{source.Team, c.Team}}).ID
}

// moves are the changed addresses of several commits, the newest commit first.
type moves []map[address]address

// resolve returns the present address. Items move with their thing.
func (m moves) resolve(a address) address {
	for _, moved := range slices.Backward(m) {
		if to, ok := moved[a]; ok {
			a = to
		} else if to, ok := moved[address{Thing: a.Thing}]; ok {
			a.Thing = to.Thing
		}
	}
	return a
}
