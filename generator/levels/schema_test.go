package levels_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"platmap/generator/explain"
	"platmap/generator/levels"
	"platmap/schemas"
)

// The schema of site.yaml, from which editors complete codes, has exactly the codes whose
// level may be changed, each with the title of its page.
func TestSchemaHasTheCodes(t *testing.T) {
	data, err := fs.ReadFile(schemas.FS, "site.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs struct {
			Code struct{ Enum, EnumDescriptions []string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	titles := map[string]string{}
	groups, err := explain.Groups("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		for _, p := range g.Pages {
			titles[p.Code] = strings.ToUpper(p.Title[:1]) + p.Title[1:] + "."
		}
	}
	var wantTitles []string
	want := levels.Changeable()
	for _, code := range want {
		wantTitles = append(wantTitles, titles[code])
	}
	if got := schema.Defs.Code; !slices.Equal(got.Enum, want) || !slices.Equal(got.EnumDescriptions, wantTitles) {
		t.Errorf("write in $defs/code of site.schema.json:\n%s\n%s", list(want), list(wantTitles))
	}
}

func list(texts []string) []byte {
	b, _ := json.MarshalIndent(texts, "      ", "  ")
	return b
}
