package levels

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
)

// commentsIn returns the comments in a text in which nothing else looks like a comment.
func commentsIn(text string, isYAML bool) (list [][2]int) {
	start, end := "<!--", "-->"
	if isYAML {
		start, end = "#", "\n"
	}
	for at := 0; ; {
		i := strings.Index(text[at:], start)
		if i < 0 {
			return list
		}
		n := strings.Index(text[at+i:], end) + len(end)
		list = append(list, [2]int{at + i, at + i + len(strings.TrimSuffix(text[at+i:][:n], "\n"))})
		at += i + n
	}
}

// The lines to which the comments apply end in +. The lines of the comments themselves
// are included too.
func TestAllows_Lines(t *testing.T) {
	for name, text := range map[string]string{
		"markdown": `# Title

<!-- platmap: allow link/missing -->

<!-- another comment -->

first line +
second line +

other
beside <!-- platmap: allow link/missing it moves --> text
other

> 1. <!-- platmap: allow link/missing -->
>    in a quote +

- other
`,
		"yaml": `# platmap: allow link/missing
---
key: +
- item +

- item +
  more: +
other: 1 # platmap: allow link/missing
list:
  # platmap: allow link/missing
  - item +
    more +
  - other
# platmap: allow link/missing
`,
	} {
		f := &source.File{Name: name, Text: text}
		isYAML := name == "yaml"
		var diags source.Diagnostics
		allows := Allows(f, commentsIn(text, isYAML), isYAML, &diags)
		if len(diags) > 0 {
			t.Errorf("%s: %v", name, diags)
		}
		index := newAllowIndex(allows)
		for n := 1; n <= f.Lines(); n++ {
			line := f.Line(n)
			want := strings.HasSuffix(line, "+") || strings.Contains(line, Marker)
			if line == "" || line == "<!-- another comment -->" || line == "---" { // these lines have no findings
				continue
			}
			if got := index.use("link/missing", source.Pos{File: f, Offset: f.LineStart(n)}); got != want {
				t.Errorf("%s, line %d, %q: allowed: %v, want %v", name, n, line, got, want)
			}
		}
		if index.use("link/anchor", source.Pos{File: f}) || index.use("link/missing", source.Pos{}) {
			t.Errorf("%s: another code or file is allowed", name)
		}
	}
}

func TestAllows_Instructions(t *testing.T) {
	for comment, want := range map[string]string{
		"platmap: allow link/missing":                              "link/missing",
		"platmap: allow link/missing, link/anchor: see docs/a why": "link/missing link/anchor",
		"platmap: allow link/missing link/mising":                  `link/missing unknown code "link/mising"`,
		"platmap: allow":                             "allow without a code",
		"platmap: allow missing":                     `unknown code "missing"`,
		"platmap: allow yaml/syntax":                 "yaml/syntax is always reported",
		"platmap: alow link/missing":                 `unknown instruction "alow"`,
		"platmap: ignore link/missing":               `unknown instruction "ignore"`,
		"platmap: our map is at https://example.com": "",
		"see platmap: allow link/missing":            "",
		"platmap allows link/missing":                "",
		"Platmap: allow link/missing":                `"Platmap: allow" has no effect here`,
		"platmap-allow link/missing":                 `"platmap-allow" has no effect here`,
		"platmap-allow":                              `"platmap-allow" has no effect here`,
		"platmap allow LINK/MISSING":                 `"platmap allow" has no effect here`,
		"platmap：allow link/missing":                 `"platmap：allow" has no effect here`,
		"platmap: link/missing":                      `"platmap:" has no effect here`,
		"platmap:allow link/missing":                 "link/missing",
	} {
		for _, isYAML := range []bool{true, false} {
			text := "<!-- " + comment + " -->"
			if isYAML {
				text = "# " + comment
			}
			f := &source.File{Name: "a", Text: text}
			var diags source.Diagnostics
			var got []string
			for _, a := range Allows(f, [][2]int{{0, len(text)}}, isYAML, &diags) {
				got = append(got, a.Code)
				if written := text[a.Pos.Offset:][:a.Len]; written != a.Code {
					t.Errorf("%s: position of %q", text, written)
				}
			}
			for _, d := range diags {
				got = append(got, d.Text)
			}
			if s := strings.Join(got, " "); s != want {
				t.Errorf("%s: got %q, want %q", text, s, want)
			}
		}
	}
}

// A file that consists only of comments is processed quickly.
func TestAllows_Many(t *testing.T) {
	for _, isYAML := range []bool{false, true} {
		for _, line := range []string{"<!-- platmap: allow link/missing -->\n", "<!-- platmap: allow link/missing -->\ntext\n"} {
			if isYAML {
				line = strings.NewReplacer("<!--", "#", " -->", "", "text", "a:").Replace(line)
			}
			text := strings.Repeat(line, (1<<20)/len(line))
			f := &source.File{Name: "a", Text: text}
			var diags source.Diagnostics
			allows := Allows(f, commentsIn(text, isYAML), isYAML, &diags)
			var found source.Diagnostics
			for n := 1; n < f.Lines(); n++ {
				found.Errorf("link/missing", source.Pos{File: f, Offset: f.LineStart(n)}, 0, "", "no file %d", n)
			}
			if r := (Filter{Allows: allows}).Apply(found); slices.ContainsFunc(r.Findings, func(d source.Diagnostic) bool { return d.Code != "level/unused" }) {
				t.Error(fmt.Sprint(r.Findings[:1]))
			}
		}
	}
}
