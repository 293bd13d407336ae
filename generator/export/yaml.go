package export

import (
	"strings"

	"platmap/generator/text"
)

// YAML is written line by line. Texts are quoted if a parser of YAML 1.1 or 1.2 would
// read them as another value.

// key writes a key with a text, or nothing if the text is empty.
func (w *writer) key(indent int, key, value string) {
	if value != "" {
		w.linef("%s%s: %s", spaces(indent), key, text.YAML(value, false))
	}
}

// list writes a key with a list of texts, or nothing if the list is empty.
func (w *writer) list(indent int, key string, values []string) {
	if len(values) == 0 {
		return
	}
	w.linef("%s%s:", spaces(indent), key)
	for _, v := range values {
		w.linef("%s  - %s", spaces(indent), text.YAML(v, false))
	}
}

// block writes a key with a text of several lines, none of which begins with a space.
func (w *writer) block(indent int, key string, lines []string) {
	w.linef("%s%s: |", spaces(indent), key)
	for _, line := range lines {
		w.linef("%s", strings.TrimRight(spaces(indent+2)+line, " "))
	}
}

func spaces(n int) string { return strings.Repeat(" ", n) }
