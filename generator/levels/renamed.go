package levels

import (
	"cmp"
	"encoding/json"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// Reworded is a finding before and after a change of the content. Both have the same code
// and the same file, which may have been renamed.
type Reworded struct{ Before, After source.Diagnostic }

// Renamed returns the edits that update the text of a baseline after files were renamed
// and findings reworded. files maps the old names of files to the new ones. n is the
// number of findings that change.
func Renamed(text string, files map[string]string, reworded []Reworded) (edits []source.Edit, n int) {
	texts := map[key]string{}
	for _, r := range reworded {
		without(r.Before, func(pos source.Pos) bool {
			texts[keyOf(r.Before, pos)] = validText(r.After.Text)
			return true
		})
	}
	names := map[string]string{}
	for from, to := range files {
		names[validText(from)] = validText(to)
	}
	for _, line := range linesOf(text) {
		k := key{line["file"].string(), line["code"].string(), line["text"].string()}
		before := len(edits)
		if name, ok := names[k.file]; ok {
			edits = append(edits, line["file"].edit(name))
		}
		if text, ok := texts[k]; ok {
			edits = append(edits, line["text"].edit(text))
		}
		if len(edits) > before {
			n++
		}
	}
	stable.Sort(edits, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
	return edits, n
}

// linesOf returns, for each finding in the text of a baseline, its values by key.
func linesOf(text string) (lines []map[string]value) {
	value{text, 0}.each(func(key string, findings value) {
		if key != "findings" {
			return
		}
		findings.each(func(_ string, finding value) {
			line := map[string]value{}
			finding.each(func(key string, v value) { line[key] = v })
			lines = append(lines, line)
		})
	})
	return lines
}

// value is a value in a JSON text.
type value struct {
	text  string
	start int
}

// each calls do for each member of an object, with its key, or for each element of a
// list. Like json.Unmarshal it ignores the letter case of keys.
func (v value) each(do func(key string, v value)) {
	d := json.NewDecoder(strings.NewReader(v.text))
	open, _ := d.Token()
	if open != json.Delim('{') && open != json.Delim('[') {
		return
	}
	for d.More() {
		name := ""
		if open == json.Delim('{') {
			token, _ := d.Token()
			name, _ = token.(string)
		}
		var raw json.RawMessage
		if d.Decode(&raw) != nil { // cannot happen, because the text was parsed before
			return
		}
		do(strings.ToLower(name), value{string(raw), v.start + int(d.InputOffset()) - len(raw)})
	}
}

func (v value) string() (s string) {
	_ = json.Unmarshal([]byte(v.text), &s) // "" if it is not a string
	return s
}

// edit returns the edit that replaces the value by a string.
func (v value) edit(s string) source.Edit {
	b, _ := text.JSON(s) // encoding a string cannot fail
	return source.Edit{Start: v.start, End: v.start + len(v.text), New: string(b)}
}
