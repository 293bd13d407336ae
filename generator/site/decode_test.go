package site

import "testing"

func TestDecode_SpellingsOfTrue(t *testing.T) {
	for _, written := range []string{"true", "True", "TRUE"} {
		if s := link(t, content{"guides/a.md": "---\ndraft: " + written + "\n---\n# A\n"}).Site; len(s.Guides) > 0 {
			t.Errorf("a guide with draft: %s is published", written)
		}
	}
}
