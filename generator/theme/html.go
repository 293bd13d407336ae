package theme

import "html/template"

// The types of html/template that what is handed to a template may have: they
// mark text that is HTML already. Here, so that one package knows html/template.
type (
	HTML = template.HTML     // a piece of a page
	Attr = template.HTMLAttr // an attribute with its value
)

// Escape returns text as HTML.
func Escape(s string) string { return template.HTMLEscapeString(s) }
