package markdown

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// refused is an HTML element that is not allowed. Each name is reported once per
// page: the hundred tags of a table written in HTML have one cause.
type refused struct {
	name, raw string
	off       int // offset of the first one
	times     int
}

// partOf maps elements to the elements that they can be part of.
var partOf = map[string][]string{
	"thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "tr": {"table"}, "th": {"table"}, "td": {"table"},
	"caption": {"table"}, "colgroup": {"table"}, "col": {"table"}, "li": {"ul", "ol", "menu"},
	"source": {"picture", "video", "audio"}, "option": {"select", "datalist"},
}

// notAllowed records an element that is not allowed, or reports a component of MDX.
func (w *writer) notAllowed(name, raw string, kind html.TokenType, off int) {
	if written, _, _ := strings.Cut(strings.Trim(raw, "</>"), " "); isComponent(written) {
		w.foreign("component", off, []byte(raw), plainHelp)
		w.first("html " + name)
		return
	}
	for _, parent := range partOf[name] {
		if w.reported["html "+parent] {
			return
		}
	}
	if w.first("html " + name) {
		if len(w.refused) < maxFindings {
			w.refused = append(w.refused, refused{name, raw, off, 1})
		}
		return
	}
	if kind == html.EndTagToken {
		return // only start tags are counted
	}
	for i := range w.refused {
		if w.refused[i].name == name {
			w.refused[i].times++
			break
		}
	}
}

func (w *writer) reportRefused() {
	for _, r := range w.refused {
		help, ok := insteadOf[r.name]
		if !ok {
			help = "write it in Markdown, or put it between backticks to show it as code"
		}
		also := ""
		if r.times > 1 {
			also = fmt.Sprintf(", %d times on this page", r.times)
		}
		w.finding(r.off, r.raw, help, "<%s> is not allowed in a guide and is shown as text%s", r.name, also)
	}
}

// isComponent reports whether a tag name is written LikeThis, as only MDX has them.
func isComponent(name string) bool {
	return name != "" && 'A' <= name[0] && name[0] <= 'Z' && strings.ToUpper(name) != name
}
