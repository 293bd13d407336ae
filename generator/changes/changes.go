// Package changes puts the changes of package diff into words, with the words of a theme.
//
// A sentence has few forms. What happened is one of the words "change.…": added, removed,
// deprecated, loosened and so on. What it happened to is a noun and a name, the label of a
// property, or both. The values are the old and the new one:
//
//	interface “kube” deprecated, until 2027-03 → deploy
//	guarantee “Base latency” loosened: at most 5 ms → 8 ms
//	feature “Purge by tag”: planned → available
//	owner: Infra → DX
//
// A sentence does not name the thing that changed, because all forms of output group the
// changes by thing:
//
//	changes.go    sentences
//	labels.go     the words for items, properties and values: tables
//	values.go     old and new values
//	readers.go    who is affected, and whom to ask
//	report.go     a comparison: what its forms have in common
//	text.go, markdown.go, json.go
//	              its forms
//	wording.go    texts that were reworded
package changes

import (
	"cmp"

	"platmap/generator/diff"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/theme"
)

// Words writes sentences about changes in one language.
type Words struct {
	theme *theme.Theme
	lang  string
	// inert makes a text of the content safe for the form of output. A theme's own words
	// are not changed.
	inert func(string) string
	below bool // whether the name of the item is already above the sentences
}

// In returns the Words for a theme and a language.
func In(t *theme.Theme, lang string) *Words {
	return &Words{theme: t, lang: lang, inert: func(s string) string { return s }}
}

// Below returns the Words for sentences below the name of the item that changed, which do
// not repeat it.
func (w *Words) Below() *Words {
	below := *w
	below.below = true
	return &below
}

// In returns the Words for the same theme in another language.
func (w *Words) In(lang string) *Words { return In(w.theme, lang) }

// content returns a text of the content in one line of at most n characters.
func (w *Words) content(s string, n int) string { return w.inert(text.Shorten(text.OneLine(s), n)) }

func (w *Words) say(key string, args ...any) string {
	return w.theme.Say(w.lang, key, args...)
}

// maxName is the maximum number of characters of a name in a sentence.
const maxName = 80

// Sentence returns a sentence about a change, in one line without a full stop. It does
// not name the changed page.
func (w *Words) Sentence(c diff.Change) string {
	what := w.subject(c)
	var s string
	switch c.Operation {
	case diff.Changed:
		s = w.changed(c, what)
	case diff.Renamed:
		s = w.say("change.other_id", what, w.fromTo(w.content(c.Old.ID, maxName), w.content(c.New.ID, maxName)))
	case diff.Moved:
		s = w.say("change.moved", what, w.fromTo(w.Name(c.Old), w.Name(c.New)))
	default:
		if c.Field != "" && c.Operation != diff.Reordered {
			s = w.say("change.element."+c.Operation.String(), what, w.value(c, c.Old)+w.value(c, c.New))
		} else {
			s = w.say("change."+c.Operation.String(), what)
		}
	}
	switch {
	case c.NeedsAlias && c.Operation == diff.Renamed:
		s = w.say("change.needs_alias", s, w.content(c.Old.ID, maxName))
	case c.NeedsAlias:
		s = w.say("change.links_break", s)
	}
	return s
}

// changed returns the sentence for a property whose value has changed.
func (w *Words) changed(c diff.Change, what string) string {
	last := lastKey(c.Field)
	switch {
	case isLeaving(c):
		return w.leaving(c, what)
	case c.Kind == source.Asset:
		return w.say("change.replaced", w.noun(string(c.Kind), 1))
	case isName(c):
		old, new := w.value(c, c.Old), w.value(c, c.New)
		if old == new { // only the name in another language has changed
			what = cmp.Or(w.item(c.New.Item, false), what)
			return w.say("change.reworded", w.say("change.property", what, w.Label(c.Kind, c.New.Item, "name")))
		}
		return w.say("change.renamed", what, w.fromTo(w.quoted(old), w.quoted(new)))
	case (isText(c.Old.Value) || isText(c.New.Value)) && c.Weight == diff.Wording:
		switch {
		case c.Old.Value.IsZero():
			return w.say("change.added", what)
		case c.New.Value.IsZero():
			return w.say("change.removed", what)
		}
		return w.say("change.reworded", what)
	case last == "at_most" || last == "at_least":
		return w.say(w.direction(c), what, w.limits(c, last))
	}
	return w.say("change.changed", what, w.fromTo(w.value(c, c.Old), w.value(c, c.New)))
}

