package starter

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// CheckID says why a new file of this kind cannot have an id, and suggests
// another. It is stricter than the checks of content: guides that are there may
// have all sorts of names, a new one gets one that is easy to type.
func CheckID(kind source.Kind, id string) error {
	parts := []string{id}
	rule := "lower-case letters, digits and single hyphens"
	if kind == source.Guide {
		parts = strings.Split(id, "/")
		rule += ", with / between folders"
	}
	for _, part := range parts {
		if !text.IsID(part) {
			return fmt.Errorf("%q cannot be the id of a %s: want %s%s", id, kind, rule, suggestion(kind, id))
		}
		if text.IsReservedOnWindows(part) {
			return fmt.Errorf("%q cannot be the id of a %s: no file may be called %s on Windows", id, kind, part)
		}
	}
	switch {
	case kind != source.Guide && len(id) > text.MaxIDLength:
		return fmt.Errorf("%q cannot be the id of a %s: it has %d characters, and %d is the limit%s", id, kind, len(id), text.MaxIDLength, suggestion(kind, id))
	case slices.Contains(kind.ReservedIDs(), id):
		return fmt.Errorf("%q cannot be the id of a %s: it says who carries a responsibility; try %s-%s", id, kind, id, kind)
	}
	return nil
}

// suggestion returns what people probably mean who type a path, a file's name
// or a title.
func suggestion(kind source.Kind, id string) string {
	id = strings.ToLower(strings.ReplaceAll(id, `\`, "/"))
	if ext := path.Ext(id); ext == ".yaml" || ext == ".yml" || ext == ".md" {
		id = strings.TrimSuffix(id, ext)
	}
	for _, folder := range []string{"./", "content/", string(kind) + "s/"} {
		id = strings.TrimPrefix(id, folder)
	}
	parts := []string{id}
	if kind == source.Guide {
		parts = strings.Split(id, "/")
	}
	var good []string
	for _, part := range parts {
		if part = text.SuggestID(part); part != "" {
			good = append(good, part)
		}
	}
	if len(good) == 0 {
		return ", as in data-platform; the name that people read may be in any language"
	}
	return "; try " + strings.Join(good, "/")
}
