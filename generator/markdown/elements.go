package markdown

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// class is the HTML content category that decides where an element is allowed.
type class uint8

const (
	phrasing class = iota // within text
	flow                  // between paragraphs
	void                  // no content
)

// elements are all HTML elements that authors may write.
var elements = map[string]class{
	"abbr": phrasing, "b": phrasing, "bdi": phrasing, "cite": phrasing, "code": phrasing, "del": phrasing,
	"dfn": phrasing, "em": phrasing, "i": phrasing, "ins": phrasing, "kbd": phrasing, "mark": phrasing, "q": phrasing,
	"rp": phrasing, "rt": phrasing, "ruby": phrasing, "s": phrasing, "samp": phrasing, "small": phrasing,
	"strong": phrasing, "sub": phrasing, "sup": phrasing, "u": phrasing, "var": phrasing,
	"dd": flow, "details": flow, "dl": flow, "dt": flow, "figcaption": flow, "figure": flow, "summary": flow,
	"br": void, "wbr": void,
}

// insteadOf has the help for the refused elements that authors use most.
var insteadOf = map[string]string{
	"a":     "write [text](address)",
	"img":   "write ![what it shows](picture.png)",
	"p":     "leave a blank line between paragraphs instead",
	"pre":   "put the code between lines of ```",
	"table": "write a Markdown table",
	"hr":    "write --- on a line of its own",
	"ul":    "start each item with -",
	"ol":    "start each item with 1.",
	"h1":    "start the line with #",
	"h2":    "start the line with ##",
	"h3":    "start the line with ###",
}

// policy removes all attributes except harmless ones. The elements themselves are
// checked before.
var policy = newPolicy()

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for name := range elements {
		p.AllowElements(name)
	}
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)).Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(?:ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("title").Globally()
	p.AllowAttrs("open").OnElements("details")
	return p
}

// clean returns a start tag without the attributes that are not allowed.
func clean(name, raw string) string {
	if !strings.Contains(raw, "=") && name != "details" {
		return "<" + name + ">" // it has no attributes
	}
	raw = strings.TrimSuffix(strings.TrimSuffix(raw, ">"), "/") + ">"
	s := policy.Sanitize(raw)
	if !strings.HasPrefix(s, "<"+name) || !strings.HasSuffix(s, ">") || strings.Count(s, "<") != 1 {
		return "<" + name + ">"
	}
	return strings.Replace(s, ` open=""`, " open", 1)
}

// parentHelp returns the help for an element in the wrong position.
func parentHelp(name string) string {
	switch name {
	case "rt", "rp":
		return "put it in <ruby>"
	case "dt", "dd":
		return "put it in <dl>"
	case "summary":
		return "put it in <details>, as its first element"
	case "figcaption":
		return "put it in <figure>"
	}
	return "put it on a line of its own after a blank line"
}
