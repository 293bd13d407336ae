package theme

import (
	"html/template"
	"strconv"
	"strings"
)

// funcs is everything templates can call besides the methods of their data and
// what html/template has of its own. All of it is pure.
func funcs() template.FuncMap {
	return template.FuncMap{
		"add":   func(a, b int) int { return a + b },
		"mul":   func(a, b int) int { return a * b },
		"sub":   func(a, b int) int { return a - b },
		"at":    at,
		"frame": rect,
		"join":  func(sep string, parts ...string) string { return strings.Join(parts, sep) },
		"lower": strings.ToLower,
		"upper": strings.ToUpper,
		"has":   strings.Contains,
		"pair":  func(page, it any, more ...any) Pair { return Pair{page, it, more} },
	}
}

// at returns the attributes of a place in a drawing, and rect those of a
// rectangle whose lines are one unit wide and lie within it. An attribute at a
// time would take most of the time of a large drawing.
func at(x, dx, y, dy int) template.HTMLAttr {
	b := append(make([]byte, 0, 32), `x="`...)
	b = append(strconv.AppendInt(b, int64(x+dx), 10), `" y="`...)
	return template.HTMLAttr(append(strconv.AppendInt(b, int64(y+dy), 10), '"'))
}

func rect(x, y, width, height int) template.HTMLAttr {
	b := append(make([]byte, 0, 64), `x="`...)
	b = append(strconv.AppendInt(b, int64(x), 10), `.5" y="`...)
	b = append(strconv.AppendInt(b, int64(y), 10), `.5" width="`...)
	b = append(strconv.AppendInt(b, int64(width-1), 10), `" height="`...)
	return template.HTMLAttr(append(strconv.AppendInt(b, int64(height-1), 10), '"'))
}

// Pair hands a part the page and the thing it is to show, since a template
// takes one value only: {{template "chip" (pair $ .Status)}}.
type Pair struct {
	Page any
	It   any
	More []any
}
