package tree

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// line is one line of a draft, taken apart by its looks alone. That is good
// enough to guess at a mistake, since every guess is tried before it is told.
type line struct {
	number int
	start  int    // offset of its first byte
	text   string // without the line end
	indent int    // bytes of white space before the first sign
	body   int    // where its content starts, "- " left out
	key    string // with its quotes; "" when there is none
	at     int    // where the value starts
	value  string // without a comment
}

// columns returns where the line may open a list or a mapping: at each "- ", and
// at its content.
func (l line) columns() []int {
	var list []int
	for i := l.indent; i < l.body; i++ {
		if l.text[i] == '-' {
			list = append(list, i)
		}
	}
	if l.key != "" {
		list = append(list, l.body)
	}
	return list
}

// item reports whether the line starts with "- ".
func (l line) item() bool { return l.body > l.indent }

// blank reports whether the line has nothing or only a comment.
func (l line) blank() bool { return l.indent == len(l.text) || l.text[l.indent] == '#' }

var blockHeader = regexp.MustCompile(`^[|>][0-9+-]{0,2}$`)

// block reports whether a text in lines of its own follows, after | or >.
func (l line) block() bool { return blockHeader.MatchString(l.value) }

func (d *draft) line(number int) line {
	l := line{number: number, start: d.text.LineStart(number), text: d.text.Line(number)}
	l.indent = len(l.text) - len(strings.TrimLeft(l.text, " \t"))
	l.body = l.indent
	for l.body < len(l.text) && l.text[l.body] == '-' && (l.body+1 == len(l.text) || l.text[l.body+1] == ' ') {
		l.body++
		l.body += blanks(l.text[l.body:])
	}
	l.at = l.body
	if n := keyLen(l.text[l.body:]); n > 0 {
		l.key = strings.TrimRight(l.text[l.body:l.body+n], " ")
		l.at = l.body + n + 1
		l.at += blanks(l.text[l.at:])
	}
	l.value = uncommented(l.text[l.at:])
	return l
}

func blanks(text string) int { return len(text) - len(strings.TrimLeft(text, " \t")) }

// keyLen returns the bytes before the colon that ends a key, or 0.
func keyLen(text string) int {
	if text == "" || strings.ContainsRune("[{#&*!|>@%`", rune(text[0])) {
		return 0
	}
	from := 0
	if text[0] == '"' || text[0] == '\'' {
		if from = closing(text); from < 0 {
			return 0
		}
		if rest := text[from:]; !strings.HasPrefix(strings.TrimLeft(rest, " "), ":") {
			return 0
		}
	}
	for i := from; i < len(text); i++ {
		switch {
		case text[i] == ':' && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t'):
			return i
		case text[i] == '#' && i > 0 && text[i-1] == ' ':
			return 0
		}
	}
	return 0
}

// uncommented cuts the comment and the blanks at the end of a value.
func uncommented(text string) string {
	from := 0
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		from = max(closing(text), 0)
	}
	if strings.HasPrefix(text, "#") {
		return ""
	}
	if i := strings.Index(text[from:], " #"); i >= 0 {
		text = text[:from+i]
	}
	return strings.TrimRight(text, " \t")
}

// closing returns the offset after the quote that ends the quoted text at the
// start of text, or -1.
func closing(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && text[0] == '"':
			i++
		case text[i] == text[0] && text[0] == '\'' && strings.HasPrefix(text[i:], "''"):
			i++
		case text[i] == text[0]:
			return i + 1
		}
	}
	return -1
}

// brackets reads text, which starts inside of no quotes, and returns the offset
// after the bracket that closes the first one, or -1; and the brackets that stay
// open, outermost first.
func brackets(text string) (end int, open []int) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			if i > 0 && !strings.ContainsRune(" \n,[{:", rune(text[i-1])) {
				continue // an apostrophe inside a word
			}
			n := closing(text[i:])
			if n < 0 {
				return -1, open
			}
			i += n - 1
		case '#':
			if i > 0 && strings.ContainsRune(" \n", rune(text[i-1])) {
				n := strings.IndexByte(text[i:], '\n')
				if n < 0 {
					return -1, open
				}
				i += n
			}
		case '[', '{':
			if i > 0 && !strings.ContainsRune(" \n\t,[{:", rune(text[i-1])) {
				continue // inside a word
			}
			open = append(open, i)
		case ']', '}':
			if len(open) == 0 {
				return -1, nil
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return i + 1, nil
			}
		}
	}
	return -1, open
}

// inQuotes returns a text as YAML reads it in any place.
func inQuotes(text string) string {
	if n := len(text); n > 1 && (text[0] == '\'' || text[0] == '"') && text[n-1] == text[0] && !strings.Contains(text, text[:1]+",") {
		text = text[1 : n-1] // 'Don't': the quotes were meant to go around it all
	}
	if strings.ContainsAny(text, `"\`) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return `"` + text + `"`
}

// brief cuts a text to what fits into a help line, and puts it on one line.
func brief(text string) string {
	const most = 72
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
