package generator

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator/rounds"
	"platmap/generator/search"
)

var (
	japaneseRuns = regexp.MustCompile(`[ぁ-ゖ々一-鿿]{2,}`)
	wordRuns     = regexp.MustCompile(`[a-z]{3,}`)
)

// The search finds the documents that contain a few adjacent Japanese characters, or a
// word. The number of the first results that contain them in one piece is only logged.
func TestRelevance_Recall(t *testing.T) {
	public, s := searcher(t, os.DirFS("../content"))
	docs := indexedTexts(t, public)
	t.Run("japanese", func(t *testing.T) {
		checkRecall(t, s, docs, japaneseRuns, func(r *rand.Rand, run string) string {
			chars := []rune(run)
			n := min(2+r.IntN(4), len(chars))
			from := r.IntN(len(chars) - n + 1)
			return string(chars[from : from+n])
		})
	})
	t.Run("words", func(t *testing.T) {
		checkRecall(t, s, docs, wordRuns, func(_ *rand.Rand, run string) string { return run + " " }) // a trailing space, so that it is not the beginning of a word
	})
}

// checkRecall searches for parts of runs in the texts.
func checkRecall(t *testing.T, s *search.Searcher, docs map[string][]string, runs *regexp.Regexp, part func(r *rand.Rand, run string) string) {
	const many, first = 40, 8
	r := rand.New(rand.NewPCG(5, 6))
	paths := slices.Sorted(maps.Keys(docs))
	var want, found, shown, good int
	for range max(rounds.Of(2000), 200) {
		texts := docs[paths[r.IntN(len(paths))]]
		list := runs.FindAllString(texts[r.IntN(len(texts))], -1)
		if len(list) == 0 {
			continue
		}
		query := part(r, list[r.IntN(len(list))])
		relevant := containing(docs, runs, strings.TrimSpace(query))
		if len(relevant) > many {
			continue
		}
		result := s.Search(query, search.Options{Limit: 5 * many})
		want += len(relevant)
		for i, row := range result.Rows {
			is := 0
			if relevant[row.Path] {
				is = 1
			}
			found += is
			if i < min(first, len(relevant)) {
				shown++
				good += is
			}
		}
	}
	recall := float64(found) / float64(want)
	t.Logf("recall %.4f of %d documents, precision at %d %.3f", recall, want, first, float64(good)/float64(shown))
	if recall < 0.99 {
		t.Errorf("recall is %.4f, want at least 0.99", recall)
	}
}

// containing returns the paths of the documents that contain a part of a Japanese run, or
// a whole word.
func containing(docs map[string][]string, runs *regexp.Regexp, part string) map[string]bool {
	paths := map[string]bool{}
	for path, texts := range docs {
		for _, text := range texts {
			if strings.Contains(text, part) && (runs == japaneseRuns || isWordOf(text, part)) {
				paths[path] = true
				break
			}
		}
	}
	return paths
}

var otherThanWord = regexp.MustCompile(`[^a-z0-9]+`)

func isWordOf(text, word string) bool {
	return slices.Contains(otherThanWord.Split(text, -1), word)
}

// indexedTexts returns the texts of all documents by path, in the form used for
// comparison. It reads the files of the index.
func indexedTexts(t *testing.T, public fs.FS) map[string][]string {
	t.Helper()
	dirs, err := fs.Glob(public, "search/*/t")
	if err != nil || len(dirs) != 1 {
		t.Fatal(dirs, err)
	}
	dir := path.Dir(dirs[0])
	docs := map[string][]string{}
	var all [][]any // path, names by language, cells
	for n, more := 0, true; more; n++ {
		var some [][]any
		more = readBlock(t, public, fmt.Sprintf("%s/t/%d", dir, n), &some)
		all = append(all, some...)
	}
	for n, title := range all {
		name := title[0].(string)
		names := title[1].(map[string]any)
		for _, lang := range slices.Sorted(maps.Keys(names)) {
			for _, s := range names[lang].([]any) {
				docs[name] = append(docs[name], search.Normalise(s.(string)))
			}
		}
		var texts []map[string][]search.Part
		readBlock(t, public, fmt.Sprintf("%s/x/%d", dir, n), &texts) // blocks of a small index have one document
		for _, lang := range slices.Sorted(maps.Keys(texts[0])) {
			for _, p := range texts[0][lang] {
				docs[name] = append(docs[name], search.Normalise(p.Title), search.Normalise(p.Text))
			}
		}
	}
	return docs
}

// readBlock reads a block of the index. It reports whether there is one.
func readBlock(t *testing.T, public fs.FS, name string, x any) bool {
	t.Helper()
	b, err := fs.ReadFile(public, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(b)))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, x); err != nil {
		t.Fatal(err)
	}
	return true
}
