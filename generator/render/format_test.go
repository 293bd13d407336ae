package render

import (
	"testing"

	"platmap/generator/site"
)

func TestNumber(t *testing.T) {
	for n, want := range map[site.Number]string{
		"": "", "7": "7", "100": "100", "1000": "1,000", "1234567.8901": "1,234,567.8901", "1000.": "1,000.", ".5": ".5",
		"-100": "-100", "-1000": "-1,000", "+100": "+100", "+1000": "+1,000",
		"25e10": "25e10", "1000e3": "1000e3", "1000.5E-3": "1000.5E-3", "1_000": "1_000", "0x1000": "0x1000", "0o1750": "0o1750", "-.inf": "-.inf",
	} {
		if got := (&Page{Locale: "en"}).Number(n); got != want {
			t.Errorf("Number(%s) = %s, want %s", n, got, want)
		}
	}
	for n, want := range map[site.Number]string{"7": "7", "-1234567.89": "-1\u202f234\u202f567,89", "99.95": "99,95", "25e10": "25e10"} {
		if got := (&Page{Locale: "de-AT"}).Number(n); got != want {
			t.Errorf("Number(%s) = %s in German, want %s", n, got, want)
		}
	}
}

func TestFormatDate(t *testing.T) {
	for _, test := range []struct {
		date         site.Date
		locale, want string
	}{
		{"2026", "de", "2026"},
		{"2026-03", "en", "Mar 2026"},
		{"2026-03", "ja", "2026年3月"},
		{"2026-03", "de", "März 2026"},
		{"2026-03-01", "ko", "2026년 3월 1일"},
		{"2026-03", "zh-Hans", "2026年3月"},
		{"2026-03-01", "pt", "1 Mar 2026"},
		{"2026-03-01", "de-AT", "1. März 2026"},
		{"2026-05-31", "fr", "31 mai 2026"},
		{"2026-12-02", "es", "2 dic 2026"},
	} {
		if got := formatDate(test.date, test.locale); got != test.want {
			t.Errorf("%s in %s: got %q, want %q", test.date, test.locale, got, test.want)
		}
	}
}

func TestLanguageName(t *testing.T) {
	all := []string{"zh", "zh-CN", "zh-HK", "ko-KR", "pt-BR", "pt-PT", "xx"}
	for i, want := range []string{"中文", "简体中文", "繁體中文", "한국어", "Português (pt-BR)", "Português (pt-PT)", "xx"} {
		if got := languageName(all[i], all); got != want {
			t.Errorf("%s: got %q, want %q", all[i], got, want)
		}
	}
}
