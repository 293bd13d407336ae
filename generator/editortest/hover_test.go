package editortest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Every key of every kind of file, however deep, says what it is for when the
// mouse rests on it, and lists what may be written where there is a choice. A
// file that has all of them has no fault.
func (e *editor) testHover(t *testing.T) {
	common := generalities(t)
	for _, kind := range kinds(t) {
		for i, root := range shapes(t, kind) {
			name := fmt.Sprintf("content/hover/%s-%d.yaml", kind, i)
			text, places := root.full()
			e.show(name, e.modeline(kind)+text)
			for _, d := range e.faults(name) {
				t.Errorf("%s:%v: %s\n%s", kind, d.Range.Start, d.Message, text)
			}
			for _, s := range root.all()[1:] {
				if s.key == "" && s.inside != nil {
					continue // a mapping in a list has no word of its own to rest on
				}
				at := places[s]
				at.Line++ // for the modeline
				at.Character++
				if s.key == "" {
					at.Character++ // past the hyphen
				}
				shown := plain(e.hover(name, at))
				if !strings.Contains(shown, plain(s.text)) || s.text == "" {
					t.Errorf("%s: %s: the hover is %q, want %q in it", kind, s.path, shown, s.text)
				}
				if s.key != "" && slices.Contains(common, s.text) {
					t.Errorf("%s: %s: the hover says what such a value is (%s), not what this one is for", kind, s.path, s.text)
				}
				if title, _ := s.object["title"].(string); !strings.HasPrefix(shown, "#### "+title+"\n") || title == "" {
					t.Errorf("%s: %s: the hover is %q, want the heading %q", kind, s.path, shown, title)
				}
				values, texts := s.enum()
				for i, value := range values {
					if line := value + ": " + plain(texts[i]); !strings.Contains(shown, line) {
						t.Errorf("%s: %s: the hover does not say %q", kind, s.path, line)
					}
				}
			}
		}
	}
}

// generalities returns what is said of texts, ids and the like as such.
func generalities(t *testing.T) []string {
	t.Helper()
	defs := under(reader{}.file(t, "common.schema.json"), "$defs")
	var all []string
	for _, name := range []string{"plain", "text", "texts", "id", "ids", "domain", "domains", "lead", "component", "components", "team", "teams", "group", "metric", "feature_name", "interface_name", "item_name", "document", "guide", "guides", "path", "paths", "locale", "date", "span", "url", "link", "carrier", "level", "item", "items"} {
		text, ok := under(defs, name)["description"].(string)
		if !ok {
			t.Errorf("common: %s is not described", name)
		}
		all = append(all, text)
	}
	return all
}

// plain takes away what makes a text Markdown, alike from what is shown and from
// what should be.
func plain(text string) string {
	return strings.NewReplacer(`\`, "", "`", "", "&lt;", "<", "&gt;", ">", "&nbsp;", " ").Replace(text)
}
