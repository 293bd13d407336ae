package reference

import (
	"fmt"
	"strings"

	"platmap/generator/text"
)

// textWidth is the width of a description in a terminal, in columns.
const textWidth = 80

// Writer writes descriptions for a terminal.
type Writer struct {
	strings.Builder
	words phrasesOf
	bold  bool
}

// NewWriter returns a writer for texts in a language. If bold is set, the names of keys
// are emphasized with control sequences.
func NewWriter(lang string, bold bool) *Writer {
	return &Writer{words: wordsOf(lang), bold: bold}
}

// All writes everything with a name: a kind, keys and fixed words. If there is nothing
// with the name, it writes nothing.
func (w *Writer) All(kinds []*Kind, name string) {
	entries := Find(kinds, name)
	for _, k := range kinds {
		if string(k.Name) != name {
			continue
		}
		w.Kind(k)
		if len(entries) > 0 {
			var all Entry
			for _, e := range entries {
				all.Places = append(all.Places, e.Places...)
			}
			w.WriteString(wrap(fmt.Sprintf(w.words.alsoKey, name, all.places(w.words))))
		}
		entries = nil
	}
	for _, e := range entries {
		w.blank()
		w.Entry(e)
	}
	if words := FindWord(kinds, name); len(words) > 0 {
		w.blank()
		w.Word(name, words)
	}
}

// Kinds writes a list of the kinds of files.
func (w *Writer) Kinds(kinds []*Kind) {
	w.WriteString("\n" + w.words.kindsTitle + "\n")
	var rows [][2]string
	for _, k := range kinds {
		rows = append(rows, [2]string{string(k.Name), k.File})
	}
	w.list(2, rows)
}

// blank writes a blank line unless nothing has been written yet.
func (w *Writer) blank() {
	if w.Len() > 0 {
		w.WriteString("\n\n")
	}
}

// Kind writes the description of a kind with its top-level keys. Of the keys below those
// it writes only the names.
func (w *Writer) Kind(k *Kind) {
	fmt.Fprintf(w, "%s: %s\n\n%s", w.name(string(k.Name)), k.File, wrap(k.About))
	w.table(k.Keys)
	w.WriteString("\n" + wrap(fmt.Sprintf(w.words.more, k.Name)))
}

// Entry writes the description of a key, and of the keys below it.
func (w *Writer) Entry(e Entry) {
	k := e.Key
	w.WriteString(w.name(strings.TrimSuffix(wrap(e.places(w.words)), "\n")) + "\n\n")
	w.WriteString(wrap(k.About) + "\n")
	if w.fixedWords(2, k) {
		w.WriteString("\n")
	}
	facts := append([][2]string{{w.words.typeLabel, w.typeOf(k)}}, w.facts(k)...)
	if len(e.Places) == 1 {
		facts = append(facts, w.shown(k))
	}
	w.list(2, facts)
	if len(e.Places) > 1 {
		w.WriteString("\n  " + w.words.shownOn + "\n")
		var shown [][2]string
		for _, p := range e.Places {
			shown = append(shown, [2]string{p.String(), w.shown(p.Key)[1]})
		}
		w.list(4, shown)
	}
	if len(k.Keys) > 0 {
		if k.Items != "" && k.Items != k.About {
			w.WriteString("\n" + wrap(k.Items))
		}
		w.table(k.Keys)
	}
}

// Word writes the meaning of a fixed word as the value of each of its keys.
func (w *Writer) Word(word string, entries []Entry) {
	w.WriteString(w.name(word) + "\n")
	for _, e := range entries {
		w.WriteString("\n")
		w.indented(2, e.places(w.words), false)
		for _, x := range e.Key.Words {
			if x.Name == word {
				w.indented(6, x.About, false)
			}
		}
	}
}

func (e Entry) places(words phrasesOf) string {
	var places []string
	for _, p := range e.Places {
		places = append(places, p.String())
	}
	return strings.Join(places, words.comma)
}

// table writes keys without the keys below them.
func (w *Writer) table(keys []*Key) {
	width := 0
	for _, k := range keys {
		width = max(width, len(k.Name))
	}
	for _, k := range keys {
		margin := width + 4
		fmt.Fprintf(w, "\n  %s%s", w.name(k.Name), strings.Repeat(" ", width-len(k.Name)+2))
		w.indented(margin, w.typeOf(k), true)
		w.indented(margin, k.About, false)
		w.fixedWords(margin+2, k)
		facts := w.facts(k)
		if len(k.Keys) > 0 {
			var names []string
			for _, inner := range k.Keys {
				names = append(names, inner.Name)
			}
			facts = append(facts, [2]string{w.words.keysLabel, strings.Join(names, ", ")})
		}
		w.list(margin, append(facts, w.shown(k)))
	}
}

// typeOf returns the type of a key, and when the key is required.
func (w *Writer) typeOf(k *Key) string {
	if k.Required == "" {
		return k.Type
	}
	return fmt.Sprintf(w.words.inParens, k.Type, k.Required)
}

// facts returns the labels and values of a key.
func (w *Writer) facts(k *Key) [][2]string {
	facts := [][2]string{{w.words.exampleLabel, k.Example}}
	if k.Default != "" {
		facts = append([][2]string{{w.words.defaultLabel, k.Default}}, facts...)
	}
	return facts
}

func (w *Writer) shown(k *Key) [2]string {
	return [2]string{w.words.shownOn, strings.Join(k.Shown, w.words.comma)}
}

// fixedWords writes the fixed words of a key, and reports whether it has any.
func (w *Writer) fixedWords(indent int, k *Key) bool {
	var rows [][2]string
	for _, x := range k.Words {
		rows = append(rows, [2]string{x.Name, x.About})
	}
	w.list(indent, rows)
	return len(rows) > 0
}

// list writes rows of two columns. The second is wrapped.
func (w *Writer) list(indent int, rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, text.Columns(row[0]))
	}
	for _, row := range rows {
		w.WriteString(strings.Repeat(" ", indent) + row[0] + strings.Repeat(" ", width-text.Columns(row[0])+2))
		w.indented(indent+width+2, row[1], true)
	}
}

// indented writes a paragraph. The first line is already indented if inLine.
func (w *Writer) indented(indent int, paragraph string, inLine bool) {
	for _, line := range text.Wrap(paragraph, textWidth-indent) {
		if !inLine {
			w.WriteString(strings.Repeat(" ", indent))
		}
		w.WriteString(line + "\n")
		inLine = false
	}
}

// wrap breaks a paragraph into lines of the width of a terminal.
func wrap(paragraph string) string {
	return strings.Join(text.Wrap(paragraph, textWidth), "\n") + "\n"
}

func (w *Writer) name(s string) string {
	if w.bold {
		return "\x1b[1m" + s + "\x1b[m"
	}
	return s
}
