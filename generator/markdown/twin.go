package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// JoinLines removes the line breaks between Japanese characters in Markdown. These add no
// space in HTML here, but other programs show a space. JoinLines does not change a text
// that may contain a code block.
func JoinLines(s string) string {
	if !strings.Contains(s, "\n") || strings.Contains(s, "```") || strings.Contains(s, "~~~") {
		return s
	}
	b := make([]byte, 0, len(s))
	for line := range strings.Lines(s) {
		if next, _ := utf8.DecodeRuneInString(line); len(b) > 0 && startsNoBlock(next) {
			if before, _ := utf8.DecodeLastRune(b[:len(b)-1]); joins(before, next) {
				b = b[:len(b)-1]
			}
		}
		b = append(b, line...)
	}
	return string(b)
}

// startsNoBlock reports whether a line that starts with r continues a paragraph above it.
// A list, a quote or a heading would start with a digit or with ASCII punctuation.
func startsNoBlock(r rune) bool { return unicode.IsLetter(r) || isWide(r) || isWidePunct(r) }

// openFence returns the missing end of the code block at the end of the document, or "".
// With this end, other texts can follow the document.
func (w *writer) openFence(root ast.Node) string {
	last := root.LastChild()
	if last != nil && last.Kind() == extast.KindFootnoteList {
		last = last.PreviousSibling()
	}
	if last == nil || last.Kind() != ast.KindFencedCodeBlock || w.st.ended == last {
		return ""
	}
	line, _, _ := strings.Cut(string(w.src[last.Pos():]), "\n")
	return line[:len(line)-len(strings.TrimLeft(line, line[:1]))]
}

// continuesList matches the start of a text that would become part of a list before it.
var continuesList = regexp.MustCompile(`^(?:[ \t]*\r?\n)*(?: {2,}|\t|[-+*] |\d{1,9}[.)] )`)

// needsSeparator reports whether a text would become part of a list before it if the
// heading or comment between them is removed. An indented heading or comment is already
// part of the list, and so is the text.
func needsSeparator(before, removed, after string) bool {
	return strings.HasSuffix(before, "\n") && strings.TrimSpace(before) != "" && !strings.HasPrefix(removed, " ") && continuesList.MatchString(after)
}
