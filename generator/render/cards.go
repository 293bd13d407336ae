package render

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// A card describes the target of a link: a domain, an item of one, a component, a team or
// a term. Its text is not on the page with the link, but in a file for each group of
// cards, which js/cards.js loads when it shows the first card. So a page does not change
// when only a text on a card changes.

const (
	maxCards       = 36 << 10 // maximum size of a file in bytes; larger ones are divided
	maxCardColumns = 116      // maximum width of a text, which is two lines
	maxTermColumns = 2 * 240  // maximum width of the explanation of a term
)

// cardGroup is the cards in one file: cards/NAME.js.
type cardGroup struct {
	name  string
	kinds []source.Kind // kinds of the targets of the cards
	cards func(p *Page) []card
}

var cardGroups []cardGroup

func init() {
	cardGroups = []cardGroup{
		{"domains", []source.Kind{source.Domain, source.Team}, domainCards},
		{"items", []source.Kind{source.Domain, source.Team}, itemCards},
		{"components", []source.Kind{source.Component, source.Domain, source.Team}, componentCards},
		{"teams", []source.Kind{source.Team}, teamCards},
		{"glossary", nil, termCards},
	}
}

// card is a row of a file: the path of the page in its language, with the anchor, and the
// texts of the card.
type card struct {
	key               string
	kind, name        string
	text, lang, owner string
}

func domainCards(p *Page) []card {
	return convert(p.Site.Domains, func(d *site.Domain) card {
		return p.card(d, d.Owner.To, firstText(d.Summary, d.EssentialProblem), p.Say("domain"), p.statusWord(d.NotableStatus()))
	})
}

func componentCards(p *Page) []card {
	return convert(p.Site.Components, func(c *site.Component) card {
		kind := p.Say("refs.component")
		if c.ComponentKind != "" {
			kind = p.Say("kind." + c.ComponentKind)
		}
		return p.card(c, c.Owner.To, firstText(c.Summary, c.Why), kind, p.statusWord(c.Status))
	})
}

func teamCards(p *Page) []card {
	return convert(p.Site.Teams, func(t *site.Team) card {
		c := p.card(t, nil, firstText(t.Summary, t.Focus), p.Say("teamtype."+t.Type), p.statusWord(t.Status))
		c.owner = joinWith(separator, []string{t.Contact.Chat, t.Contact.URL})
		return c
	})
}

func itemCards(p *Page) []card {
	var cards []card
	for _, d := range p.Site.Domains {
		add := func(x any, about site.Text, facts ...string) {
			cards = append(cards, p.card(x, d.Owner.To, about, append(facts, p.NameText(d))...))
		}
		for i := range d.Responsibilities {
			x := &d.Responsibilities[i]
			party := p.Say("party." + x.By.Column())
			if x.By.Team != nil {
				party = p.NameText(x.By.Team)
			}
			add(site.Target{Page: d, Item: x, Anchor: x.Anchor}, firstText(x.Text, x.Why), p.Say("part.responsibility"), party)
		}
		for i := range d.Features {
			x := &d.Features[i]
			add(x, firstText(x.Text, x.Why), p.Say("feature"), p.statusWord(x.Status))
		}
		for i := range d.Interfaces {
			x := &d.Interfaces[i]
			mode := ""
			if x.Mode != "" {
				mode = p.Say("mode." + x.Mode)
			}
			add(x, firstText(x.Text, x.Why), p.Say("kind."+x.Kind), mode, p.statusWord(x.Status))
		}
	}
	return cards
}

func termCards(p *Page) []card {
	return convert(p.Site.Terms, func(t *site.Term) card {
		return card{key: p.cardKey(t), kind: p.Say("view.glossary"), name: p.NameText(t.Term),
			text: shortenToColumns(text.OneLine(p.Plain(t.Text)), maxTermColumns), lang: p.langOf(t.Text)}
	})
}

// card returns the card of any argument of Href. Its owner may be nil.
func (p *Page) card(x any, owner *site.Team, about site.Text, facts ...string) card {
	c := card{key: p.cardKey(x), kind: joinWith(separator, facts), name: p.NameText(x), owner: p.Site.Contact.Chat}
	if !about.IsZero() {
		c.text, c.lang = shortenToColumns(text.OneLine(p.Plain(about)), maxCardColumns), p.langOf(about)
	}
	if owner != nil {
		c.owner = joinWith(separator, []string{p.Say("owner") + p.Say("colon") + p.NameText(owner), owner.Contact.Chat})
	}
	return c
}

