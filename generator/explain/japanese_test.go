package explain_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// term is a line of testdata/japanese-words.tsv.
type term struct {
	word    string // with the prefix = it is forbidden only as a complete label
	use     string
	allowed []string // expressions that may contain the word
}

func readTerms(t *testing.T) []term {
	text, err := os.ReadFile("testdata/japanese-words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var terms []term
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := append(strings.Split(line, "\t"), "")
		if len(columns) < 3 {
			t.Fatalf("testdata/japanese-words.tsv has a line without a tab: %q", line)
		}
		terms = append(terms, term{columns[0], columns[1], strings.Split(columns[2], "、")})
	}
	return terms
}

// in reports whether the text or its label contains the word outside of allowed
// expressions.
func (x term) in(text, label string) bool {
	if word, ok := strings.CutPrefix(x.word, "="); ok {
		return label == word
	}
	if label != "" && slices.Contains(x.allowed, "="+label) {
		return false
	}
	for _, allowed := range x.allowed {
		if allowed != "" {
			text = strings.ReplaceAll(text, allowed, "…")
		}
	}
	return strings.Contains(text, x.word)
}

func TestJapaneseWords_Table(t *testing.T) {
	terms := readTerms(t)
	for _, test := range []struct{ text, label, want string }{
		{text: "地図を開きます。", want: "地図"},
		{text: "URL を表示します。"},
		{text: "大きな表を表示します。", want: "表"},
		{text: "プロダクトチームが担います。"},
		{text: "プロダクトが担います。", want: "プロダクト"},
		{text: `"table": "表"`, label: "表"},
		{text: `"feature": "機能"`, label: "機能", want: "=機能"},
		{text: `"feature": "提供機能"`, label: "提供機能"},
	} {
		var got []string
		for _, x := range terms {
			if x.in(test.text, test.label) {
				got = append(got, x.word)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: found %q, want %q", test.text, got, test.want)
		}
	}
}

// The Japanese texts of the interface, of explain pages and of starter files use the same
// word for the same thing.
func TestJapaneseWords(t *testing.T) {
	repo := os.DirFS("../..")
	files := []string{"themes/default/words/ja.json", "generator/explain/explain.go", "generator/explain/guides.go", "generator/reference/types.go", "generator/reference/guides.go", "generator/reference/ja.json"}
	for _, dir := range []string{"generator/explain/codes", "generator/starter/files"} {
		err := fs.WalkDir(repo, dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (dir != "generator/explain/codes" || strings.HasSuffix(name, ".ja.md")) {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	terms := readTerms(t)
	label := regexp.MustCompile(`^\s*"[^"]*": "(.*)",?$`)
	japanese := 0
	for _, name := range files {
		text, err := fs.ReadFile(repo, name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if !strings.ContainsFunc(line, func(r rune) bool { return r >= 0x3040 && r <= 0x9FFF }) {
				continue
			}
			japanese++
			value := ""
			if m := label.FindStringSubmatch(line); m != nil && path.Ext(name) == ".json" {
				value = m[1]
			}
			for _, x := range terms {
				if x.in(line, value) {
					t.Errorf("%s:%d: write %s instead of %s: %s", name, i+1, x.use, strings.TrimPrefix(x.word, "="), strings.TrimSpace(line))
				}
			}
		}
	}
	if japanese < 500 {
		t.Errorf("found only %d lines in Japanese", japanese)
	}
}
