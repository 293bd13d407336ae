package diff

import (
	"regexp"
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// rule returns the weight of a change of a property.
type rule func(c *Change) Weight

// The rules of properties whose changes always have the same weight.
func promise(*Change) Weight { return Promise }
func upkeep(*Change) Weight  { return Upkeep }
func wording(*Change) Weight { return Wording }

// better returns News if x is positive, Promise if it is negative, and otherwise Upkeep.
func better(x int) Weight {
	switch {
	case x > 0:
		return News
	case x < 0:
		return Promise
	}
	return Upkeep
}

// thing is the rule for things. A new one is news, except a component, which readers see
// only through the interfaces and features that use it. It is a promise if an address no
// longer works, if a domain is renamed, because the label of its issues contains its id,
// or if anything but a guide is removed.
func thing(c *Change) Weight {
	switch {
	case c.Operation == Added && c.Kind == source.Component:
		return Upkeep
	case c.Operation == Added:
		return News
	case c.NeedsAlias || c.Kind == source.Domain || c.Operation == Removed && c.Kind != source.Guide:
		return Promise
	}
	return Upkeep
}

// nameOfThing is the rule for the name of a thing. Readers see the name of a domain or a
// team everywhere, so a new one is not just a change of wording, although readers lose
// nothing.
func nameOfThing(c *Change) Weight {
	if onlyLanguages(c) || c.Kind != source.Domain && c.Kind != source.Team {
		return Wording
	}
	return News
}

// onlyLanguages reports whether a text is the same in every language that both versions
// have.
func onlyLanguages(c *Change) bool {
	return sameWords(c.Old.Value.Text, c.New.Value.Text)
}

// sameWords reports whether two texts are the same in every language that both have.
func sameWords(a, b site.Text) bool {
	for _, v := range a.Versions() {
		if b.Has(v.Lang) && v.Doc.Source() != b.In(v.Lang).Doc.Source() {
			return false
		}
	}
	return true
}

// owner is the rule for the owner. A new owner is a promise, unless there was none
// before. Writing the owner that was inherited, or the reverse, is not.
func owner(c *Change) Weight {
	if c.Old.Page == nil || c.New.Page == nil { // the default owner of the site
		return address(c)
	}
	before, after := c.Old.Page.Base().Owner.To, c.New.Page.Base().Owner.To
	switch {
	case before == nil && c.Old.Value.IsZero():
		return News
	case before != nil && after != nil && before.ID == after.ID:
		return Upkeep
	}
	return Promise
}

// aliases is the rule for aliases: without an alias, the former address does not
// redirect.
func aliases(c *Change) Weight {
	if c.NeedsAlias {
		return Promise
	}
	return Upkeep
}

// offer is the rule for what readers use: features, interfaces, guarantees and variants.
// If it is added as deprecated it is not news, and if it was retired before its removal
// it is not a promise.
func offer(c *Change) Weight {
	switch c.Operation {
	case Moved:
		return movedItem(c)
	case Added:
		if statusOf(c.New.Item).Leaving() {
			return Upkeep
		}
		return News
	case Removed:
		if c.Field == "" && statusOf(c.Old.Item) == site.Retired {
			return Upkeep
		}
		return Promise
	case Changed:
		return Wording
	}
	return Upkeep
}

// statusOf returns the status of a feature or an interface.
func statusOf(i Item) site.Status {
	switch x := i.Value.(type) {
	case *site.Feature:
		return x.Status
	case *site.Interface:
		return x.Status
	}
	return ""
}

// responsibility is the rule for responsibilities. A new one of product teams is work for
// them; any other is work that the platform does for them.
func responsibility(c *Change) Weight {
	of := func(i Item) int {
		if x, ok := i.Value.(*site.Responsibility); ok && x.By.Column() == site.Product {
			return -1
		}
		return 1
	}
	switch c.Operation {
	case Moved:
		return movedItem(c)
	case Added:
		return better(of(c.New.Item))
	case Removed:
		return better(-of(c.Old.Item))
	}
	return Upkeep
}

// party is the rule for the responsible party, now or in the future. More work for
// product teams is a change for the worse.
func party(c *Change) Weight {
	return better(burden(c.Old) - burden(c.New))
}

// burden returns the amount of work for product teams: 0 to 2.
func burden(s Side) int {
	p := site.Party{Located: site.Located{Text: s.Value.Plain}}
	p.Team, _ = s.Value.To.Page.(*site.Team)
	if s.Value.IsZero() { // without a target, the current party stays responsible
		switch x := s.Item.Value.(type) {
		case *site.Responsibility:
			p = x.By
		case *site.Feature:
			p = x.By
		}
	}
	return max(slices.Index([]string{site.Platform, site.Shared, site.Product}, p.Column()), 0)
}

// ladder is the rule for a fixed word. words are in order, the worst first.
func ladder(words ...string) rule {
	return func(c *Change) Weight {
		return better(slices.Index(words, c.New.Value.Plain) - slices.Index(words, c.Old.Value.Plain))
	}
}

// Rules for words with an order.
var (
	status = ladder("retired", "planned", "deprecated", "experimental", "available")
	// An unknown state counts as a gap.
	needState = func(c *Change) Weight {
		words := []string{"gap", "partial", "met"}
		return better(max(slices.Index(words, c.New.Value.Plain), 0) - max(slices.Index(words, c.Old.Value.Plain), 0))
	}
)

// mode is the rule for the mode of an interface: how much help users need. An absent mode
// says little, so adding or removing a mode is upkeep, unless it is self-service.
func mode(c *Change) Weight {
	words := []string{"on-request", "assisted", site.SelfService}
	from, to := slices.Index(words, c.Old.Value.Plain), slices.Index(words, c.New.Value.Plain)
	if (from < 0 || to < 0) && max(from, to) < 2 {
		return Upkeep
	}
	return better(to - from)
}

// The direction in which a number of a guarantee is better.
const (
	lower  = -1
	higher = 1
)

// limit is the rule for the number of a guarantee: loosening or removing it breaks a
// promise. Numbers in different units cannot be compared.
func limit(direction int) rule {
	return func(c *Change) Weight {
		from, to := c.Old.Value, c.New.Value
		switch {
		case from.IsZero():
			return News
		case to.IsZero() || !sameUnit(c.Old.Item, c.New.Item):
			return Promise
		case site.Number(to.Plain).Value() > site.Number(from.Plain).Value():
			return better(direction)
		}
		return better(-direction)
	}
}

func sameUnit(a, b Item) bool {
	x, isX := a.Value.(*site.Guarantee)
	y, isY := b.Value.(*site.Guarantee)
	return isX && isY && (x.Unit.IsZero() == y.Unit.IsZero()) && sameWords(x.Unit, y.Unit)
}

// unit is the rule for the unit of a guarantee: a new unit changes the number too.
func unit(c *Change) Weight {
	if onlyLanguages(c) && !c.Old.Value.IsZero() && !c.New.Value.IsZero() {
		return Wording
	}
	return Promise
}

var digits = regexp.MustCompile(`[0-9]+(?:[.,][0-9]+)*`)

// numbersOr returns the rule for a text that may contain a promised number. A change of
// the numbers is a promise; for other changes the rule is other. Writing the same number
// in digits is not a change of the number.
func numbersOr(other rule) rule {
	return func(c *Change) Weight {
		for _, v := range c.Old.Value.Text.Versions() {
			if to := c.New.Value.Text.In(v.Lang); to.Lang == v.Lang {
				from, to := digits.FindAllString(text.Narrow(v.Plain()), -1), digits.FindAllString(text.Narrow(to.Plain()), -1)
				if from != nil && to != nil && !slices.Equal(from, to) {
					return Promise
				}
			}
		}
		return other(c)
	}
}

// locales is the rule for the languages of the site. A new order may change the main
// language, and with it the address of every page.
func locales(c *Change) Weight {
	if c.Operation == Added {
		return News
	}
	return Promise
}

// expectation is the rule for what other teams can expect of a team.
func expectation(c *Change) Weight {
	if c.Operation == Changed {
		return numbersOr(wording)(c)
	}
	return offer(c)
}

// since is the rule for a start date. Readers expect something planned at its start date,
// so a change is better or worse for them.
func since(c *Change) Weight {
	if statusOf(c.New.Item) != site.Planned || statusOf(c.Old.Item) != site.Planned || c.New.Value.IsZero() || c.Old.Value.IsZero() {
		return Upkeep
	}
	return better(site.Date(c.Old.Value.Plain).End().Compare(site.Date(c.New.Value.Plain).End()))
}

// until is the rule for an end date. An earlier end breaks a promise. No end counts as
// the latest.
func until(c *Change) Weight {
	from, to := site.Date(c.Old.Value.Plain), site.Date(c.New.Value.Plain)
	switch {
	case from.IsZero():
		return Promise
	case to.IsZero():
		return News
	}
	return better(to.End().Compare(from.End()))
}

// replacement is the rule for a successor, because users are migrating to it.
func replacement(c *Change) Weight {
	if c.Old.Value.IsZero() {
		return News
	}
	return Promise
}

// address is the rule for an address that people use, such as a URL or a channel.
func address(c *Change) Weight {
	if c.Old.Value.IsZero() {
		return News
	}
	return Promise
}

// typed is the rule for the name of an interface that users type or import.
func typed(c *Change) Weight {
	if onlyLanguages(c) && c.Old.Value.Kind == Text {
		return Wording
	}
	return Promise
}

// interfaceKind is the rule for the kind of an interface: users must use it in another
// way, unless its kind was unknown.
func interfaceKind(c *Change) Weight {
	if c.Old.Value.IsZero() || c.New.Value.IsZero() {
		return Upkeep
	}
	return Promise
}

// role returns the weight of a change to a team's work in a domain: a promise if a domain
// that is in both sites gets another owner because of it.
func (d *differ) role(c *Change) Weight {
	if c.Operation == Reordered || roleOf(c.Old.Item) != "owner" && roleOf(c.New.Item) != "owner" {
		return Upkeep
	}
	p, q := domainOf(c.Old.Item), domainOf(c.New.Item)
	if p == nil {
		p, _ = d.from[q].(*site.Domain)
	}
	if q == nil {
		q, _ = d.to[p].(*site.Domain)
	}
	if p == nil || q == nil || p.Owner.Text == q.Owner.Text {
		return Upkeep
	}
	return Promise
}

func roleOf(i Item) string {
	if x, ok := i.Value.(*site.TeamDomain); ok {
		return x.Role
	}
	return ""
}

func domainOf(i Item) *site.Domain {
	if x, ok := i.Value.(*site.TeamDomain); ok {
		return x.Domain.To
	}
	return nil
}
