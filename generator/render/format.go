package render

import (
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
	"platmap/generator/theme"
)

// Date returns a date in the format of the page's language.
func (p *Page) Date(d site.Date) theme.HTML {
	if d.IsZero() {
		return ""
	}
	return theme.HTML(`<time datetime="` + theme.Escape(string(d)) + `">` + theme.Escape(formatDate(d, p.Locale)) + `</time>`)
}

// DateText is Date without markup.
func (p *Page) DateText(d site.Date) string { return formatDate(d, p.Locale) }

func formatDate(d site.Date, locale string) string {
	day := d.Day()
	if day.IsZero() {
		return string(d)
	}
	layouts := [...]string{"2006", "Jan 2006", "2 Jan 2006"}
	lang, _, _ := strings.Cut(locale, "-")
	switch lang {
	case "ja", "zh":
		layouts = [...]string{"2006年", "2006年1月", "2006年1月2日"}
	case "ko":
		layouts = [...]string{"2006년", "2006년 1월", "2006년 1월 2일"}
	case "de":
		layouts[2] = "2. Jan 2006"
	}
	layout := layouts[2]
	switch len(d) {
	case len("2006"):
		layout = layouts[0]
	case len("2006-01"):
		layout = layouts[1]
	}
	s := day.Format(layout)
	if names, ok := months[lang]; ok {
		s = strings.Replace(s, day.Format("Jan"), strings.Fields(names)[day.Month()-1], 1)
	}
	return s
}

// months has the short names of the months in languages other than English, which package
// time has.
var months = map[string]string{
	"de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
	"fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
	"es": "ene feb mar abr may jun jul ago sept oct nov dic",
}

// Until returns the last day of a date as YYYY-MM-DD, or "". The browser compares
// it with today.
func (p *Page) Until(d site.Date) string { return string(d.LastDay()) }

// ReviewDue returns the day on which the next review of a page is due, or "".
func (p *Page) ReviewDue(x site.Page) string { return string(x.Base().ReviewDue()) }

// Number returns a number with its thousands separated.
func (p *Page) Number(n site.Number) string { return theme.Number(p.Locale, string(n)) }

// Quantity returns a number with its unit.
func (p *Page) Quantity(n site.Number, unit site.Text) string {
	return p.r.Theme.Quantity(p.Locale, string(n), p.Plain(unit))
}

// Limit returns the range that a goal allows, such as "≤ 5 min". It is empty if
// the goal has no number.
func (p *Page) Limit(most, least site.Number, unit site.Text) string {
	return p.r.Theme.Limit(p.Locale, string(most), string(least), p.Plain(unit))
}

// languageNames maps each language to its name in that language.
var languageNames = map[string]string{
	"ja": "日本語", "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "pt": "Português",
	"ko": "한국어", "zh": "中文", "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "nl": "Nederlands", "pl": "Polski", "sv": "Svenska", "fi": "Suomi", "da": "Dansk", "nb": "Norsk", "uk": "Українська",
}

// languageName returns the name of a language of a site in that language. Languages with the
// same name, such as pt-BR and pt-PT, have their codes after it.
func languageName(locale string, all []string) string {
	name := ownName(locale)
	if slices.ContainsFunc(all, func(l string) bool { return l != locale && ownName(l) == name }) {
		return name + " (" + locale + ")"
	}
	return name
}

func ownName(locale string) string {
	for _, code := range text.LanguageFallbacks(locale) {
		if name, ok := languageNames[code]; ok {
			return name
		}
	}
	return locale
}

// NewestReview returns the date of the newest review of anything that the page shows,
// with a label, or "". It is at the foot of printed pages.
func (p *Page) NewestReview() string {
	var newest site.Date
	if p.Entity != nil {
		newest = p.Entity.Reviewed
	} else if v := viewNamed(p.Kind); v != nil {
		for _, x := range p.Site.Pages() {
			if e := x.Base(); slices.Contains(v.kinds, e.Kind) {
				newest = max(newest, e.Reviewed)
			}
		}
	}
	if newest.IsZero() {
		return ""
	}
	return p.Say("reviewed") + " " + formatDate(newest, p.Locale)
}
