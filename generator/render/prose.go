package render

import (
	"slices"
	"strings"
	"time"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/theme"
)

// Say returns a word of the theme in the page's language. Of a status or another
// value that does not exist, which only a preview shows, it is what was written.
func (p *Page) Say(key string, args ...any) string {
	word := p.r.Theme.Say(p.Locale, key, args...)
	if _, value, ok := strings.Cut(key, "."); ok && word == key {
		return value
	}
	return word
}

// Text returns a text as HTML in the page's language, with its links. A text
// that is not there in this language is shown in another and marked as such.
func (p *Page) Text(t site.Text) theme.HTML {
	if t.IsZero() {
		return ""
	}
	v := t.In(p.Locale)
	html := v.Doc.HTML(p.filler(v.Pos.File))
	if v.Lang == p.Locale || !site.Foreign(v.Doc.Plain(nil), v.Lang) {
		return theme.HTML(html)
	}
	tag := "span"
	if isBlock(html) {
		tag = "div"
	}
	return theme.HTML(`<` + tag + ` class="foreign" lang="` + theme.Escape(v.Lang) + `">` + html + `</` + tag + `>`)
}

func isBlock(html string) bool {
	for _, tag := range [...]string{"<p", "<ul", "<ol", "<table", "<div", "<pre", "<blockquote", "<figure", "<aside", "<dl", "<details"} {
		if strings.HasPrefix(html, tag) {
			return true
		}
	}
	return false
}

// Plain returns a text without markup in the page's language.
func (p *Page) Plain(t site.Text) string {
	v := t.In(p.Locale)
	return v.Doc.Plain(p.filler(v.Pos.File))
}

// GuideHTML returns the body of the page's guide. A first heading that repeats
// the page's title is left out.
func (p *Page) GuideHTML() theme.HTML {
	v := p.Guide.In(p.Locale)
	fill := p.filler(v.File)
	fill.NoPermalinks = false
	fill.NoTitle = p.repeatsTitle(v)
	fill.Subtitle = !fill.NoTitle
	return theme.HTML(v.Doc.HTML(fill))
}

func (p *Page) repeatsTitle(v site.GuideVersion) bool {
	return text.OneLine(v.Doc.Title()) == text.OneLine(p.Guide.Name.Plain(p.Locale))
}

// TitleID returns the id that the page's title takes over from the heading it
// stands for, or "".
func (p *Page) TitleID() string {
	if v := p.Guide.In(p.Locale); v.Doc.Title() != "" && p.repeatsTitle(v) {
		return v.Doc.Headings[0].ID
	}
	return ""
}

// opening returns the start of the guide's text, about n characters of it.
func (p *Page) opening(n int) string {
	v := p.Guide.In(p.Locale)
	fill := p.filler(v.File)
	fill.NoTitle = p.repeatsTitle(v)
	return v.Doc.Opening(4*n, fill)
}

// GuideLang returns the language of the guide's body when it is not the page's.
func (p *Page) GuideLang() string {
	if v := p.Guide.In(p.Locale); v.Lang != p.Locale {
		return v.Lang
	}
	return ""
}

// filler says where the links in a file's text lead on this page.
func (p *Page) filler(from *source.File) *markdown.Filler {
	return &markdown.Filler{
		Words:        p.r.words(p.Locale),
		Highlight:    true,
		NoPermalinks: true,
		Link: func(_ int, l *markdown.Link) (markdown.Anchor, bool) {
			to, fault := p.Site.Resolve(l, from)
			if fault != nil {
				return markdown.Anchor{Label: l.Dest}, false
			}
			a := markdown.Anchor{Href: p.Href(to)}
			switch {
			case to.URL != "":
				a.Class = "external"
			case l.Kind == markdown.WikiRef:
				a.Label, a.Lang = p.label(to)
			}
			return a, true
		},
		Image: func(_ int, l *markdown.Link) (markdown.Picture, bool) {
			to, fault := p.Site.Resolve(l, from)
			if fault != nil || to.Asset == nil {
				return markdown.Picture{}, false // pictures of other sites are not loaded, see the CSP
			}
			w, h := p.r.images.size(p.r.Content, to.Asset.File.Name)
			return markdown.Picture{Src: p.Href(to), Width: w, Height: h}, true
		},
	}
}

// label returns the name of a target in the page's language, and the language
// it is in when that is another one.
func (p *Page) label(to site.Target) (label, lang string) {
	if to.Item == nil && to.Page != nil && to.Anchor != "" {
		if g, ok := to.Page.(*site.Guide); ok {
			return headingText(g, p.Locale, g.AnchorIn(p.Locale, to.Anchor)), ""
		}
	}
	t, plain := p.nameOf(to)
	if plain != "" {
		return plain, ""
	}
	v := t.In(p.Locale)
	if label = v.Doc.Plain(nil); v.Lang != p.Locale && site.Foreign(label, v.Lang) {
		lang = v.Lang
	}
	return label, lang
}

