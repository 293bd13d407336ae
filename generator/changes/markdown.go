package changes

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"platmap/generator/diff"
	"platmap/generator/report"
	"platmap/generator/text"
)

// Marker is the first line of the Markdown form. A CI job finds its comment by this line,
// and updates the comment instead of adding another one.
const Marker = "<!-- platmap diff -->"

// maxComment is the maximum length of the Markdown form in UTF-16 units. A comment on
// GitHub has at most 65,536 characters, and one on GitLab 1,000,000.
const maxComment = 60000

// markdown returns the report as a comment on a pull request: promises, news, the numbers
// of the other changes, and reworded texts in a section that is collapsed at first.
func (r *Report) markdown() []byte {
	safe := *r
	safe.Words = &Words{theme: r.theme, lang: r.lang, inert: inert}
	c := comment{left: maxComment - 200} // leave space for the last lines
	c.add(Marker + "\n### " + r.say("changes.title") + r.say("colon") + r.Summary(r.Changes) + "\n")
	if len(r.Skipped) > 0 {
		c.add("\n" + safe.skipped() + "\n")
	}
	for _, w := range []diff.Weight{diff.Promise, diff.News, diff.Upkeep} {
		if !r.shows(w) {
			continue
		}
		c.open("\n**"+r.say("changes."+w.String(), len(r.of(w)))+"**"+about(r, w)+"\n\n", "")
		for _, change := range r.of(w) {
			c.item(func() string { return safe.bullet(change) })
		}
	}
	if upkeep := safe.Counts(r.of(diff.Upkeep)); upkeep != "" && r.Only == nil {
		c.add("\n" + upkeep + "\n")
	}
	if reworded := r.of(diff.Wording); r.Only == nil || r.shows(diff.Wording) {
		c.open("\n<details><summary>"+r.say("changes.wording", len(reworded))+"</summary>\n\n", "\n</details>\n")
		for _, change := range reworded {
			c.item(func() string { return safe.bullet(change) })
		}
	}
	c.close()
	if c.dropped > 0 {
		c.b.WriteString("\n" + r.say("changes.more", c.dropped) + "\n")
	}
	return []byte(c.b.String())
}

// about returns the explanation of a weight, for the weights that a reviewer must judge.
func about(r *Report, w diff.Weight) string {
	if w > diff.News {
		return ""
	}
	return r.say("brackets", r.say("changes."+w.String()+".about"))
}

// skipped returns the files that could not be compared.
func (r *Report) skipped() string {
	var files []string
	for _, f := range r.Skipped {
		name := text.CodeSpan(report.Escape(f.File))
		if f.InOld {
			name = r.say("changes.old_file", name)
		}
		files = append(files, r.say("changes.file_errors", f.Errors, name))
	}
	return r.say("changes.not_compared", "`platmap check`") + r.say("colon") + strings.Join(files, r.say("comma"))
}

// bullet returns a change as an item of a list.
func (r *Report) bullet(c diff.Change) string {
	s := "- **" + r.heading(c) + "**" + r.say("colon") + r.Sentence(c)
	if c.Weight == diff.Wording {
		words, _ := r.Reworded(c)
		if pieces := htmlDiff(words); pieces != "" {
			s += r.say("colon") + pieces
		}
		return s + "\n"
	}
	name := text.CodeSpan
	if r.Mention {
		name = func(s string) string {
			if handle.MatchString(s) {
				return s
			}
			return text.CodeSpan(s)
		}
	}
	for _, part := range []string{r.affected(c), r.asked(c, name)} {
		if part != "" {
			s += " · " + part
		}
	}
	return s + "\n"
}

// htmlDiff returns the words that differ, marked as removed and inserted.
func htmlDiff(pieces []text.Piece) string {
	var b strings.Builder
	for _, p := range excerpt(pieces) {
		if p.Same() {
			b.WriteString(inert(p.Old))
			continue
		}
		if p.Old != "" {
			b.WriteString("<del>" + inert(p.Old) + "</del>")
		}
		if p.New != "" {
			b.WriteString("<ins>" + inert(p.New) + "</ins>")
		}
	}
	return b.String()
}

// comment is a text of limited length that is cut between two items of a list.
type comment struct {
	b       strings.Builder
	left    int    // UTF-16 units
	head    string // head of the open section, until its first item is written
	tail    string // tail of the open section
	dropped int    // number of items that did not fit
}

// add writes a text if it fits, and reports whether it did.
func (c *comment) add(s string) bool {
	n := len(utf16.Encode([]rune(s)))
	if n > c.left {
		return false
	}
	c.left -= n
	c.b.WriteString(s)
	return true
}

// open starts a section. Its head and tail are written only if it gets an item.
func (c *comment) open(head, tail string) {
	c.close()
	c.head, c.tail = head, tail
}

// item writes an item of the open section. If it does not fit, it is counted instead.
func (c *comment) item(text func() string) {
	if c.dropped > 0 || !c.add(c.head+text()) {
		c.dropped++
		return
	}
	c.head = ""
}

// close ends a section that has items. The space for its tail is reserved.
func (c *comment) close() {
	if c.head == "" {
		c.b.WriteString(c.tail)
	}
	c.head, c.tail = "", ""
}

// active matches a word that a forge would turn into a mention, a reference to an issue,
// a merge request, a milestone, a label or a commit, an emoji or a link. Forges recognise
// these in plain text, after escapes are resolved, but not in code.
var active = regexp.MustCompile(`(?i)@\w|[#!$&]\d|[%~]["\pL\pN]|GH-\d|://|www\.|(?:^|[^0-9A-Za-z])[0-9a-fA-F]{7,}(?:$|[^0-9A-Za-z])|:[\w+-]+:|\^alert|\[\w+:`)

// inert returns a text as inline Markdown without effects: it mentions no one, closes no
// issue and contains no HTML. Words that would have an effect become code.
func inert(s string) string {
	s = report.Escape(s)
	if !active.MatchString(s) {
		return escapes.Replace(s)
	}
	words := strings.Split(s, " ")
	for i, word := range words {
		if active.MatchString(word) {
			words[i] = text.CodeSpan(word)
		} else {
			words[i] = escapes.Replace(word)
		}
	}
	return strings.Join(words, " ")
}

var escapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "&", "&amp;", "\t", " ")
