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
		if got := new(Page).Number(n); got != want {
			t.Errorf("Number(%s) = %s, want %s", n, got, want)
		}
	}
}
