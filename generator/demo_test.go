package generator

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/changes"
	"platmap/generator/internal/testsite"
	"platmap/generator/source"
)

// The guide about reviews shows the output of platmap diff for the spring of 2025, in the
// repository with the history of the sample content.
func TestDemo_GuideShowsDiff(t *testing.T) {
	states := testsite.DemoStates(t, os.DirFS("../content"))
	before := func(date string) Input {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		content := fstest.MapFS{}
		for _, s := range states {
			if s.Date.Before(day) {
				content = s.Content()
			}
		}
		return Input{Content: content, Schemas: testsite.Schemas(t)}
	}
	c, err := Compare(before("2025-02-01"), before("2025-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	for file, lang := range map[string]string{"review-a-change.md": "ja", "review-a-change.en.md": "en"} {
		guide, err := os.ReadFile("../content/guides/map/" + file)
		if err != nil {
			t.Fatal(err)
		}
		r := changes.Report{
			Words: changes.In(testsite.Theme(t), lang), Changes: c.Changes,
			Place: func(source.Pos) (string, int) { return "", 0 },
		}
		if block := "\"\n" + string(r.Bytes("text")) + "```\n"; !strings.Contains(string(guide), block) {
			t.Errorf("%s does not show this output:\n%s", file, r.Bytes("text"))
		}
	}
}
