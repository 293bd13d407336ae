package export_test

import (
	"fmt"
	"testing"

	"platmap/generator/site"
)

// coloursOf returns the colours of labels by domain.
func coloursOf(t *testing.T, s *site.Site) map[string]string {
	colours := map[string]string{}
	text, _ := write(t, s, "labels", "", "")
	for _, l := range yaml(t, text)[0].Items {
		colours[l.Get("name").Text] = l.Get("color").Text
	}
	return colours
}

// Labels have different colours, which stay the same when a domain is added or renamed.
func TestLabelColours(t *testing.T) {
	files := map[string]string{"domains/own.yaml": "name: Own\nlabel: {color: \"ABCDEF\"}\n"}
	for i := range 12 {
		files[fmt.Sprintf("domains/domain-%d.yaml", i)] = "name: x\n"
	}
	before := coloursOf(t, link(t, files))
	seen := map[string]string{}
	for name, colour := range before {
		if other := seen[colour]; other != "" || !hexColour.MatchString(colour) {
			t.Errorf("%s and %s have the colour %s", name, other, colour)
		}
		seen[colour] = name
	}
	if before["own"] != "abcdef" {
		t.Errorf("own has the colour %s", before["own"])
	}
	delete(files, "domains/domain-3.yaml")
	files["domains/renamed.yaml"] = "name: x\naliases: [domain-3]\n"
	files["domains/zzz.yaml"] = "name: x\n"
	after := coloursOf(t, link(t, files))
	for name, colour := range before {
		if name == "domain-3" {
			name = "renamed"
		}
		if after[name] != colour {
			t.Errorf("%s had the colour %s, now %s", name, colour, after[name])
		}
	}
}

// With more domains than colours, colours repeat.
func TestLabelColours_Many(t *testing.T) {
	files := map[string]string{}
	for i := range 150 {
		files[fmt.Sprintf("domains/domain-%d.yaml", i)] = "name: x\n"
	}
	seen := map[string]bool{}
	for _, colour := range coloursOf(t, link(t, files)) {
		seen[colour] = true
	}
	if len(seen) != 72 {
		t.Errorf("%d colours", len(seen))
	}
}
