package site

import (
	"cmp"
	"strings"

	"platmap/generator/text"
)

// domainSections are the anchors of the sections of a domain's page, which are reserved.
var domainSections = []string{
	"responsibilities", "features", "interfaces", "components", "guides",
	"scenarios", "decisions", "notes", "metrics", "teams", "references", "lifecycle",
}

// setAnchors gives every item an anchor that is unique on the page. If the names of all
// items differ, anchors do not change when items are added or removed. On pages in other
// languages, an item with a name in that language also has an anchor made from that name,
// unless that is an anchor of another item in the main language.
func (d *Domain) setAnchors(locales []string) {
	var anchors text.Anchors
	for _, section := range domainSections {
		anchors.Reserve(section)
	}
	var named []*Item // the items whose anchors are made from their names
	set := func(i *Item, id string) {
		if id == "" {
			id = text.Slug(i.Name.Plain(locales[0]))
			named = append(named, i)
		}
		i.Anchor = anchors.Unique(itemAnchor(id))
	}
	for i := range d.Interfaces { // interfaces first, so that they get the shortest anchors, because most links are to interfaces
		x := &d.Interfaces[i]
		id := x.ID
		if id == "" && x.Doc.Text != "" {
			id = text.Slug(strings.ReplaceAll(x.Doc.Text, "/", "-"))
		}
		set(&x.Item, id)
	}
	for i := range d.Features {
		set(&d.Features[i].Item, d.Features[i].ID)
	}
	for i := range d.Responsibilities {
		set(&d.Responsibilities[i].Item, d.Responsibilities[i].ID)
	}
	for _, locale := range locales[1:] {
		local := map[string]string{}
		for _, i := range named {
			if slug := itemAnchor(text.Slug(i.Name.Plain(locale))); slug != i.Anchor && i.Name.Has(locale) {
				local[i.Anchor] = anchors.Unique(slug)
			}
		}
		if len(local) > 0 {
			if d.anchors == nil {
				d.anchors = map[string]map[string]string{}
			}
			d.anchors[locale] = local
		}
	}
}

// itemAnchor returns the anchor for an id or a slug, before it is made unique.
func itemAnchor(id string) string {
	if id == "" || id[0] >= '0' && id[0] <= '9' {
		id = strings.TrimSuffix("item-"+id, "-") // HTML validators require that an id begins with a letter
	}
	return id
}

// AnchorIn returns the anchor that an item has on pages in a language, given its Anchor.
func (d *Domain) AnchorIn(locale, anchor string) string {
	return cmp.Or(d.anchors[locale][anchor], anchor)
}
