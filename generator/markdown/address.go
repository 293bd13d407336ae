package markdown

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// Schemes are the schemes of URLs that a page may link to. A browser runs none of them.
var Schemes = []string{"http", "https", "mailto", "tel"}

// allowed returns the scheme of a URL and whether a page may link to it. Like a
// browser, it ignores white space and control characters and reads a backslash
// as a slash.
func allowed(dest string) (scheme string, ok bool) {
	s := strings.Map(func(r rune) rune {
		switch {
		case r <= ' ' || r == 0x7F:
			return -1
		case r == '\\':
			return '/'
		}
		return r
	}, dest)
	if strings.HasPrefix(s, "//") {
		return "", false
	}
	i := strings.IndexAny(s, ":/?#")
	if i <= 0 || s[i] != ':' {
		return "", true
	}
	scheme = strings.ToLower(s[:i])
	for j, c := range []byte(scheme) {
		if c >= 'a' && c <= 'z' || j > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.') {
			continue
		}
		return "", true // a colon in a file name
	}
	return scheme, slices.Contains(Schemes, scheme)
}

var hostAndPort = regexp.MustCompile(`^[a-zA-Z0-9.-]+:[0-9]{1,5}(/|$)`)

// schemeHelp returns the help for a URL whose scheme is not allowed.
func schemeHelp(scheme, dest string) string {
	if hostAndPort.MatchString(dest) {
		return fmt.Sprintf("write %q", "http://"+dest)
	}
	if _, rest, _ := strings.Cut(dest, ":"); strings.HasPrefix(rest, "https://") || strings.HasPrefix(rest, "http://") {
		return fmt.Sprintf("write %q", rest)
	}
	if near := text.Closest(scheme, Schemes); near != "" {
		return fmt.Sprintf("did you mean %s:?", near)
	}
	return "use http, https, mailto, tel or a relative path, or put the URL between backticks"
}

// unescapePercent decodes the percent-encoding of a relative URL, except for
// characters that would change its meaning.
func unescapePercent(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := url.PathUnescape(s[i : i+3]); err == nil && c[0] > ' ' && c[0] != 0x7F && strings.IndexByte("%/?#\\:", c[0]) < 0 || err == nil && c == " " {
				b.WriteString(c)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	if !utf8.ValidString(b.String()) {
		return s
	}
	return b.String()
}
