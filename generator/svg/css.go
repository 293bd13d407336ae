package svg

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// loadsCSS reports whether a style sheet or a value of a property loads something from
// outside the file. what is the first such address, or the name of the rule.
func loadsCSS(css string) (what string, loads bool) {
	if !strings.ContainsAny(css, `@(\`) {
		return "", false
	}
	for s := (scanner{css: css}); s.at < len(css); {
		rest := css[s.at:]
		switch c := rest[0]; {
		case strings.HasPrefix(rest, "/*"):
			if end := strings.Index(rest[2:], "*/"); end >= 0 {
				s.at += 2 + end + 2
			} else {
				s.at = len(css)
			}
		case c == '"' || c == '\'':
			s.quoted()
		case c == '@':
			s.at++
			if s.name() == "import" {
				return "@import", true
			}
		case isNameByte(c):
			name := s.name()
			if s.at == len(css) || css[s.at] != '(' {
				continue
			}
			s.at++
			switch name {
			case "url":
				if url := s.url(); !strings.HasPrefix(compact(url), "#") && !isEmbedded(compact(url)) {
					return shorten(url), true
				}
			case "src", "image", "image-set", "-webkit-image-set": // these functions have addresses as strings
				return name, true
			}
		default:
			s.at++
		}
	}
	return "", false
}

// scanner reads tokens of CSS.
type scanner struct {
	css string
	at  int
}

func isNameByte(c byte) bool {
	return c == '-' || c == '_' || c == '\\' || c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// name reads a name and returns it in lower case, with escapes decoded.
func (s *scanner) name() string {
	var b strings.Builder
	for s.at < len(s.css) && isNameByte(s.css[s.at]) {
		b.WriteString(s.char())
	}
	return strings.ToLower(b.String())
}

// quoted reads a string, which ends at its quote or at a line break.
func (s *scanner) quoted() string {
	quote := s.css[s.at]
	s.at++
	var b strings.Builder
	for s.at < len(s.css) && s.css[s.at] != '\n' && s.css[s.at] != '\r' {
		if s.css[s.at] == quote {
			s.at++
			break
		}
		b.WriteString(s.char())
	}
	return b.String()
}

// url reads the address after "url(".
func (s *scanner) url() string {
	for s.at < len(s.css) && strings.IndexByte(" \t\r\n\f", s.css[s.at]) >= 0 {
		s.at++
	}
	if s.at < len(s.css) && (s.css[s.at] == '"' || s.css[s.at] == '\'') {
		return s.quoted()
	}
	var b strings.Builder
	for s.at < len(s.css) && s.css[s.at] != ')' {
		b.WriteString(s.char())
	}
	return strings.TrimSpace(b.String())
}

// char reads one character, which may be escaped: \75 and \u are both u.
func (s *scanner) char() string {
	if s.css[s.at] != '\\' {
		_, n := utf8.DecodeRuneInString(s.css[s.at:])
		s.at += n
		return s.css[s.at-n : s.at]
	}
	s.at++
	digits := s.at
	for digits < min(len(s.css), s.at+6) && strings.IndexByte("0123456789abcdefABCDEF", s.css[digits]) >= 0 {
		digits++
	}
	if digits == s.at {
		if s.at == len(s.css) {
			return ""
		}
		_, n := utf8.DecodeRuneInString(s.css[s.at:])
		s.at += n
		if s.css[s.at-n] == '\n' { // an escaped line break continues a string
			return ""
		}
		return s.css[s.at-n : s.at]
	}
	code, _ := strconv.ParseUint(s.css[s.at:digits], 16, 32)
	if s.at = digits; s.at < len(s.css) && strings.IndexByte(" \t\r\n\f", s.css[s.at]) >= 0 {
		s.at++
	}
	return string(rune(code))
}
