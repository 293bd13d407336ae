package theme

import (
	"html/template"
	"strings"
)

// funcs is everything templates can call besides the methods of their data and
// what html/template has of its own. All of it is pure.
func funcs() template.FuncMap {
	return template.FuncMap{
		"add":   func(a, b int) int { return a + b },
		"mul":   func(a, b int) int { return a * b },
		"sub":   func(a, b int) int { return a - b },
		"join":  func(sep string, parts ...string) string { return strings.Join(parts, sep) },
		"lower": strings.ToLower,
		"upper": strings.ToUpper,
		"has":   strings.Contains,
		"pair":  func(page, it any, more ...any) Pair { return Pair{page, it, more} },
	}
}

// Pair hands a part the page and the thing it is to show, since a template
// takes one value only: {{template "chip" (pair $ .Status)}}.
type Pair struct {
	Page any
	It   any
	More []any
}
