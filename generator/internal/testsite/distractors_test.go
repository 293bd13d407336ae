package testsite

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

func TestDistractors(t *testing.T) {
	content := os.DirFS("../../../content")
	avoid := []Query{{Text: "日本語辞書"}}
	all := Distractors(t, content, 50, avoid)
	again := Distractors(t, content, 50, avoid)
	guides, rare := map[string]bool{}, 0
	for name, file := range all {
		if string(again[name].Data) != string(file.Data) {
			t.Errorf("%s differs the next time", name)
		}
		if !strings.HasPrefix(name, "guides/more-") {
			if _, err := fs.Stat(content, name); err != nil {
				t.Error(err)
			}
			continue
		}
		guides[string(file.Data)] = true
		if strings.Contains(string(file.Data), "日本語辞書") {
			rare++
		}
	}
	if len(guides) != 100 || rare > 0 {
		t.Errorf("%d different texts of 100, %d with a sentence to leave out", len(guides), rare)
	}
}
