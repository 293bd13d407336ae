package theme

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainNumber matches a number whose thousands can be separated.
var plainNumber = regexp.MustCompile(`^([-+]?)([0-9]+)(\.[0-9]*)?$`)

// Number returns a number in the notation of a language, with a separator between
// thousands: 1,000.5 in English and East Asia, and 1 000,5 elsewhere, with a no-break
// space. Elsewhere 1,000 would be read as one, and 1.000 is ambiguous. A number in
// another notation, such as 25e10, is returned unchanged.
func Number(locale, n string) string {
	m := plainNumber.FindStringSubmatch(n)
	if m == nil {
		return n
	}
	sign, whole, fraction := m[1], m[2], m[3]
	separator := "\u202f"
	switch lang, _, _ := strings.Cut(locale, "-"); lang {
	case "en", "ja", "ko", "zh":
		separator = ","
	default:
		fraction = strings.Replace(fraction, ".", ",", 1)
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + separator + whole[i:]
	}
	return sign + whole + fraction
}

// Quantity returns a number with its unit. The theme has words for common units.
func (t *Theme) Quantity(locale, n, unit string) string {
	if _, ok := t.Words(locale)["unit."+unit]; ok {
		var number any = Number(locale, n)
		if n == "1" {
			number = 1 // selects the singular
		}
		return t.Say(locale, "unit."+unit, number)
	}
	space := " "
	if r, _ := utf8.DecodeRuneInString(unit); unicode.Is(unicode.Hangul, r) {
		space = "" // 5분
	}
	return strings.TrimSpace(Number(locale, n) + space + unit)
}

// timeUnits are the units of durations, in English, Japanese, Korean and Chinese.
var timeUnits = []string{"ms", "s", "min", "h", "day", "days", "ミリ秒", "秒", "分", "時間", "日",
	"밀리초", "초", "분", "시간", "일", "毫秒", "分钟", "小时", "天"}

// IsTime reports whether a unit is a unit of time. East Asian languages have a separate
// word for a maximum time.
func IsTime(unit string) bool { return slices.Contains(timeUnits, unit) }

// Limit returns the range that a maximum and a minimum allow, such as "≤ 5 min". Either
// may be "".
func (t *Theme) Limit(locale, most, least, unit string) string {
	var list []string
	if least != "" {
		list = append(list, t.Say(locale, "limit.least", t.Quantity(locale, least, unit)))
	}
	if most != "" {
		key := "limit.most"
		if IsTime(unit) {
			key = "limit.within"
		}
		list = append(list, t.Say(locale, key, t.Quantity(locale, most, unit)))
	}
	return strings.Join(list, t.Say(locale, "comma"))
}
