package testsite

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// Distractors returns a content folder with n more guides in Japanese and English. Their
// sentences are from the folder, in random combinations, so that the guides have the
// vocabulary of the folder but no topic. The result is the same every time.
//
// Some sentences are left out: those with all words of a query, and those with a text to
// highlight, if there are only a few. Otherwise their guide would be as good an answer as
// the original. For the same reason no title contains a query, or the title or name of
// something in the folder.
func Distractors(t testing.TB, content fs.FS, n int, queries []Query) fstest.MapFS {
	t.Helper()
	d := distractors{sentences: map[string][]clause{}, seen: map[string]bool{}}
	all := fstest.MapFS{}
	err := fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(content, name)
		all[name] = &fstest.MapFile{Data: text}
		d.read(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.leaveOut(queries)
	for i := range n {
		for lang, suffix := range map[string]string{"ja": "", "en": ".en"} {
			d.r = rand.New(rand.NewPCG(uint64(i), uint64(len(suffix)))) // independent of the order of the map
			all[fmt.Sprintf("guides/more-%d/guide-%d%s.md", i/100, i, suffix)] = &fstest.MapFile{Data: []byte(d.guide(lang))}
		}
	}
	return all
}

type distractors struct {
	r         *rand.Rand
	names     []string            // titles, names and queries, in lower case
	sentences map[string][]clause // by language
	seen      map[string]bool
}

// clause is a sentence or a part of one, with the forms used for comparison.
type clause struct{ text, lower, joined string }

func newClause(s string) clause {
	lower := strings.ToLower(s)
	return clause{s, lower, strings.ReplaceAll(lower, " ", "")}
}

func (c clause) contains(part string) bool {
	return strings.Contains(c.lower, part) || strings.Contains(c.joined, part)
}

var (
	fence     = regexp.MustCompile("(?s)```.*?\n```")
	reference = regexp.MustCompile(`!?\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]|!?\[([^\]]*)\]\([^)]*\)|\[\^[^\]]*\]`)
	titleLine = regexp.MustCompile(`(?m)^(?:title|name|- term|- id|term): *(.*)$`)
	yamlText  = regexp.MustCompile(`\b(ja|en): *("[^"]*"|'[^']*'|[^,}\n]*)`)
	// Sentences and clauses contain no characters of Markdown or YAML syntax.
	sentence = regexp.MustCompile(`[^。.!?|<>{}\[\]*#:\x60"'\\\n]+`)
)

// read adds the names and sentences of a file.
func (d *distractors) read(name, text string) {
	yaml, guide := strings.HasSuffix(name, ".yaml"), strings.HasSuffix(name, ".md")
	if !yaml && !guide {
		return
	}
	for _, m := range titleLine.FindAllStringSubmatch(text, -1) {
		for _, name := range strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune(`{},"'`, r) }) {
			name = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(name), "ja: "), "en: ")
			if name = strings.ToLower(name); len(name) > 2 {
				d.names = append(d.names, name)
			}
		}
	}
	if yaml {
		for _, m := range yamlText.FindAllStringSubmatch(text, -1) {
			d.add(m[1], m[2])
		}
		return
	}
	if _, body, found := strings.Cut(text, "\n---\n"); found {
		text = body
	}
	lang := "ja"
	if strings.HasSuffix(name, ".en.md") {
		lang = "en"
	}
	d.add(lang, fence.ReplaceAllString(text, ""))
}

// add adds the sentences of a text that are long enough.
func (d *distractors) add(lang, text string) {
	text = reference.ReplaceAllString(text, "$1$2")
	if lang == "en" {
		text = strings.ReplaceAll(text, "\n", " ") // lines are wrapped
	}
	for _, s := range sentence.FindAllString(text, -1) {
		s = strings.Trim(s, " -–—、,()（）「」")
		if n := len([]rune(s)); n > 12 && n < 200 && isJapanese(s) == (lang == "ja") && !d.seen[s] {
			d.seen[s] = true
			d.sentences[lang] = append(d.sentences[lang], newClause(s))
		}
	}
}

func isJapanese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x3041 && r <= 0x9FFF })
}

// leaveOut removes the sentences that would be answers to queries, and keeps queries out
// of titles.
func (d *distractors) leaveOut(queries []Query) {
	const few = 4
	rare := map[clause]bool{}
	for _, q := range queries {
		d.names = append(d.names, strings.ToLower(q.Text))
		for _, text := range append(q.Marks, q.Text) {
			if answers := d.withWords(strings.Fields(strings.ToLower(text))); len(answers) <= few {
				for _, s := range answers {
					rare[s] = true
				}
			}
		}
	}
	for lang, list := range d.sentences {
		d.sentences[lang] = slices.DeleteFunc(list, func(s clause) bool { return rare[s] })
	}
}

// withWords returns the sentences with all these words.
func (d *distractors) withWords(words []string) (list []clause) {
	for _, sentences := range d.sentences {
		for _, s := range sentences {
			if !slices.ContainsFunc(words, func(w string) bool { return !s.contains(w) }) {
				list = append(list, s)
			}
		}
	}
	return list
}

// guide returns a guide with three sections.
func (d *distractors) guide(lang string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\ntype: how-to\n---\n", d.title(lang))
	end := map[string]string{"ja": "。", "en": ". "}[lang]
	for i := range 3 {
		fmt.Fprintf(&b, "\n## %s {#part-%d}\n\n", d.title(lang), i)
		for range 2 + d.r.IntN(3) {
			b.WriteString(d.sentence(lang) + end)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (d *distractors) sentence(lang string) string {
	list := d.sentences[lang]
	return list[d.r.IntN(len(list))].text
}

// title returns a clause.
func (d *distractors) title(lang string) string {
	for {
		s := d.sentence(lang)
		if lang == "en" {
			words := strings.Fields(s)
			s = strings.Join(words[:min(len(words), 3+d.r.IntN(4))], " ")
		} else {
			s, _, _ = strings.Cut(s, "、")
		}
		if n := len([]rune(s)); n >= 6 && n <= 40 && !slices.ContainsFunc(d.names, newClause(s).contains) {
			return s
		}
	}
}
