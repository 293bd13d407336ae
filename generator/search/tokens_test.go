package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the tokens in testdata/tokenize.golden.json")

// tokenizeCase is a text with its tokens, or a query with its units. The script for
// browsers is tested with the same file. There, offsets have another unit, so a token
// contains its text instead.
type tokenizeCase struct {
	About  string      `json:"about"`
	Text   string      `json:"text,omitempty"`
	Normal string      `json:"normal,omitempty"`
	Tokens [][2]string `json:"tokens,omitempty"` // term, the part of the text
	Query  string      `json:"query,omitempty"`
	Units  []jsonUnit  `json:"units,omitempty"`
}

type jsonUnit struct {
	Alternatives [][]string `json:"alternatives"`
	Japanese     bool       `json:"japanese"`
	Prefix       bool       `json:"prefix"`
}

const goldenFile = "testdata/tokenize.golden.json"

func readGolden(t testing.TB) []tokenizeCase {
	t.Helper()
	b, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	var cases []tokenizeCase
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// run returns the case with the results of the package.
func (c tokenizeCase) run() tokenizeCase {
	got := tokenizeCase{About: c.About, Text: c.Text, Query: c.Query}
	if c.Query != "" {
		for _, u := range units(c.Query) {
			got.Units = append(got.Units, jsonUnit{u.alternatives, u.japanese, u.prefix})
		}
		return got
	}
	got.Normal = Normalise(c.Text)
	for _, t := range Tokens(c.Text) {
		got.Tokens = append(got.Tokens, [2]string{t.Term, c.Text[t.Start:t.End]})
	}
	return got
}

func TestTokens_Golden(t *testing.T) {
	cases := readGolden(t)
	for i, c := range cases {
		got := c.run()
		if !*update {
			want, _ := json.Marshal(c)
			if is, _ := json.Marshal(got); !bytes.Equal(is, want) {
				t.Errorf("%s\n got %s\nwant %s", c.About, is, want)
			}
		}
		cases[i] = got
	}
	if *update {
		var lines []string
		for _, c := range cases {
			var b bytes.Buffer
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			if err := e.Encode(c); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, strings.TrimSpace(b.String()))
		}
		if err := os.WriteFile(goldenFile, []byte("[\n"+strings.Join(lines, ",\n")+"\n]\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// checkTokens checks properties that hold for every text.
func checkTokens(t *testing.T, s string) {
	t.Helper()
	once := Normalise(s)
	if twice := Normalise(once); twice != once {
		t.Fatalf("%q normalised is %q, and that normalised %q", s, once, twice)
	}
	last := int32(0)
	for _, c := range normalise(nil, s).chars {
		if c.start < 0 || int(c.end) > len(s) || c.start >= c.end || c.start < last {
			t.Fatalf("%q: %q has the offsets %d to %d after %d", s, c.r, c.start, c.end, last)
		}
		last = c.start
	}
	terms := map[string]bool{}
	for _, token := range Tokens(s) {
		if token.Start >= token.End || token.End > len(s) || token.Term == "" {
			t.Fatalf("%q has the token %+v", s, token)
		}
		if n := len([]rune(token.Term)); n > maxToken+2 {
			t.Fatalf("a token of %d characters", n)
		}
		terms[token.Term] = true
	}
	for _, token := range Tokens(once) { // there may be fewer, because camelCase was removed
		if !terms[token.Term] {
			t.Fatalf("%q has not the token %q of %q", s, token.Term, once)
		}
	}
	if !slices.ContainsFunc(normalise(nil, s).chars, func(c char) bool { return c.upper }) && len(Tokens(once)) != len(Tokens(s)) {
		t.Fatalf("%q and %q have other tokens", s, once)
	}
	for _, u := range units(s) {
		for _, terms := range u.alternatives {
			if len(terms) == 0 || slices.Contains(terms, "") {
				t.Fatalf("%q has the unit %+v", s, u)
			}
		}
	}
}

func TestTokens_Properties(t *testing.T) {
	for _, c := range readGolden(t) {
		checkTokens(t, c.Text+c.Query)
		// suffixes may begin with any character, such as a mark without its letter
		for i := range c.Text {
			checkTokens(t, c.Text[i:])
		}
	}
}

// The beginning of a word, as a user types it, is found in the text with the word.
func TestTokens_QueryOfText(t *testing.T) {
	for _, c := range readGolden(t) {
		terms := map[string]bool{}
		for _, token := range Tokens(c.Text) {
			terms[token.Term] = true
		}
		has := func(u unit) bool {
			return slices.ContainsFunc(u.alternatives, func(all []string) bool {
				for i, term := range all {
					if terms[term] {
						continue
					}
					found := false
					for t := range terms {
						found = found || u.prefix && i == len(all)-1 && strings.HasPrefix(t, term)
					}
					if !found {
						return false
					}
				}
				return true
			})
		}
		for _, u := range units(c.Text + " ") {
			if !has(u) {
				t.Errorf("%q lacks the unit %+v of the same query", c.Text, u)
			}
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, c := range readGolden(f) {
		f.Add(c.Text + c.Query)
	}
	f.Fuzz(checkTokens)
}