func headingText(g *site.Guide, locale, id string) string {
	for _, h := range g.In(locale).Doc.Headings {
		if h.ID == id {
			return g.Name.Plain(locale) + ": " + h.Text
		}
	}
	return g.Name.Plain(locale)
}

// contents returns a guide's table of contents, or nothing for a short guide.
func contents(doc *markdown.Document) []Heading {
	var list []Heading
	for _, h := range doc.Headings {
		if h.Level == 2 || h.Level == 3 {
			list = append(list, Heading{h.Level, h.ID, h.Text})
		}
	}
	if len(list) < 3 {
		return nil
	}
	return list
}

// words are the words that Markdown itself needs, from the theme.
func (r *renderer) words(locale string) *markdown.Words {
	return r.mdWords[locale]
}

func markdownWords(say func(key string) string) *markdown.Words {
	return &markdown.Words{
		Note: say("alert.note"), Tip: say("alert.tip"), Important: say("alert.important"),
		Warning: say("alert.warning"), Caution: say("alert.caution"),
		Footnotes: say("footnotes"), Footnote: say("footnote"), Back: say("footnote.back"),
		Permalink: say("permalink"), Table: say("table"), Code: say("code"), Details: say("details"),
	}
}

// Date returns a date in the form of the page's language.
func (p *Page) Date(d site.Date) theme.HTML {
	if d.IsZero() {
		return ""
	}
	return theme.HTML(`<time datetime="` + theme.Escape(string(d)) + `">` + theme.Escape(formatDate(d, p.Locale)) + `</time>`)
}

func formatDate(d site.Date, locale string) string {
	day := d.Day()
	if day.IsZero() {
		return string(d)
	}
	layouts := [...]string{"2006", "Jan 2006", "2 Jan 2006"}
	if locale == "ja" {
		layouts = [...]string{"2006年", "2006年1月", "2006年1月2日"}
	}
	switch len(d) {
	case len("2006"):
		return day.Format(layouts[0])
	case len("2006-01"):
		return day.Format(layouts[1])
	}
	return day.Format(layouts[2])
}

// Until returns the last day of a date as YYYY-MM-DD, for comparison with today
// in the browser; or "".
func (p *Page) Until(d site.Date) string {
	if d.IsZero() || d.Day().IsZero() {
		return ""
	}
	return d.End().AddDate(0, 0, -1).Format(time.DateOnly)
}

// ReviewDue returns the day on which a page must be looked at again, or "".
func (p *Page) ReviewDue(x site.Page) string { return string(x.Base().ReviewDue()) }

// languageName returns a language's name in that language.
func languageName(locale string) string {
	if name, ok := languageNames[locale]; ok {
		return name
	}
	return locale
}

var languageNames = map[string]string{
	"ja": "日本語", "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "pt": "Português",
	"ko": "한국어", "zh": "中文", "nl": "Nederlands", "pl": "Polski", "sv": "Svenska", "fi": "Suomi", "da": "Dansk", "nb": "Norsk", "uk": "Українська",
}

// party returns the name of who carries something.
func (p *Page) party(x site.Party) string {
	if x.Team != nil {
		return x.Team.Name.Plain(p.Locale)
	}
	if x.Text == "" {
		return p.Say("party.platform")
	}
	return p.Say("party." + x.Text)
}

// period returns "2014–2020" in the form of the page's language.
func (p *Page) period(from, until site.Date) string {
	return formatDate(from, p.Locale) + "–" + formatDate(until, p.Locale)
}

// Newest returns a team's eras, the newest first; the model has them as they
// came.
func (p *Page) Newest(eras []site.Era) []site.Era {
	newest := slices.Clone(eras)
	slices.Reverse(newest)
	return newest
}

// Number returns a number in the habits of the page's language: thousands are
// parted by commas in English and Japanese alike.
func (p *Page) Number(n site.Number) string {
	whole, fraction, found := strings.Cut(string(n), ".")
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", rest
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + fraction
	}
	return sign + whole
}

// Quantity returns a number with its unit. The theme has words for common units.
func (p *Page) Quantity(n site.Number, unit site.Text) string {
	name := p.Plain(unit)
	if _, ok := p.r.Theme.Words(p.Locale)["unit."+name]; ok {
		return p.Say("unit."+name, p.Number(n))
	}
	return strings.TrimSpace(p.Number(n) + " " + name)
}

// timeUnits are the units of durations, in English and Japanese.
var timeUnits = []string{"ms", "s", "min", "h", "day", "days", "ミリ秒", "秒", "分", "時間", "日"}

// Limit returns the range that a goal allows, such as "≤ 5 min". It is empty if
// the goal has no number.
func (p *Page) Limit(most, least site.Number, unit site.Text) string {
	var list []string
	if least != "" {
		list = append(list, p.Say("limit.least", p.Quantity(least, unit)))
	}
	if most != "" {
		key := "limit.most"
		if slices.Contains(timeUnits, p.Plain(unit)) {
			key = "limit.within"
		}
		list = append(list, p.Say(key, p.Quantity(most, unit)))
	}
	return strings.Join(list, p.Say("comma"))
}
