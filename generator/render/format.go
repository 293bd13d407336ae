package render

import (
	"regexp"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/theme"
)

// Date returns a date in the format of the page's language.
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

// Until returns the last day of a date as YYYY-MM-DD, or "". The browser compares
// it with today.
func (p *Page) Until(d site.Date) string { return string(d.LastDay()) }

// ReviewDue returns the day on which the next review of a page is due, or "".
func (p *Page) ReviewDue(x site.Page) string { return string(x.Base().ReviewDue()) }

// plainNumber matches a number whose thousands can be separated.
var plainNumber = regexp.MustCompile(`^([-+]?)([0-9]+)(\.[0-9]*)?$`)

// Number returns a number with its thousands separated by commas, as in English
// and Japanese. A number in another notation, such as 25e10, is returned as written.
func (p *Page) Number(n site.Number) string {
	m := plainNumber.FindStringSubmatch(string(n))
	if m == nil {
		return string(n)
	}
	sign, whole, fraction := m[1], m[2], m[3]
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + fraction
}

// Quantity returns a number with its unit. The theme has words for common units.
func (p *Page) Quantity(n site.Number, unit site.Text) string {
	name := p.Plain(unit)
	if _, ok := p.r.Theme.Words(p.Locale)["unit."+name]; ok {
		var number any = p.Number(n)
		if n == "1" {
			number = 1 // for the singular
		}
		return p.Say("unit."+name, number)
	}
	return strings.TrimSpace(p.Number(n) + " " + name)
}

// timeUnits are the units of durations, in English and Japanese.
var timeUnits = []string{"ms", "s", "min", "h", "day", "days", "ミリ秒", "秒", "分", "時間", "日"}

// spaceInJapanese matches a space between Japanese characters, as in "5 分 以内",
// which is not written in Japanese. It does not match the space in "5 ms 以内".
var spaceInJapanese = regexp.MustCompile(`([\p{Han}\p{Hiragana}\p{Katakana}ー]) (\p{Han})`)

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
	return spaceInJapanese.ReplaceAllString(strings.Join(list, p.Say("comma")), "$1$2")
}

// languageNames maps each language to its own name for itself.
var languageNames = map[string]string{
	"ja": "日本語", "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "pt": "Português",
	"ko": "한국어", "zh": "中文", "nl": "Nederlands", "pl": "Polski", "sv": "Svenska", "fi": "Suomi", "da": "Dansk", "nb": "Norsk", "uk": "Українська",
}

// NewestReview returns when the newest review of what the page shows was, with a
// label, or "". It is at the foot of printed pages.
func (p *Page) NewestReview() string {
	var newest site.Date
	if p.Entity != nil {
		newest = p.Entity.Reviewed
	} else if v := viewNamed(p.Kind); v != nil {
		for _, kind := range v.kinds {
			for _, x := range p.r.pagesOfKind(kind) {
				newest = max(newest, x.Base().Reviewed)
			}
		}
	}
	if newest.IsZero() {
		return ""
	}
	return p.Say("reviewed") + " " + formatDate(newest, p.Locale)
}
