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

// elements are all HTML elements that authors may write and that are kept.
var elements = map[string]class{
	"a": phrasing, "abbr": phrasing, "b": phrasing, "bdi": phrasing, "cite": phrasing, "code": phrasing, "del": phrasing,
	"dfn": phrasing, "em": phrasing, "i": phrasing, "ins": phrasing, "kbd": phrasing, "mark": phrasing, "q": phrasing,
	"rp": phrasing, "rt": phrasing, "ruby": phrasing, "s": phrasing, "samp": phrasing, "small": phrasing,
	"strong": phrasing, "sub": phrasing, "sup": phrasing, "u": phrasing, "var": phrasing,
	"blockquote": flow, "caption": flow, "dd": flow, "details": flow, "dl": flow, "dt": flow, "figcaption": flow,
	"figure": flow, "h1": flow, "h2": flow, "h3": flow, "h4": flow, "h5": flow, "h6": flow, "li": flow, "ol": flow,
	"p": flow, "pre": flow, "summary": flow, "table": flow, "tbody": flow, "td": flow, "tfoot": flow, "th": flow,
	"thead": flow, "tr": flow, "ul": flow,
	"br": void, "hr": void, "img": void, "wbr": void,
}

// sameAs maps obsolete elements to current ones.
var sameAs = map[string]string{"acronym": "abbr", "menu": "ul", "strike": "s", "tt": "code"}

// arranging are elements that only arrange or group their content. They are left out, and
// their content is kept. The class says whether they are between paragraphs (flow),
// within text (phrasing), or without content.
var arranging = map[string]class{
	"address": flow, "article": flow, "aside": flow, "center": flow, "div": flow, "footer": flow, "header": flow,
	"hgroup": flow, "main": flow, "nav": flow, "search": flow, "section": flow,
	"big": phrasing, "blink": phrasing, "font": phrasing, "marquee": phrasing, "nobr": phrasing, "picture": phrasing, "span": phrasing,
	"col": void, "colgroup": void, "source": void,
}

// doing are HTML elements that are not allowed, because they do more than show text. Any
// other name is a placeholder, such as <tenant-id>.
var doing = names(`applet area audio base body button canvas data datalist dialog embed fieldset form frame frameset head
	html iframe input label legend link map marquee math meta meter noframes noscript object optgroup option output param
	progress script select slot style svg template textarea time title track video`)

func names(list string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		set[name] = true
	}
	return set
}

// isHTML reports whether there is an HTML element with a name.
func isHTML(name string) bool {
	_, kept := elements[name]
	_, arranges := arranging[name]
	return kept || arranges || doing[name] || sameAs[name] != ""
}

// insteadOf has the help for rejected elements that authors often use.
var insteadOf = map[string]string{
	"audio":  "link to the recording: [text](address)",
	"embed":  linkInstead,
	"iframe": linkInstead,
	"link":   "remove it: the style of pages belongs in the theme",
	"object": linkInstead,
	"script": "remove it: pages have only the scripts of the theme",
	"style":  "remove it: the style of pages belongs in the theme",
	"video":  "link to the video: [text](address)",
}

const linkInstead = "link to what it shows: [text](address)"

// siblings describes the elements that must be within another one: ends are elements that
// they end, whose end tags are optional, and in are the elements that they must be in.
var siblings = map[string]struct{ ends, in []string }{
	"caption":    {nil, []string{"table"}},
	"dd":         {[]string{"dt", "dd"}, []string{"dl"}},
	"dt":         {[]string{"dt", "dd"}, []string{"dl"}},
	"figcaption": {nil, []string{"figure"}},
	"li":         {[]string{"li"}, []string{"ul", "ol"}},
	"rp":         {[]string{"rt", "rp"}, []string{"ruby"}},
	"rt":         {[]string{"rt", "rp"}, []string{"ruby"}},
	"summary":    {nil, []string{"details"}},
	"tbody":      {[]string{"thead", "tbody", "tfoot", "tr", "td", "th"}, []string{"table"}},
	"td":         {[]string{"td", "th"}, []string{"tr"}},
	"tfoot":      {[]string{"thead", "tbody", "tfoot", "tr", "td", "th"}, []string{"table"}},
	"th":         {[]string{"td", "th"}, []string{"tr"}},
	"thead":      {[]string{"thead", "tbody", "tfoot", "tr", "td", "th"}, []string{"table"}},
	"tr":         {[]string{"tr", "td", "th"}, []string{"table", "thead", "tbody", "tfoot"}},
}

// policy removes all attributes except harmless ones. The elements themselves are checked
// before that.
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
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[1-9][0-9]{0,2}$`)).OnElements("td", "th")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	return p
}

// clean returns a start tag without the attributes that are not allowed.
func clean(name, raw string) string {
	if !strings.Contains(raw, "=") && name != "details" {
		return "<" + name + ">" // a tag without attributes
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
	if name == "summary" {
		return "put it in <details>, as its first element"
	}
	if in := siblings[name].in; in != nil {
		return "put it in <" + in[0] + ">"
	}
	return "put it on a line of its own after a blank line"
}
