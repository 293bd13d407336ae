package theme

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// checkStyles reports the first style sheet of the overlay in which a comment, text or
// bracket is not closed. Browsers would ignore the rest of the sheet, and the files that
// are joined after it.
func (t *Theme) checkStyles() error {
	for _, name := range t.overlay.names() {
		if path.Ext(name) != ".css" || strings.HasPrefix(name, "static/") {
			continue
		}
		if offset, what, help := unclosedCSS(t.overlay[name].Text); what != "" {
			e := t.errorAt(name, offset, "%s", what)
			e.Finding.Len, e.Finding.Help = 1, help
			return e
		}
	}
	return nil
}

// closing contains the brackets of CSS. After each opening bracket is its closing
// bracket.
const closing = "{}()[]"

// unclosedCSS returns the offset of a comment, text or bracket in CSS that is not closed,
// or of a closing bracket without an opening one, with the mistake and help. If several
// brackets are not closed, it prefers a bracket that is closed in another column than it
// was opened in.
func unclosedCSS(s string) (offset int, what, help string) {
	var open []int // offsets
	suspect := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\':
			i++
		case strings.HasPrefix(s[i:], "/*"):
			n := strings.Index(s[i+2:], "*/")
			if n < 0 {
				return i, "unclosed comment", "close it with */"
			}
			i += n + 3
		case c == '"' || c == '\'':
			start := i
			for i++; i < len(s) && s[i] != c && s[i] != '\n'; i++ {
				if s[i] == '\\' {
					i++
				}
			}
			if i >= len(s) || s[i] == '\n' {
				return start, "unclosed text in quotes", "close it with " + string(c) + " on the same line"
			}
		case c == '(' && plainURL.MatchString(s[max(i-3, 0):]):
			n := strings.IndexByte(s[i:], ')')
			if n < 0 {
				return i, "( is not closed", "close it with )"
			}
			i += n
		case strings.IndexByte(closing, c) < 0:
		case strings.IndexByte(closing, c)%2 == 0:
			open = append(open, i)
		case !slices.ContainsFunc(open, func(at int) bool { return closes(c, s[at]) }):
			return i, string(c) + " closes nothing", "remove it, or add what it closes"
		default:
			last := open[len(open)-1]
			if open = open[:len(open)-1]; !closes(c, s[last]) {
				return unclosedBracket(s, last)
			}
			if suspect < 0 && c == '}' && strings.TrimSpace(s[lineStart(s, i):i]) == "" && indent(s, last) != indent(s, i) {
				suspect = last
			}
		}
	}
	if len(open) == 0 {
		return 0, "", ""
	}
	if last := open[len(open)-1]; suspect < 0 || s[last] != '{' {
		suspect = last
	}
	return unclosedBracket(s, suspect)
}

// plainURL matches a URL without quotes, in which quotes and brackets have no meaning.
var plainURL = regexp.MustCompile(`^(?i:url)\(\s*[^\s"')]`)

func closes(c, bracket byte) bool { return closing[strings.IndexByte(closing, bracket)+1] == c }

func unclosedBracket(s string, at int) (offset int, what, help string) {
	i := strings.IndexByte(closing, s[at])
	return at, closing[i:i+1] + " is not closed", "close it with " + closing[i+1:i+2]
}

func lineStart(s string, at int) int { return strings.LastIndexByte(s[:at], '\n') + 1 }

// indent returns the white space at the start of the line of an offset.
func indent(s string, at int) string {
	line := s[lineStart(s, at):]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

var (
	openComment = regexp.MustCompile(`\{\{(?:- )?/\*`)
	block       = regexp.MustCompile(`\{\{(?:- )?\s*(?:/\*(?s:.*?)\*/|(if|range|with|define|block|end)\b)[^}]*`)
)

// unclosedIn returns the offset, the length, the text and the help for an error of
// html/template about an unclosed action or block. The action is often far above the line
// of the error. ok is false for other errors. line is the offset of the line.
func unclosedIn(s string, line int, what string) (offset, length int, text, help string, ok bool) {
	switch {
	case what == "unclosed comment":
		for _, m := range openComment.FindAllStringIndex(s, -1) {
			offset, length = m[0], m[1]-m[0]
		}
		return offset, length, what, "close it with */}}", true
	case strings.HasPrefix(what, "unclosed action"):
		return strings.LastIndex(s, "{{"), 2, "unclosed action", "close it with }}", true
	case strings.HasPrefix(what, "unexpected <define>"):
		s = s[:line]
	case what != "unexpected EOF":
		offset = strings.LastIndex(s[:line], "{{")
		ok = offset >= 0 && !strings.Contains(s[offset:line], "}}") // then the text after it was read as a part of the action
		return offset, 2, "unclosed action: " + what, "close it with }}", ok
	}
	var open [][]int
	for _, m := range block.FindAllStringSubmatchIndex(s, -1) {
		switch {
		case m[2] < 0: // a comment
		case s[m[2]:m[3]] != "end":
			open = append(open, m)
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return 0, 0, "", "", false
	}
	m := open[len(open)-1]
	action := s[m[0]:m[1]] + "}}"
	return m[0], len(action), action + " is not closed", "add {{end}} for it, or for an action in it", true
}
