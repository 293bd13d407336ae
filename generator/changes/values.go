package changes

import (
	"cmp"
	"strings"

	"platmap/generator/diff"
	"platmap/generator/site"
	"platmap/generator/theme"
)

// maxValue is the maximum number of characters of a value in a sentence.
const maxValue = 60

func isText(v diff.Value) bool { return v.Kind == diff.Text || v.Kind == diff.Markdown }

// isName reports whether a change gives a thing or an item another name.
func isName(c diff.Change) bool {
	return c.Operation == diff.Changed && !c.Old.Value.IsZero() && !c.New.Value.IsZero() && nameKeys[c.Field]
}

// value returns the value on one side of a change. If there is no value, it returns a
// word for that or, for a change of a list element, "".
func (w *Words) value(c diff.Change, s diff.Side) string {
	v := s.Value
	switch v.Kind {
	case diff.None:
		if owner := inheritedOwner(c, s); owner != nil {
			return w.pageName(owner) + w.say("change.inherited")
		}
		if c.Operation == diff.Changed {
			return w.say("change.none")
		}
		return ""
	case diff.Text:
		return w.content(v.Text.Plain(w.lang), maxValue)
	case diff.Word, diff.Plain: // in "source: interview" the value is a URL, so it has no word of its own
		return w.word(c.Kind, s.Item, c.Field, v.Plain)
	case diff.Number:
		if unit, ok := unitOf(s, c.Field); ok {
			return w.quantity(v, unit)
		}
	case diff.Reference:
		if v.To.Page != nil {
			return w.target(v.To)
		}
	case diff.List:
		var names []string
		for _, element := range v.List {
			s.Value = element
			names = append(names, w.value(c, s))
		}
		return strings.Join(names, w.say("comma"))
	}
	return w.content(v.Plain, maxValue)
}

// inheritedOwner returns the owner that a page inherits on one side of a change of the
// owner. It returns nil if the owner is set there, or if there is none.
func inheritedOwner(c diff.Change, s diff.Side) *site.Team {
	if c.Field != "owner" || !s.Value.IsZero() || s.Page == nil {
		return nil
	}
	return s.Page.Base().Owner.To
}

// direction returns the key of the sentence about a changed limit. Numbers with different
// units are not compared.
func (w *Words) direction(c diff.Change) string {
	old, _ := unitOf(c.Old, c.Field)
	new, _ := unitOf(c.New, c.Field)
	isOther := !c.Old.Value.IsZero() && !c.New.Value.IsZero() && old.Plain(w.lang) != new.Plain(w.lang)
	switch {
	case c.New.Item.List != "guarantees" || isOther:
		return "change.changed"
	case c.Weight == diff.Promise:
		return "change.loosened"
	case c.Weight == diff.News:
		return "change.tightened"
	}
	return "change.changed"
}

// limits returns the old and the new limit of a guarantee, a metric or a goal.
func (w *Words) limits(c diff.Change, key string) string {
	old, _ := unitOf(c.Old, c.Field)
	new, _ := unitOf(c.New, c.Field)
	from, to := c.Old.Value, c.New.Value
	if !from.IsZero() && !to.IsZero() {
		if key == "at_most" && theme.IsTime(new.Plain(w.lang)) {
			key = "within"
		}
		return w.say("change."+key, w.quantity(from, old), w.quantity(to, new))
	}
	limit := func(v diff.Value, unit site.Text) string {
		most, least := v.Plain, ""
		if key == "at_least" {
			most, least = "", v.Plain
		}
		return cmp.Or(w.inert(w.theme.Limit(w.lang, most, least, unit.Plain(w.lang))), w.say("change.none"))
	}
	return w.fromTo(limit(from, old), limit(to, new))
}

func (w *Words) quantity(v diff.Value, unit site.Text) string {
	return w.inert(w.theme.Quantity(w.lang, v.Plain, unit.Plain(w.lang)))
}

// unitOf returns the unit of a number, and whether a number of that field can have a
// unit.
func unitOf(s diff.Side, field string) (site.Text, bool) {
	switch x := s.Item.Value.(type) {
	case *site.Guarantee:
		return x.Unit, true
	case *site.Metric:
		return x.Unit, true
	}
	if x, ok := s.Page.(*site.Scenario); ok && field != "order" {
		return x.Goal.Unit, true
	}
	return site.Text{}, false
}

// target returns the name of the page or the item that a reference refers to.
func (w *Words) target(to site.Target) string {
	var name site.Text
	switch x := to.Item.(type) {
	case *site.Responsibility:
		name = x.Name
	case *site.Feature:
		name = x.Name
	case *site.Interface:
		name = x.Name
	default:
		return w.pageName(to.Page)
	}
	return w.content(name.Plain(w.lang), maxName)
}
