package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// MDX has no indented code: text in a tag is read as Markdown, however far it is
// indented. CommonMark takes it for code if it is indented by four columns after a blank
// line, so the text between tags loses its indentation. Lists keep theirs, relative to
// each other.

var (
	componentLine = regexp.MustCompile(`^</?[A-Z]`)
	headingOrBox  = regexp.MustCompile(`^(?:#{1,6}[ \t]|:::)`)
)

// expressions lists the starts and ends of expressions of JSX that may contain code.
var expressions = [][2]string{{"{`", "`}"}, {"{/*", "*/}"}}

// isMDX reports whether the page is read as MDX, as Docusaurus reads .md too.
func (b *body) isMDX() bool {
	return b.From == Docusaurus || strings.EqualFold(path.Ext(b.page.from), ".mdx")
}

// unindentTags removes the indentation of the content of each outermost tag in which a
// line is indented by four columns or more. Other lines do not change.
func unindentTags(lines []line) []line {
	tags := scanTags(lines)
	out, deep := unindentContent(lines, tags)
	for i := 0; i < len(lines); i++ {
		from := i
		for i < len(lines) && tags[i].inside {
			i++
		}
		if !slices.Contains(deep[from:i], true) {
			copy(out[from:i], lines[from:i])
		}
	}
	return out
}

// unindentContent returns the lines without the indentation of content of tags, and
// which of them were indented by four columns or more.
func unindentContent(lines []line, tags []tagLine) (out []line, deep []bool) {
	w := &walk{blank: true}
	var lists []int // the columns of w.lists before the indentation was removed
	shift := 0
	fresh := false // whether the line before ends a block
	deep = make([]bool, len(lines))
	for i, l := range lines {
		inText := w.fence == "" && w.end == ""
		t := strings.TrimSpace(l.text)
		switch {
		case !tags[i].inside:
			if inText {
				shift = 0
				lists = append(lists[:0], w.lists...)
			}
		case inText && t != "" && !tags[i].within: // other lines are indented like the line before
			n, base, column, open := indent(l.text), 0, 0, len(lists)
			for open > 0 && lists[open-1] > n {
				open--
			}
			if open > 0 {
				base, column = w.lists[open-1], lists[open-1]
			}
			if fresh || w.blank || n-shift < base || startsBlock(t, tags[i-1].ends) {
				deep[i] = n >= column+4
				lists, w.lists = lists[:open], w.lists[:open]
				shift = n - base
			}
		}
		if shift > 0 {
			l = dedent([]line{l}, shift)[0]
		}
		out = append(out, l)
		if w.opaque(l) || w.indented(l) {
			w.blank = false
		} else {
			w.code = false
			w.follow(l)
			w.blank = t == ""
		}
		fresh = !inText || headingOrBox.MatchString(t)
		for len(lists) < len(w.lists) {
			lists = append(lists, w.lists[len(lists)]+shift)
		}
		lists = lists[:len(w.lists)]
	}
	return out, deep
}

// startsBlock reports whether a line starts a block even if no blank line is before it.
// afterTag is whether the line before ends with a tag. Tags of HTML in sequence are one
// block.
func startsBlock(line string, afterTag bool) bool {
	return strings.HasPrefix(line, "<") != afterTag || componentLine.MatchString(line) || listItem.MatchString(line) || fenceLine.MatchString(line)
}

// opaque is like verbatim, and is also true for an expression of several lines.
func (w *walk) opaque(l line) bool {
	if w.verbatim(l) {
		return true
	}
	for _, e := range expressions {
		if _, rest, ok := strings.Cut(l.text, e[0]); ok && !strings.Contains(rest, e[1]) {
			w.end = e[1]
			return true
		}
	}
	return false
}

// tagLine is the result of scanTags for a line.
type tagLine struct {
	inside bool // whether it is after the line of a start tag, and not after that of its end tag
	within bool // whether it starts within a tag
	ends   bool // whether it ends with a tag
}

// tagScan is the state of a search for tags.
type tagScan struct {
	open  []openTag
	pairs [][2]int // the lines of start tags and of their end tags

	in    bool   // whether a tag has started and not ended
	name  string // its name
	isEnd bool   // whether it is an end tag
	start int    // its line
	quote byte   // the quote of the attribute that has not ended, or 0
	depth int    // the number of open braces
}

type openTag struct {
	name string
	line int
}

// maxTags is the maximum number of open tags. Tags within them are not paired.
const maxTags = 100

var tagName = regexp.MustCompile(`^</?([A-Za-z][\w.-]*|>)`)

// scanTags finds the lines between tags that belong together, outside of code.
func scanTags(lines []line) []tagLine {
	s := &tagScan{}
	w := &walk{blank: true}
	var lists []int // the open lists outside of tags
	tags := make([]tagLine, len(lines))
	for i, l := range lines {
		if len(s.open) > 0 && !s.in {
			l.text = strings.TrimLeft(l.text, " \t") // in a tag, it is not code
		}
		if !s.in && (w.opaque(l) || w.indented(l)) {
			w.blank = false
			continue
		}
		w.code = false
		if isBlank(l) {
			w.blank, s.in = true, false
			continue
		}
		w.follow(l)
		w.blank = false
		tags[i].within = s.in
		outside := len(s.open) == 0
		if outside {
			lists = slices.Clone(w.lists)
		}
		for _, p := range parts(l.text) {
			if !p.code {
				s.add(i, p.text)
			}
		}
		if !outside && len(s.open) == 0 {
			w.lists = lists
		}
		tags[i].ends = !s.in && strings.HasSuffix(strings.TrimSpace(l.text), ">")
	}
	change := make([]int, len(lines)+1)
	for _, p := range s.pairs {
		change[p[0]+1]++
		change[p[1]+1]--
	}
	open := 0
	for i := range tags {
		open += change[i]
		tags[i].inside = open > 0
	}
	return tags
}

// add searches a part of line n.
func (s *tagScan) add(n int, text string) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '<' && s.quote == 0 && s.depth == 0 && (i == 0 || text[i-1] != '\\'), c == '<' && !s.in:
			if m := tagName.FindString(text[i:min(len(text), i+80)]); m != "" && (i == 0 || text[i-1] != '\\') {
				*s = tagScan{open: s.open, pairs: s.pairs, in: true, start: n, isEnd: m[1] == '/', name: strings.Trim(m, "</>")}
				i += len(strings.TrimRight(m, ">")) - 1
			}
		case !s.in:
		case s.quote != 0:
			if c == s.quote {
				s.quote = 0
			}
		case c == '{':
			s.depth++
		case c == '}':
			s.depth = max(0, s.depth-1)
		case s.depth > 0:
		case c == '"' || c == '\'':
			s.quote = c
		case c == '>':
			s.in = false
			if s.isEnd || i == 0 || text[i-1] != '/' {
				s.ended(n)
			}
		}
	}
}

// ended handles a tag that ends on line n: a start tag is added to the open ones, and an end
// tag closes the last one with its name.
func (s *tagScan) ended(n int) {
	if !s.isEnd {
		if len(s.open) < maxTags {
			s.open = append(s.open, openTag{s.name, n})
		}
		return
	}
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.open[i].name == s.name {
			s.pairs = append(s.pairs, [2]int{s.open[i].line, n})
			s.open = s.open[:i]
			return
		}
	}
}
