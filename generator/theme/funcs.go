package theme

import (
	"html/template"
	"strings"
)

// funcs returns the functions that templates can call besides the methods of
// their data and the functions of html/template. All of them are pure.
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
		"href":  href,
	}
}

// href returns a URL that html/template does not remove if it is a telephone number. The
// package knows http, https and mailto.
func href(url string) any {
	if strings.HasPrefix(url, "tel:") {
		return template.URL(url)
	}
	return url
}

// Pair passes a page and one more value to a part, because a template has only
// one argument: {{template "status" (pair $ .Status)}}.
type Pair struct {
	Page any
	It   any
	More []any
}
