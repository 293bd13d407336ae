package query

import (
	"cmp"
	"slices"

	"platmap/generator/site"
	"platmap/generator/stable"
)

// Box is what most readers of a domain look for: how to get it, what they are responsible
// for themselves, and what is changing.
type Box struct {
	Ways    []Way            // by self-service if that is possible, otherwise all other ways
	Guides  []*site.Guide    // without self-service: the guides that lead to it
	Ask     string           // without self-service: the channel of the owner
	Yours   []Responsibility // what product teams do, now or later
	Changes []Stage          // what is deprecated, then what is planned
}

// BoxOf returns the box of a domain.
func BoxOf(d *site.Domain) Box {
	box := Box{Ways: Ways(d)}
	if len(box.Ways) > 0 && box.Ways[0].Mode == site.SelfService {
		box.Ways = box.Ways[:1]
	} else {
		if d.Owner.To != nil {
			box.Ask = d.Owner.To.Contact.Chat
		}
		for _, g := range d.Guides {
			if g.GuideType == "how-to" || g.GuideType == "tutorial" {
				box.Guides = append(box.Guides, g)
			}
		}
	}
	for _, r := range ResponsibilitiesOf(d) {
		if r.By.Column() == site.Product || r.Moves() && r.Target.Column() == site.Product {
			box.Yours = append(box.Yours, r)
		}
	}
	for _, s := range ItemStages(d) {
		if s.Status == site.Planned || s.Status == site.Deprecated {
			box.Changes = append(box.Changes, s)
		}
	}
	stable.Sort(box.Changes, func(a, b Stage) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), CompareStages(a, b))
	})
	return box
}

// Way is the interfaces of a domain that are used in the same way.
type Way struct {
	Mode       string // or "" if none was written
	Kind       string // of the interfaces, if Mode is ""
	Interfaces []*site.Interface
}

// Ways returns the interfaces of a domain that can be used today, by mode; those without a
// mode by kind.
func Ways(d *site.Domain) []Way {
	var ways []Way
	for _, mode := range Modes {
		ways = append(ways, Way{Mode: mode})
	}
	for i := range d.Interfaces {
		x := &d.Interfaces[i]
		if x.Status != site.Available && x.Status != site.Experimental {
			continue
		}
		kind := ""
		if x.Mode == "" {
			kind = x.Kind
		}
		n := slices.IndexFunc(ways, func(w Way) bool { return w.Mode == x.Mode && w.Kind == kind })
		if n < 0 {
			n, ways = len(ways), append(ways, Way{Mode: x.Mode, Kind: kind})
		}
		ways[n].Interfaces = append(ways[n].Interfaces, x)
	}
	return slices.DeleteFunc(ways, func(w Way) bool { return w.Interfaces == nil })
}
