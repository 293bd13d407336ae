package site

import (
	"fmt"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// ItemKind narrows what Find looks for.
type ItemKind int

// The kinds of items a reference may mean.
const (
	AnyItem ItemKind = iota
	OnlyFeatures
	OnlyInterfaces
)

// Find returns the feature, interface or responsibility with this name (in any
// language), id or anchor, and its anchor; or nil.
func (d *Domain) Find(name string, kind ItemKind) (item any, anchor string) {
	matches := func(i *Item) bool {
		return i.ID != "" && i.ID == name || i.Anchor == name || i.Name.is(name)
	}
	if kind != OnlyFeatures {
		for i := range d.Interfaces {
			if x := &d.Interfaces[i]; matches(&x.Item) || x.Doc.Text == name && name != "" {
				return x, x.Anchor
			}
		}
	}
	if kind != OnlyInterfaces {
		for i := range d.Features {
			if x := &d.Features[i]; matches(&x.Item) {
				return x, x.Anchor
			}
		}
	}
	if kind == AnyItem {
		for i := range d.Responsibilities {
			if x := &d.Responsibilities[i]; matches(&x.Item) {
				return x, x.Anchor
			}
		}
		if sections[name] {
			return d, name
		}
	}
	return nil, ""
}

// sections are the anchors of a domain page's own parts; no item takes them.
var sections = map[string]bool{
	"responsibilities": true, "features": true, "interfaces": true, "components": true, "guides": true,
	"scenarios": true, "decisions": true, "notes": true, "metrics": true, "teams": true, "references": true,
}

func (d *Domain) noItem(name string, kind ItemKind) *Unresolved {
	var known []string
	if kind != OnlyInterfaces {
		for i := range d.Features { // others are filling in the rest of them
			known = append(known, d.Features[i].Name.all()...)
		}
	}
	if kind != OnlyFeatures {
		for i := range d.Interfaces {
			known = append(known, d.Interfaces[i].Name.all()...)
		}
	}
	what := [...]string{"feature or interface", "feature", "interface"}[kind]
	help := "write its name exactly as it stands in " + d.File.Name
	if near := text.Closest(name, known); near != "" {
		help = fmt.Sprintf("did you mean %q?", near)
	}
	return &Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("domain %q has no %s %q", d.ID, what, name), Help: help}
}

// all returns the text in every language.
func (t Text) all() []string {
	var all []string
	for _, v := range t.versions {
		all = append(all, v.Plain())
	}
	return all
}

// setAnchors gives every item of a domain an anchor that is unique on its page
// and stays when other items come and go, as long as names differ.
func (d *Domain) setAnchors(locale string) {
	var anchors text.Anchors
	for name := range sections {
		anchors.Reserve(name)
	}
	set := func(i *Item, name string) {
		base := i.ID
		if base == "" {
			base = text.Slug(name)
		}
		if base == "" || base[0] >= '0' && base[0] <= '9' {
			base = strings.TrimSuffix("item-"+base, "-") // validators want an id to begin with a letter
		}
		i.Anchor = anchors.Unique(base)
	}
	for i := range d.Interfaces { // the shortest names first: they are linked to most
		x := &d.Interfaces[i]
		name := x.Name.Plain(locale)
		if x.Doc.Text != "" {
			name = strings.ReplaceAll(x.Doc.Text, "/", "-")
		}
		set(&x.Item, name)
	}
	for i := range d.Features {
		set(&d.Features[i].Item, d.Features[i].Name.Plain(locale))
	}
	for i := range d.Responsibilities {
		set(&d.Responsibilities[i].Item, d.Responsibilities[i].Name.Plain(locale))
	}
}

// item resolves "name" or "domain#name" as seen from a domain.
func (n *names) item(ref string, in *Domain, kind ItemKind) (*Target, *Unresolved) {
	d := in
	name := ref
	if id, rest, ok := strings.Cut(ref, "#"); ok && id != "" {
		p, fault := n.page(source.Domain, id)
		if fault != nil {
			return nil, fault
		}
		d, name = p.(*Domain), rest
	}
	if d == nil {
		return nil, &Unresolved{silent: true} // its domain is unknown, which was reported
	}
	item, anchor := d.Find(text.NFC(name), kind)
	if item == nil {
		return nil, d.noItem(name, kind)
	}
	return &Target{Page: d, Item: item, Anchor: anchor}, nil
}
