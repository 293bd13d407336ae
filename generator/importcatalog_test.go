package generator

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"platmap/generator/importer"
	"platmap/generator/internal/testsite"
	"platmap/generator/lists"
	"platmap/generator/rounds"
)

// catalogValue matches a value in a catalog that people usually write by hand.
var catalogValue = regexp.MustCompile(`((?:title|description|displayName|name|namespace|owner|type|lifecycle|url|domain|system|subcomponentOf|email|tier|icon|team-slug|project-slug): )("[^"\n]*"|[^,{}\n|"][^,{}\n]*)`)

// randomCatalog returns a Backstage catalog in which some values are replaced at random.
func randomCatalog(t *testing.T, random *rand.Rand) string {
	data, err := os.ReadFile("lists/testdata/catalog.yaml")
	if err != nil {
		t.Fatal(err)
	}
	often := 2 + random.IntN(40)
	return catalogValue.ReplaceAllStringFunc(string(data), func(s string) string {
		if random.IntN(often) > 0 {
			return s
		}
		value, err := json.Marshal(cells[random.IntN(len(cells))])
		if err != nil {
			t.Fatal(err)
		}
		return catalogValue.FindStringSubmatch(s)[1] + string(value)
	})
}

// After an import of any catalog the content has no errors. Importing it again changes
// nothing, and neither does a second update.
func TestImport_Catalog(t *testing.T) {
	i := slices.IndexFunc(lists.Sources(), func(s lists.Source) bool { return s.Name == "backstage" })
	for seed := range uint64(rounds.Of(200)) {
		random := rand.New(rand.NewPCG(seed, 4))
		catalog := randomCatalog(t, random)
		l, err := lists.Sources()[i].Read(lists.Input{Files: []lists.File{{Name: "catalog.yaml", Data: []byte(catalog)}}})
		if err != nil {
			t.Fatal(err)
		}
		in := Input{Content: importContent(random), Schemas: testsite.Schemas(t)}
		for step, update := range [][]string{nil, nil, {importer.AllKeys}, {importer.AllKeys}} {
			plan, err := Import(in, importer.Input{Records: l.Records, From: "catalog.yaml", Name: "catalog", Update: update})
			if err != nil {
				t.Fatalf("%d: step %d: %s\n%s", seed, step, importError(err), catalog)
			}
			in.Content = withChanges(in.Content.(fstest.MapFS), plan.Changes)
			if step%2 == 1 && len(plan.Changes) > 0 {
				t.Fatalf("%d: step %d has changes:\n%s", seed, step, plan.Changes[0].Patch(""))
			}
		}
	}
}
