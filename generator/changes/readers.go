package changes

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/diff"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// The maximum numbers of pages and teams in a line. The JSON form has all.
const (
	maxAffected = 6
	maxAsked    = 5
)

// Relation is a list of pages that rely in the same way on what changed.
type Relation struct {
	Label string // such as "used by"
	Pages []site.Page
}

// relations are the keys of the labels of relations, in the order in which they are
// shown.
var relations = []string{"change.required_by", "change.used_by", "change.inherited_by"}

func relationOf(a diff.Affected) string {
	switch a.How {
	case diff.ByOwner:
		return "change.inherited_by"
	case site.ByDependsOn:
		return "change.required_by"
	}
	return "change.used_by"
}

// readerKinds are the kinds of pages in the order in which they are shown: people first.
var readerKinds = []source.Kind{source.Team, source.Domain, source.Scenario, source.Component, source.Guide}

// Affected returns the pages that rely on what changed, grouped by relation.
func (w *Words) Affected(c diff.Change) []Relation {
	var list []Relation
	for _, word := range relations {
		r := Relation{Label: w.say(word)}
		for _, a := range readers(c) {
			if relationOf(a) == word && !slices.Contains(r.Pages, a.Page) {
				r.Pages = append(r.Pages, a.Page)
			}
		}
		stable.Sort(r.Pages, func(a, b site.Page) int {
			return cmp.Compare(slices.Index(readerKinds, a.Base().Kind), slices.Index(readerKinds, b.Base().Kind))
		})
		if r.Pages != nil {
			list = append(list, r)
		}
	}
	return list
}

// affected returns the pages that rely on what changed, in one line: "used by: Shop,
// guide x".
func (w *Words) affected(c diff.Change) string {
	var parts []string
	left := maxAffected
	for _, r := range w.Affected(c) {
		pages := r.Pages[:min(len(r.Pages), left)]
		left -= len(pages)
		s := w.readers(pages)
		if more := len(r.Pages) - len(pages); more > 0 && s == "" {
			s = w.say("change.others", more)
		} else if more > 0 {
			s = w.say("change.and_others", s, more)
		}
		parts = append(parts, r.Label+w.say("colon")+s)
	}
	return strings.Join(parts, w.say("change.between"))
}

// readers returns the names of pages. Consecutive pages of the same kind share one noun.
func (w *Words) readers(pages []site.Page) string {
	var parts []string
	for i := 0; i < len(pages); {
		kind, end := pages[i].Base().Kind, i+1
		for end < len(pages) && pages[end].Base().Kind == kind && !namedAlone(kind) {
			end++
		}
		var names []string
		for _, p := range pages[i:end] {
			names = append(names, w.readerName(p))
		}
		s := strings.Join(names, w.say("comma"))
		if !namedAlone(kind) {
			s = strings.Replace(w.say("change.reader", w.noun(string(kind), len(names)), s), " 「", "「", 1) // Japanese has no space before a quotation mark
		}
		parts, i = append(parts, s), end
	}
	return strings.Join(parts, w.say("comma"))
}

// namedAlone reports whether pages of a kind are named without the noun of the kind.
func namedAlone(kind source.Kind) bool { return kind == source.Domain || kind == source.Team }

// readerName returns the name of a page. For a guide it is the path, which is unique; for
// a scenario, whose name is a sentence, it is the name in quotation marks.
func (w *Words) readerName(p site.Page) string {
	switch e := p.Base(); e.Kind {
	case source.Guide:
		return w.content(e.ID, maxName)
	case source.Scenario:
		return w.quoted(w.pageName(p))
	}
	return w.pageName(p)
}

// Contact returns how to reach a team: its GitHub handle, such as "@example/shop", its
// channel, or its name.
func (w *Words) Contact(t *site.Team) string {
	switch {
	case t.Contact.GitHub != "":
		return "@" + strings.TrimPrefix(t.Contact.GitHub, "@")
	case t.Contact.Chat != "":
		return t.Contact.Chat
	}
	return w.pageName(t)
}

// handle matches a handle of a user or a team that a comment can mention.
var handle = regexp.MustCompile(`^@[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)?$`)

// readers returns the pages that rely on what changed, without the changed page itself.
func readers(c diff.Change) []diff.Affected {
	return slices.DeleteFunc(slices.Clone(c.Affected), func(a diff.Affected) bool { return a.Page == c.New.Page || a.Page == c.Old.Page })
}

// Asked returns the teams to ask about a change: the affected teams and the owners of the
// affected pages, except the team that owns what changed. For a change of the owner, it
// returns the old and the new owner.
func Asked(c diff.Change) []*site.Team {
	var teams []*site.Team
	add := func(t *site.Team) {
		if t != nil && !slices.Contains(teams, t) {
			teams = append(teams, t)
		}
	}
	if c.Field == "owner" {
		for _, s := range []diff.Side{c.Old, c.New} {
			add(inheritedOwner(c, s))
			if t, ok := s.Value.To.Page.(*site.Team); ok {
				add(t)
			}
		}
		return teams
	}
	for _, a := range readers(c) {
		if t := teamOf(a); t != c.Owner() {
			add(t)
		}
	}
	return teams
}

// teamOf returns the team to ask about an affected page, or nil: the page itself if it is
// a team, otherwise its owner.
func teamOf(a diff.Affected) *site.Team {
	if t, ok := a.Page.(*site.Team); ok {
		return t
	}
	return a.Owner
}

// asked returns the contacts of the teams to ask, each formatted by name.
func (w *Words) asked(c diff.Change, name func(string) string) string {
	var names []string
	for _, t := range Asked(c) {
		if s := name(w.Contact(t)); !slices.Contains(names, s) && len(names) < maxAsked {
			names = append(names, s)
		}
	}
	if names == nil {
		return ""
	}
	return w.say("change.ask") + w.say("colon") + strings.Join(names, w.say("comma"))
}
