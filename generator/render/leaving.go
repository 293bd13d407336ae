package render

import (
	"strings"

	"platmap/generator/site"
	"platmap/generator/theme"
)

// Leaving returns sentences about a domain or component that is deprecated or retired:
// how long it is offered, and what to use instead. x may also be the Lifecycle of a
// feature or an interface. Its sentences are below the name, so they do not repeat it.
func (p *Page) Leaving(x any) theme.HTML {
	return theme.HTML(p.leaving(x, theme.Escape,
		func(x any) string { return string(p.Name(x)) },
		func(d site.Date) string { return string(p.Date(d)) },
		func(x any) string { return string(p.Link(x)) }))
}

// LeavingText is Leaving without markup.
func (p *Page) LeavingText(x any) string {
	return p.leaving(x, func(s string) string { return s }, p.NameText, p.DateText, p.NameText)
}

// leaving implements Leaving with functions that write a fixed text, a name, a date and a
// link.
func (p *Page) leaving(x any, text func(string) string, name func(any) string, date func(site.Date) string, link func(any) string) string {
	var status site.Status
	var until site.Date
	var instead any
	page := false
	switch x := x.(type) {
	case *site.Domain:
		status, page = x.Status, true
		if x.ReplacedBy.To != nil {
			instead = x.ReplacedBy.To
		}
	case *site.Component:
		status, until, page = x.Status, x.Until, true
		if to := x.Successor(); to != nil {
			instead = to
		}
	case site.Lifecycle:
		status, until = x.Status, x.Until
		if x.ReplacedBy.To != nil {
			instead = x.ReplacedBy.To
		}
	}
	if !status.Leaving() {
		return ""
	}
	var sentences []string
	add := func(key, value string) {
		sentences = append(sentences, p.r.Theme.Fill(p.Locale, text(p.Say("leaving."+key)), value))
	}
	if page {
		add(string(status), name(x))
	}
	if !until.IsZero() {
		add(string(status)+".until", date(until))
	}
	if instead != nil {
		add("instead", link(instead))
	}
	return strings.Join(sentences, p.Say("leaving.join"))
}

// leaving is Page.Leaving as Markdown.
func (w *mdWriter) leaving(x any) string {
	return w.p.leaving(x, func(s string) string { return s }, w.name, func(d site.Date) string { return string(d) }, w.link)
}

// stage writes the dates and the successor of an item, unless leaving has written them.
func (w *mdWriter) stage(l site.Lifecycle) {
	if l.Status.Leaving() {
		l.ReplacedBy.To, l.Until = nil, ""
	}
	w.lifecycle(l)
}
