package site

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// order puts everything into the order readers see: domains by group, and
// within it, as everything else, by their order key and then by name.
func (l *linker) order() {
	s := l.site
	groups := map[string]int{}
	for i, g := range s.Groups {
		groups[g.ID] = i
	}
	for _, d := range s.Domains {
		if i, ok := groups[d.Group.Text]; ok {
			d.In = s.Groups[i]
		} else if d.Group.Text != "" {
			l.noGroup(d)
		}
	}
	c := collate.New(language.Make(s.Locale()), collate.Numeric)
	sortPages(s.Domains, c, s.Locale(), func(d *Domain) int {
		if d.In == nil {
			return len(groups)
		}
		return groups[d.In.ID]
	})
	for _, d := range s.Domains {
		if d.In != nil {
			d.In.Domains = append(d.In.Domains, d)
		}
	}
	flat := func(Page) int { return 0 }
	sortPages(s.Components, c, s.Locale(), func(c *Component) int { return flat(c) })
	sortPages(s.Teams, c, s.Locale(), func(t *Team) int { return flat(t) })
	sortPages(s.Scenarios, c, s.Locale(), func(x *Scenario) int { return flat(x) })
	l.orderGuides(c)
}

// orderGuides sorts guides folder by folder and chains each folder's.
func (l *linker) orderGuides(c *collate.Collator) {
	guides := l.site.Guides
	sortPages(guides, c, l.site.Locale(), func(*Guide) int { return 0 })
	slices.SortStableFunc(guides, func(a, b *Guide) int { return cmp.Compare(a.Folder(), b.Folder()) })
	for i := 1; i < len(guides); i++ {
		if a, b := guides[i-1], guides[i]; a.Folder() == b.Folder() {
			a.Next, b.Prev = b, a
		}
	}
}

func sortPages[P Page](pages []P, c *collate.Collator, locale string, first func(P) int) {
	type sortable struct {
		page  P
		first int
		name  []byte
	}
	var buf collate.Buffer
	list := make([]sortable, len(pages))
	for i, p := range pages {
		list[i] = sortable{p, first(p), bytes.Clone(c.KeyFromString(&buf, p.Base().Name.Plain(locale)))}
		buf.Reset()
	}
	slices.SortStableFunc(list, func(a, b sortable) int {
		return cmp.Or(
			cmp.Compare(a.first, b.first),
			cmp.Compare(a.page.Base().Order, b.page.Base().Order),
			bytes.Compare(a.name, b.name),
			cmp.Compare(a.page.Base().ID, b.page.Base().ID),
		)
	})
	for i := range list {
		pages[i] = list[i].page
	}
}

func (l *linker) noGroup(d *Domain) {
	var ids []string
	for _, g := range l.site.Groups {
		ids = append(ids, g.ID)
	}
	help := "site.yaml lists no groups yet; add it there"
	if len(ids) > 0 {
		help = fmt.Sprintf("site.yaml has: %s", strings.Join(ids, ", "))
	}
	l.diags.Errorf("ref/unknown", d.Group.Pos, d.Group.Len, help, "no group %q", d.Group.Text)
}