// cardKey returns the path of x in the language of the page, with its anchor.
func (p *Page) cardKey(x any) string {
	address, anchor := p.address(x)
	_, key := p.r.splitLocale(address)
	if anchor != "" {
		key += "#" + anchor
	}
	return key
}

// statusWord returns the word for a status that readers should know about, or "".
func (p *Page) statusWord(s site.Status) string {
	if s == "" || s == site.Available {
		return ""
	}
	return p.Say("status." + string(s))
}

// langOf returns the language of a text that is not in the language of the page, or "".
func (p *Page) langOf(t site.Text) string {
	if v := t.In(p.Locale); v.Lang != p.Locale && site.Foreign(v.Doc.Plain(nil), v.Lang) {
		return v.Lang
	}
	return ""
}

func firstText(texts ...site.Text) site.Text {
	for _, t := range texts {
		if !t.IsZero() {
			return t
		}
	}
	return site.Text{}
}

// shortenToColumns returns a text of at most n columns.
func shortenToColumns(s string, n int) string {
	columns, count := 0, 0
	for _, r := range s {
		if columns += text.RuneColumns(r); columns > n {
			return text.ShortenAtSpace(s, count)
		}
		count++
	}
	return s
}

// cardFiles returns the files with cards in a language, by their paths in the main
// language.
func (r *renderer) cardFiles(locale string) map[string][]byte {
	p := r.viewPage("overview", locale)
	files := map[string][]byte{}
	for _, g := range cardGroups {
		cards := g.cards(p)
		stable.Sort(cards, func(a, b card) int { return compareUTF16(a.key, b.key) })
		parts := divideCards(cards)
		if len(parts) == 1 {
			files["cards/"+g.name+".js"] = cardScript("rows", parts[0])
			continue
		}
		firsts := []string{}
		for i, rows := range parts {
			firsts = append(firsts, rows[0][0])
			files["cards/"+g.name+"--"+strconv.Itoa(i+1)+".js"] = cardScript("rows", rows)
		}
		files["cards/"+g.name+".js"] = cardScript("parts", firsts)
	}
	return files
}

// compareUTF16 compares strings in the order of JavaScript. It is the order of the bytes,
// except that characters above U+FFFF come before U+E000, because they are two
// surrogates.
func compareUTF16(a, b string) int {
	for i := range min(len(a), len(b)) {
		switch x, y := a[i], b[i]; {
		case x == y:
		case min(x, y) >= 0xEE && (x >= 0xF0) != (y >= 0xF0): // in UTF-8, U+E000 starts with 0xEE and U+10000 with 0xF0
			return cmp.Compare(y, x)
		default:
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(len(a), len(b))
}

// divideCards divides the rows into files. It returns at least one.
func divideCards(cards []card) [][][]string {
	parts := [][][]string{{}}
	size := 0
	for _, c := range cards {
		row := []string{c.key, c.kind, c.name, c.text, c.owner, c.lang}
		n := len(scriptOf(row))
		if size += n; size > maxCards && size > n {
			parts, size = append(parts, nil), n
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], row)
	}
	return parts
}

// cardScript returns a script with a value for js/cards.js, because a page that is opened
// from disk can load scripts but no other data.
func cardScript(name string, value any) []byte {
	return slices.Concat([]byte("platmapCards({"), scriptOf(name), []byte(":"), scriptOf(value), []byte("})\n"))
}

// scriptOf returns strings as JavaScript.
func scriptOf(value any) []byte {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err) // cannot happen: strings can always be marshaled
	}
	return b
}

// cardNames returns the names of the files with cards in a language.
func (r *renderer) cardNames(locale string) []string {
	var names []string
	for main := range r.cards[locale]() {
		names = append(names, r.localPath(main, locale))
	}
	return names
}

// findCards returns the content of a file below cards/, or nil.
func (r *renderer) findCards(name string) content {
	locale, main := r.splitLocale(name)
	if cardGroupOf(main) == nil {
		return nil
	}
	b, ok := r.cards[locale]()[main]
	if !ok {
		return nil
	}
	return func() ([]byte, error) { return slices.Clone(b), nil }
}

// cardGroupOf returns the group of cards in a file, or nil.
func cardGroupOf(main string) *cardGroup {
	rest, ok := strings.CutPrefix(main, "cards/")
	name, _, _ := strings.Cut(strings.TrimSuffix(rest, path.Ext(rest)), "--")
	i := slices.IndexFunc(cardGroups, func(g cardGroup) bool { return ok && g.name == name })
	if i < 0 {
		return nil
	}
	return &cardGroups[i]
}
