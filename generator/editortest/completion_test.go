package editortest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// kindOfKey is the number of completions of keys in the protocol.
const kindOfKey = 10

// Where keys are allowed, the completions contain each allowed key once, with its
// description and its colon.
func (e *editor) testKeys(t *testing.T) {
	each(t, func(kind string, s *shape) {
		if !s.mapping() {
			return
		}
		text, indent := s.upTo()
		first := e.complete(kind, s.path, text+keyIndent(text, indent))
		checkKeys(t, kind, s, first, "")
		// the same, with one key already present
		text += keyIndent(text, indent) + s.first.key + ":" + s.first.block(indent)
		second := e.complete(kind, s.path, text+strings.Repeat(" ", indent))
		checkKeys(t, kind, s, second, s.first.key)
	})
}

// Where the schema has a list of allowed values, the completions contain all of them with
// their meaning.
func (e *editor) testWords(t *testing.T) {
	total := 0
	each(t, func(kind string, s *shape) {
		values, texts := s.enum()
		for _, o := range objects(s.object["defaultSnippets"]) {
			if body, ok := o["body"].(string); ok {
				values, texts = append(values, body), append(texts, o["description"].(string))
			}
		}
		if values == nil || s.key == "" {
			return
		}
		total++
		text, indent := s.parent.upTo()
		offered := e.complete(kind, s.path, text+keyIndent(text, indent)+s.key+": ")
		var got []string
		for _, o := range offered {
			got = append(got, o.inserts()+": "+string(o.Documentation))
		}
		for i, value := range values {
			if want := value + ": " + texts[i]; !slices.Contains(got, want) {
				t.Errorf("%s: %s: no completion %q, only%s", kind, s.path, want, quoted(got))
			}
		}
		if len(got) != len(values) {
			t.Errorf("%s: %s: completions%s, want only%s", kind, s.path, quoted(got), quoted(values))
		}
	})
	if total < 20 {
		t.Errorf("only %d choices were tested", total)
	}
}

// A key that is partly typed is replaced by its completion.
func (e *editor) testHalfWritten(t *testing.T) {
	for _, text := range []string{"feat", "name: 計算機\nfeat", "# コメント\nfeat"} {
		var found bool
		for _, o := range e.complete("domain", "", text) {
			if o.Label != "features" {
				continue
			}
			found = true
			edit := o.TextEdit
			if !strings.HasPrefix(edit.NewText, "features:") || edit.Range.End.Character-edit.Range.Start.Character != len("feat") {
				t.Errorf("after %q, features replaces %v with %q", text, edit.Range, edit.NewText)
			}
		}
		if !found {
			t.Errorf("after %q, no completion features", text)
		}
	}
}

// checkKeys compares completions with the keys of a mapping.
func checkKeys(t *testing.T, kind string, s *shape, offered []suggestion, present string) {
	t.Helper()
	var want []string
	for _, inner := range s.inside {
		if inner.key != present {
			want = append(want, inner.key)
		}
	}
	var got []string
	count := map[string]int{}
	for _, o := range offered {
		if o.Documentation == "" {
			t.Errorf("%s: %s: completion %q has no description", kind, s.path, o.Label)
		}
		count[fmt.Sprint(o.Label, o.inserts(), o.Kind, o.Documentation)]++
		if o.Kind != kindOfKey {
			continue
		}
		got = append(got, o.Label)
		for _, inner := range s.inside {
			if inner.key == o.Label && plain(string(o.Documentation)) != plain(inner.text) {
				t.Errorf("%s: %s: the description is %q, want %q", kind, inner.path, o.Documentation, inner.text)
			}
		}
		if !strings.HasPrefix(o.inserts(), o.Label+":") {
			t.Errorf("%s: %s: %s inserts %q", kind, s.path, o.Label, o.inserts())
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s: %s: completions%s,\nwant%s", kind, s.path, quoted(got), quoted(want))
	}
	for what, n := range count {
		if n > 1 {
			t.Errorf("%s: %s: completed %d times: %q", kind, s.path, n, what)
		}
	}
	for _, name := range s.snippets() {
		n := 0
		for _, o := range offered {
			if o.Label == name {
				n++
			}
		}
		if n > 1 || n == 0 && present == "" {
			t.Errorf("%s: %s: the snippet %q is completed %d times", kind, s.path, name, n)
		}
	}
}

// snippets returns the names of the snippets for a mapping.
func (s *shape) snippets() []string {
	var names []string
	for _, o := range []map[string]any{s.object, under(s.object, "else"), under(s.object, "then")} {
		for _, snippet := range objects(o["defaultSnippets"]) {
			names = append(names, snippet["label"].(string))
		}
	}
	return names
}

// each visits every shape of every kind.
func each(t *testing.T, visit func(kind string, s *shape)) {
	t.Helper()
	for _, kind := range kinds(t) {
		for _, root := range shapes(t, kind) {
			for _, s := range root.all() {
				visit(kind, s)
			}
		}
	}
}

// The codes of findings are completed as keys, and their levels as values.
func (e *editor) testCodes(t *testing.T) {
	has := func(text, want string) {
		var got []string
		for _, o := range e.complete("site", "findings", text) {
			got = append(got, o.Label)
		}
		if !slices.Contains(got, want) {
			t.Errorf("%q: no completion %q, only%s", text, want, quoted(got))
		}
	}
	has("findings:\n  ", "link/missing")
	has("findings:\n  link/missing: warning\n  link/", "link/anchor")
	has("findings:\n  link/missing: ", "warning")
}

// complete opens a file that ends at the cursor and returns the completions.
func (e *editor) complete(kind, path, text string) []suggestion {
	e.t.Helper()
	e.opened++
	name := fmt.Sprintf("content/typed/%s-%d.yaml", kind, e.opened)
	text = e.modeline(kind) + text
	e.show(name, text)
	return e.suggest(name, end(text))
}

// keyIndent returns the text before a key on its line: nothing after a hyphen.
func keyIndent(text string, indent int) string {
	if strings.HasSuffix(text, "- ") {
		return ""
	}
	return strings.Repeat(" ", indent)
}

// block returns the value of a key, with the end of the line.
func (s *shape) block(indent int) string {
	if s.inside == nil {
		return " " + s.value() + "\n"
	}
	w := &writer{positions: map[*shape]position{}}
	w.write(s, indent+2)
	return "\n" + w.text.String()
}

func objects(v any) []map[string]any {
	var all []map[string]any
	items, _ := v.([]any)
	for _, item := range items {
		all = append(all, item.(map[string]any))
	}
	return all
}