// isLeaving reports whether something has become deprecated or retired. A retired thing
// that has become deprecated is not leaving: it is available again.
func isLeaving(c diff.Change) bool {
	return c.Field == "status" && site.Status(c.New.Value.Plain).Leaving() && c.Weight == diff.Promise
}

// leaving returns the sentence for something that has become deprecated or retired, with
// its last day and its successor.
func (w *Words) leaving(c diff.Change, what string) string {
	until, successor := end(c.New)
	details := ""
	if !until.IsZero() {
		details = w.say("change.until", string(until))
	}
	if successor != nil {
		if details != "" {
			details += w.say("change.join")
		}
		details += w.say("change.successor", w.target(*successor))
	}
	s := w.say("change."+c.New.Value.Plain, what)
	if details != "" {
		s = w.say("change.with", s, details)
	}
	return s
}

// end returns the last day of an item or a page, and its successor or nil.
func end(s diff.Side) (site.Date, *site.Target) {
	switch x := s.Item.Value.(type) {
	case *site.Feature:
		return x.Until, x.ReplacedBy.To
	case *site.Interface:
		return x.Until, x.ReplacedBy.To
	}
	switch x := s.Page.(type) {
	case *site.Component:
		if to := x.ReplacedBy.To; to != nil {
			return x.Until, &site.Target{Page: to}
		}
		return x.Until, nil
	case *site.Domain:
		if to := x.ReplacedBy.To; to != nil {
			return "", &site.Target{Page: to}
		}
	}
	return "", nil
}

// itemOf returns the item that a change is about: the new one unless it is absent.
func itemOf(c diff.Change) diff.Item {
	if item := c.New.Item; !item.IsZero() && !item.Absent {
		return item
	}
	return c.Old.Item
}

// subject returns what has changed on a page: an item, a property, or, if the whole page
// has changed, the noun of its kind.
func (w *Words) subject(c diff.Change) string {
	item := itemOf(c)
	label := ""
	if c.Field != "" && !needsNoLabel[c.Field] && !isName(c) && !(c.Field == "by" && item.List == "responsibilities") {
		label = w.Label(c.Kind, item, c.Field)
	}
	isBelow := w.below && item.Parent == nil
	what := w.item(item, isName(c) || isBelow)
	switch {
	case isBelow && label != "":
		return label
	case what == "" && label == "":
		return w.noun(string(c.Kind), 1)
	case what == "":
		return label
	case label == "":
		return what
	}
	return w.say("change.property", what, label)
}

// item returns the noun of an item, followed by its name unless withoutName is set.
func (w *Words) item(item diff.Item, withoutName bool) string {
	if item.IsZero() {
		return ""
	}
	noun := w.noun(item.List, 1)
	if name := w.ItemName(item); name != "" && !withoutName {
		noun = w.say("change.named", noun, name)
	}
	if item.Parent != nil && item.List != "guarantees" {
		noun = w.say("change.property", w.item(*item.Parent, false), noun)
	}
	return noun
}

// ItemName returns the name of an item, or "" if it has none.
func (w *Words) ItemName(item diff.Item) string {
	switch {
	case !item.Name.IsZero():
		return w.content(item.Name.Plain(w.lang), maxName)
	case item.To != nil:
		return w.pageName(item.To)
	}
	return w.content(item.ID, maxName)
}

// Name returns the name of the thing that a side of a change is about, or "" if it is
// absent.
func (w *Words) Name(s diff.Side) string {
	if s.Page != nil {
		return w.pageName(s.Page)
	}
	return w.content(s.ID, maxName)
}

func (w *Words) pageName(p site.Page) string {
	e := p.Base()
	return w.content(cmp.Or(text.OneLine(e.Name.Plain(w.lang)), e.ID), maxName)
}

func (w *Words) quoted(s string) string { return w.say("change.quoted", s) }

func (w *Words) fromTo(old, new string) string { return w.say("change.from_to", old, new) }
