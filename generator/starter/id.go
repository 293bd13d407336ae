package starter

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// CheckID returns an error with a suggestion if a new file of this kind cannot have the
// id. It is stricter than platmap check, which accepts more names of guides.
func CheckID(kind source.Kind, id string) error {
	parts := []string{id}
	rule := "lower-case letters, digits and single hyphens"
	if kind == source.Guide {
		parts = strings.Split(id, "/")
		rule += ", with / between folders"
	}
	for _, part := range parts {
		if !text.IsID(part) {
			return fmt.Errorf("invalid id %q for a %s; use %s%s", id, kind, rule, suggestion(kind, id))
		}
		if text.IsReservedOnWindows(part) {
			return fmt.Errorf("invalid id %q for a %s; Windows does not allow files named %s", id, kind, part)
		}
	}
	switch {
	case kind != source.Guide && len(id) > text.MaxIDLength:
		return fmt.Errorf("invalid id %q for a %s; use at most %d characters instead of %d%s", id, kind, text.MaxIDLength, len(id), suggestion(kind, id))
	case slices.Contains(kind.ReservedIDs(), id):
		return fmt.Errorf("reserved id %q; use %s-%s", id, id, kind)
	}
	return nil
}

// suggestion returns the end of an error: a valid id similar to id.
func suggestion(kind source.Kind, id string) string {
	if valid := SuggestID(kind, id); valid != "" {
		return ", such as " + valid
	}
	return ", such as data-platform; the name may be in any language"
}

// SuggestID returns a valid id similar to id, which may be a path, a file name or a
// title. It returns "" if id has no character that an id may contain.
func SuggestID(kind source.Kind, id string) string {
	id = strings.ToLower(strings.ReplaceAll(id, `\`, "/"))
	if ext := path.Ext(id); ext == ".yaml" || ext == ".yml" || ext == ".md" {
		id = strings.TrimSuffix(id, ext)
	}
	for _, folder := range []string{"./", "content/", kind.Dir() + "/"} {
		id = strings.TrimPrefix(id, folder)
	}
	parts := []string{id}
	if kind == source.Guide {
		parts = strings.Split(id, "/")
	}
	var valid []string
	for _, part := range parts {
		if part = text.SuggestID(part); part != "" {
			valid = append(valid, part)
		}
	}
	return strings.Join(valid, "/")
}
