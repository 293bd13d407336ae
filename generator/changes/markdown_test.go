package changes

import (
	"html"
	"math/rand"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"platmap/generator/diff"
	"platmap/generator/internal/testsite"
	"platmap/generator/markdown"
	"platmap/generator/report"
	"platmap/generator/rounds"
	"platmap/generator/site"
	"platmap/generator/source"
)

// hostile are parts of names that have an effect in a comment.
var hostile = []string{"@all", "@example/team", "#12", "!3", "GH-4", "&5", "%6", "~bug", "$7", "deadbeef1", "https://example.com", "www.example.com",
	":tada:", "`", "``", "*", "**", "_", "~~", "<b>", "</details>", "<!--", "-->", "[x](y)", "![", "]", "|", "\\", "&amp;", "\u202e", "\n", "# ", "- ", "fixes", "名前", "a"}

// A text from the content is plain text in a comment: it has no markup, except that some
// words are code.
func TestInert(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range rounds.Of(20000) {
		var b strings.Builder
		for range 1 + r.Intn(6) {
			b.WriteString(hostile[r.Intn(len(hostile))])
			if r.Intn(2) == 0 {
				b.WriteString(" ")
			}
		}
		s := strings.Join(strings.Fields(b.String()), " ")
		if s == "" {
			continue
		}
		doc := markdown.Parse(&source.File{Name: "guides/x.md", Text: "x " + inert(s)}, 0, new(source.Diagnostics))
		all := strings.NewReplacer(`<span class="joined">`, "", "</span>", "", "<p>", "", "</p>", "").Replace(doc.HTML(nil))
		if got, want := html.UnescapeString(strings.NewReplacer("<code>", "", "</code>", "").Replace(all)), "x "+report.Escape(s); strings.TrimSpace(got) != want {
			t.Fatalf("%q is %q in %s", want, got, all)
		}
		text := ""
		for part := range strings.SplitSeq(all, "<code>") {
			if _, after, ok := strings.Cut(part, "</code>"); ok {
				part = after
			}
			text += html.UnescapeString(part) + " "
		}
		for word := range strings.FieldsSeq(text) {
			if active.MatchString(word) {
				t.Fatalf("%q: %q has an effect in %s", s, word, all)
			}
		}
	}
}

// A comment has at most 60,000 characters. It is cut between two changes, and states the
// number of the others.
func TestMarkdown_Limit(t *testing.T) {
	r := &Report{Words: In(testsite.Theme(t), "en")}
	for _, n := range []int{1, 100, 5000} {
		r.Changes = nil
		for i := range n {
			page := &site.Component{Entity: site.Entity{Kind: source.Component, ID: strings.Repeat("𠮷", 40)}}
			r.Changes = append(r.Changes, diff.Change{Weight: diff.Weight(i % 4), Operation: diff.Removed, Kind: source.Component, Old: diff.Side{Page: page, ID: page.ID}})
		}
		got := string(r.Bytes("md"))
		if length := len(utf16.Encode([]rune(got))); length > maxComment {
			t.Errorf("%d changes: %d characters", n, length)
		}
		if strings.Count(got, "<details>") != strings.Count(got, "</details>") {
			t.Errorf("%d changes: <details> without an end", n)
		}
		shown := strings.Count(got, "\n- ") + (n+1)/4 // upkeep is only counted
		if n < 5000 && strings.Contains(got, "more change") {
			t.Errorf("%d changes: cut", n)
		} else if want := r.say("changes.more", n-shown); n == 5000 && !strings.HasSuffix(got, "\n"+want+"\n") {
			t.Errorf("%d changes, %d shown: want %q at the end of %q", n, shown, want, got[len(got)-200:])
		}
	}
}

// Control characters of a name reach neither a terminal nor a log.
func TestText_Escaped(t *testing.T) {
	r := &Report{Words: In(testsite.Theme(t), "en")}
	page := &site.Component{Entity: site.Entity{Kind: source.Component, ID: "a\x1b[31m\u202e##[group]b"}}
	r.Changes = []diff.Change{{Operation: diff.Removed, Kind: source.Component, Old: diff.Side{Page: page, ID: page.ID}}}
	for _, format := range []string{"text", "md"} {
		got := string(r.Bytes(format))
		for line := range strings.Lines(got) {
			if line = strings.TrimSuffix(line, "\n"); line != report.Escape(line) {
				t.Errorf("%s: %q", format, line)
			}
		}
	}
}

// Only the weights and the names of things are coloured; the text is otherwise the same.
func TestText_Colour(t *testing.T) {
	r := &Report{Words: In(testsite.Theme(t), "en")}
	page := &site.Component{Entity: site.Entity{Kind: source.Component, ID: "a"}}
	r.Changes = []diff.Change{{Operation: diff.Removed, Kind: source.Component, Old: diff.Side{Page: page, ID: page.ID}}}
	plain := string(r.Bytes("text"))
	r.Colour = true
	coloured := string(r.Bytes("text"))
	if !strings.Contains(coloured, "\x1b[1;31mpromise\x1b[m") {
		t.Errorf("no colour in %q", coloured)
	}
	if got := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured, ""); got != plain {
		t.Errorf("got %q, want %q", got, plain)
	}
}
