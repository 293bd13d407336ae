package convert

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"platmap/generator/rounds"
)

// samplePages returns the pages of the archives in testdata.
func samplePages(t testing.TB) (pages []string) {
	t.Helper()
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			if ext := filepath.Ext(file.Name); strings.HasPrefix(file.Name, "in/") && (ext == ".md" || ext == ".mdx") {
				pages = append(pages, string(file.Data))
			}
		}
	}
	return pages
}

// Pages of random lines are converted without a panic and without losing words, and code in
// them does not change.
func TestGuides_RandomPages(t *testing.T) {
	pages := samplePages(t)
	var lines []string
	for _, p := range pages {
		lines = append(lines, strings.Split(p, "\n")...)
	}
	for seed := range rounds.Of(4000) {
		random := rand.New(rand.NewPCG(uint64(seed), 1))
		from := Generators[random.IntN(len(Generators))]
		docs := fstest.MapFS{"other.md": {Data: []byte("# Other\n")}}
		page := randomPage(random, pages, lines)
		docs["a.md"] = &fstest.MapFile{Data: []byte(page)}
		r, err := Guides(Input{From: from, Source: docs, Locales: []string{"en"}})
		if err != nil {
			t.Fatal(err)
		}
		if lost := lostWords(page, r); lost != nil {
			t.Fatalf("seed %d, %s: lost %q of\n%s\nin\n%s\n%s", seed, from, lost, page, r.Files[0].Text, notesOf(r))
		}
	}
}

// randomPage returns a page of lines in random order, with some characters removed.
func randomPage(random *rand.Rand, pages, lines []string) string {
	var b strings.Builder
	switch random.IntN(3) {
	case 0:
		b.WriteString(pages[random.IntN(len(pages))])
	case 1:
		b.WriteString("---\n")
	}
	for range random.IntN(25) {
		l := lines[random.IntN(len(lines))]
		if n := random.IntN(4 * (len(l) + 1)); n < len(l) && l[n] < 0x80 {
			l = l[:n] + l[n+1:]
		}
		b.WriteString(strings.Repeat(" ", max(0, random.IntN(12)-6)) + l + "\n")
		if random.IntN(4) == 0 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// Code in any form, and within anything that may contain it, does not change.
func TestGuides_CodeStays(t *testing.T) {
	code := []string{`!!! note "x"`, "    text", "{{< note >}}", "[a](/b/){.c}", ":::tip", "", "=== \"tab\"", "import x from 'y'", "# a {: #b}", "> [!NOTE] t", "<TabItem value=\"a\">", "{% raw %}", "[TOC]", "{/* a */}"}
	indented := func(by string, lines []string) (out []string) {
		for _, l := range lines {
			out = append(out, strings.TrimRight(by+l, " "))
		}
		return out
	}
	forms := map[string][]string{
		"fence":    append(append([]string{"```md"}, code...), "```"),
		"tildes":   append(append([]string{"~~~~ md"}, code...), "~~~~"),
		"long":     append(append([]string{"````"}, append(code, "```", "{{< tip >}}", "```")...), "````"),
		"indented": indented("    ", append([]string{"code"}, code...)),
		"pre":      append(append([]string{"<pre>"}, code...), "</pre>"),
	}
	around := map[string]func([]string) []string{
		"page": func(l []string) []string { return l },
		"list": func(l []string) []string { return append([]string{"- item", ""}, indented("  ", l)...) },
		"numbers": func(l []string) []string {
			return append([]string{"1. item", "", "   - more", ""}, indented("     ", l)...)
		},
		"quote": func(l []string) []string { return indented("> ", l) },
		"box":   func(l []string) []string { return append([]string{"!!! note", ""}, indented("    ", l)...) },
		"details": func(l []string) []string {
			return append([]string{"- x", "", "    ??? tip \"a\"", ""}, indented("        ", l)...)
		},
		"container": func(l []string) []string { return append(append([]string{"::::note", ""}, l...), "::::") },
		"shortcode": func(l []string) []string {
			return append(append([]string{"{{% warning %}}", ""}, l...), "{{% /warning %}}")
		},
		"tab": func(l []string) []string { return append([]string{`=== "a"`, ""}, indented("    ", l)...) },
	}
	for form, lines := range forms {
		for where, wrap := range around {
			page := strings.Join(wrap(lines), "\n") + "\n\nEnd [x](/y/){.z}.\n"
			r, err := Guides(Input{From: MkDocs, Source: fstest.MapFS{"a.md": {Data: []byte(page)}}, Locales: []string{"en"}})
			if err != nil {
				t.Fatal(err)
			}
			out := strings.Split(r.Files[0].Text, "\n")
			if !containsLines(out, lines) {
				t.Errorf("%s in %s:\n%s\nis now\n%s", form, where, page, r.Files[0].Text)
			}
			if strings.Contains(r.Files[0].Text, "{.z}") {
				t.Errorf("%s in %s: the text after it is taken for code:\n%s", form, where, r.Files[0].Text)
			}
		}
	}
}

// containsLines reports whether a text contains lines in sequence, all with the same
// prefix.
func containsLines(text, lines []string) bool {
	for i := range text {
		prefix, ok := strings.CutSuffix(text[i], lines[0])
		for j := 0; ok && j < len(lines); j++ {
			ok = i+j < len(text) && strings.TrimRight(text[i+j], " ") == strings.TrimRight(prefix+lines[j], " ")
		}
		if ok {
			return true
		}
	}
	return false
}
