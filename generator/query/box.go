package query

import (
	"cmp"
	"slices"

	"platmap/generator/site"
	"platmap/generator/stable"
)

// Box answers what most readers of a domain look for: how to use it, what their own
// responsibilities are, and what is changing.
type Box struct {
	Ways    []Way            // self-service if the domain offers it, otherwise all other ways
	Guides  []*site.Guide    // the guides about other ways than self-service
	Ask     string           // the channel of the owner, for other ways than self-service
	Yours   []Responsibility // what product teams are responsible for, now or later
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

// Way is a group of interfaces of a domain that are used in the same way.
type Way struct {
	Mode       string // the mode, or "" if none is set
	Kind       string // the kind of the interfaces, if Mode is ""
	Interfaces []*site.Interface
}

// Ways returns the interfaces of a domain that can be used now, grouped by mode. Those
// without a mode are grouped by kind.
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
