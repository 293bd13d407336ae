package theme

import "html/template"

// HTML is what is handed to a template and is HTML already: a piece of a page.
// Here, so that one package knows html/template.
type HTML = template.HTML

// Escape returns text as HTML.
func Escape(s string) string { return template.HTMLEscapeString(s) }
