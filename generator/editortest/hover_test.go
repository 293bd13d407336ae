package editortest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The hover of every key, at any depth, is its description, followed by the allowed
// values if there is a list of them. A file with all keys has no diagnostics.
func (e *editor) testHover(t *testing.T) {
	common := generalities(t)
	for _, kind := range kinds(t) {
		for i, root := range shapes(t, kind) {
			name := fmt.Sprintf("content/hover/%s-%d.yaml", kind, i)
			text, places := root.full()
			e.show(name, e.modeline(kind)+text)
			for _, d := range e.diagnosticsOf(name) {
				t.Errorf("%s:%v: %s\n%s", kind, d.Range.Start, d.Message, text)
			}
			for _, s := range root.all()[1:] {
				if s.key == "" && s.inside != nil {
					continue // an item that is a mapping has no hover of its own
				}
				at := places[s]
				at.Line++ // the modeline comes first
				at.Character++
				if s.key == "" {
					at.Character++ // past the hyphen
				}
				shown := plain(e.hover(name, at))
				if !strings.Contains(shown, plain(s.text)) || s.text == "" {
					t.Errorf("%s: %s: the hover is %q, want %q in it", kind, s.path, shown, s.text)
				}
				if s.key != "" && slices.Contains(common, s.text) {
					t.Errorf("%s: %s: the hover describes the type (%s), not the key", kind, s.path, s.text)
				}
				if title, _ := s.object["title"].(string); !strings.HasPrefix(shown, "#### "+title+"\n") || title == "" {
					t.Errorf("%s: %s: the hover is %q, want the heading %q", kind, s.path, shown, title)
				}
				values, texts := s.enum()
				for i, value := range values {
					if line := value + ": " + plain(texts[i]); !strings.Contains(shown, line) {
						t.Errorf("%s: %s: the hover does not contain %q", kind, s.path, line)
					}
				}
			}
		}
	}
}

// generalities returns the descriptions of general types, such as texts and ids.
func generalities(t *testing.T) []string {
	t.Helper()
	defs := under(reader{}.file(t, "common.schema.json"), "$defs")
	var all []string
	for _, name := range []string{"plain", "text", "texts", "id", "ids", "domain", "domains", "lead", "component", "components", "team", "teams", "group", "metric", "feature_name", "interface_name", "item_name", "document", "guide", "guides", "path", "former_paths", "locale", "date", "span", "url", "link", "carrier", "level", "item", "items"} {
		text, ok := under(defs, name)["description"].(string)
		if !ok {
			t.Errorf("common: %s has no description", name)
		}
		all = append(all, text)
	}
	return all
}

// plain removes Markdown syntax from a text, so that texts can be compared.
func plain(text string) string {
	return strings.NewReplacer(`\`, "", "`", "", "&lt;", "<", "&gt;", ">", "&nbsp;", " ").Replace(text)
}
