package markdown

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// class says where an element may stand.
type class uint8

const (
	phrasing class = iota // in running text
	flow                  // between paragraphs
	void                  // has no content
)

// elements is the whole of the HTML that people may write.
var elements = map[string]class{
	"abbr": phrasing, "b": phrasing, "bdi": phrasing, "cite": phrasing, "code": phrasing, "del": phrasing,
	"dfn": phrasing, "em": phrasing, "i": phrasing, "ins": phrasing, "kbd": phrasing, "mark": phrasing, "q": phrasing,
	"rp": phrasing, "rt": phrasing, "ruby": phrasing, "s": phrasing, "samp": phrasing, "small": phrasing,
	"strong": phrasing, "sub": phrasing, "sup": phrasing, "u": phrasing, "var": phrasing,
	"dd": flow, "details": flow, "dl": flow, "dt": flow, "figcaption": flow, "figure": flow, "summary": flow,
	"br": void, "wbr": void,
}

// insteadOf is the cure for the elements that people miss most.
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

// policy keeps the attributes that may stay. The elements are checked before.
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

// clean returns the opening tag with the attributes that may stay.
func clean(name, raw string) string {
	if !strings.Contains(raw, "=") && name != "details" {
		return "<" + name + ">" // no attribute: nothing to clean
	}
	raw = strings.TrimSuffix(strings.TrimSuffix(raw, ">"), "/") + ">"
	s := policy.Sanitize(raw)
	if !strings.HasPrefix(s, "<"+name) || !strings.HasSuffix(s, ">") || strings.Count(s, "<") != 1 {
		return "<" + name + ">"
	}
	return strings.Replace(s, ` open=""`, " open", 1)
}

// placeHelp says where an element belongs.
func placeHelp(name string) string {
	switch name {
	case "rt", "rp":
		return "it belongs into <ruby>"
	case "dt", "dd":
		return "it belongs into <dl>"
	case "summary":
		return "it belongs into <details>, before everything else"
	case "figcaption":
		return "it belongs into <figure>"
	}
	return "put it on a line of its own after a blank line"
}
