package live_test

import (
	"strings"
	"testing"

	"platmap/generator/internal/testsite"
)

// A search in the preview finds what was saved last.
func TestIndex_FollowsSaves(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, testsite.Small())
	s := serveFolder(t, dir, nil)
	defer s.stop()
	s.listen(t.Context())
	newHash := func(old string) string {
		for range 100 { // each request waits until there is an index
			_, rest, _ := strings.Cut(s.get("/search/dir.js"), `"hash":"`)
			if hash, _, ok := strings.Cut(rest, `"`); ok && hash != old {
				return hash
			}
		}
		t.Fatalf("no new index: %s", s.get("/search/dir.js"))
		return ""
	}
	first := newHash("")
	if script := s.get("/search/" + first + "/s/0.js"); !strings.HasPrefix(script, "platmapSearch.block(") {
		t.Errorf("no block: %s", script)
	}
	s.save("guides/new.md", "# Zeppelin\n\nA guide to airships.\n", "/guides/new.html", "airships")
	second := newHash(first)
	if text := s.get("/search/" + first + "/t/0.js"); strings.HasPrefix(text, "platmapSearch.block(") {
		t.Error("the old index is still served")
	}
	if text := s.get("/search/" + second + "/t/0.js"); !strings.HasPrefix(text, "platmapSearch.block(") {
		t.Errorf("no block: %s", text)
	}
}
