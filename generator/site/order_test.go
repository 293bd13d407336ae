package site

import "testing"

// A number at the start of the name of a file or folder takes precedence over the title.
// The README of a folder is first.
func TestLink_OrderByNumber(t *testing.T) {
	g := link(t, content{
		"guides/zebra.md":               "# A",
		"guides/README.md":              "# Z",
		"guides/adr/0010-ten.md":        "# A ten",
		"guides/adr/0002-two.md":        "# Z two",
		"guides/adr/2_1-two-one.md":     "# Y two one",
		"guides/adr/index.md":           "# Zz",
		"guides/adr/2fa.md":             "# Aa",
		"guides/adr/last.md":            "---\norder: 1\n---\n# A",
		"guides/adr-old/a.md":           "# A",
		"guides/adr/sub/a.md":           "# A",
		"guides/log/2024-10-01-x.md":    "# X",
		"guides/log/2024-9-30-y.md":     "# Y",
		"guides/log/2024-10-01-x.ja.md": "# X",
		"guides/10-last/a.md":           "# A",
		"guides/2-first/a.md":           "# A",
	})
	checkErrors(t, g)
	const want = "README zebra 2-first/a 10-last/a adr/index adr/0002-two adr/2_1-two-one adr/0010-ten adr/2fa adr/last adr/sub/a adr-old/a log/2024-9-30-y log/2024-10-01-x log/2024-10-01-x.ja"
	if got := ids(g.Site.Guides); got != want {
		t.Errorf("guides:\n got %s\nwant %s", got, want)
	}
}
