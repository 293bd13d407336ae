package schema

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"platmap/generator/text"
	"platmap/generator/tree"
)

// fit returns the spelling of a value that conforms to a schema. It is "" if the value
// conforms as it is, otherwise the only other spelling with the same meaning that
// conforms, such as [a] for a where a list is required. ok is false if there is no such
// spelling or more than one.
func fit(s *jsonschema.Schema, n *tree.Node) (write string, ok bool) {
	if s.Validate(n.JSON()) == nil {
		return "", true
	}
	if !n.IsScalar() || sourceOf(n) == "" {
		return "", false
	}
	for _, sp := range spellings(s, n) {
		if s.Validate(sp.value) != nil {
			continue
		}
		if write != "" && write != sp.yaml {
			return "", false
		}
		write = sp.yaml
	}
	return write, write != ""
}

// spelling is a way to write a value: its YAML on one line and the value as JSON.
type spelling struct {
	yaml  string
	value any
}

func textSpelling(s string, inFlow bool) spelling { return spelling{text.YAML(s, inFlow), s} }

// spellings returns the ways to write the scalar n that do not change its meaning.
func spellings(s *jsonschema.Schema, n *tree.Node) []spelling {
	const inFlow = true // because the value may be in braces
	var list []spelling
	if acceptsList(s) {
		list = append(list, listSpellings(n.Text)...)
	}
	if n.Kind != tree.Text {
		list = append(list, spelling{text.QuoteYAML(n.Text), n.Text})
	}
	for _, word := range wordsOf(s) {
		if foldKey(word) == foldKey(n.Text) {
			list = append(list, textSpelling(word, inFlow))
		}
	}
	if number := text.Narrow(n.Text); shortNumber.MatchString(number) {
		list = append(list, spelling{number, json.Number(number)})
	}
	switch strings.ToLower(n.Text) {
	case "true", "yes", "on":
		list = append(list, spelling{"true", true})
	case "false", "no", "off":
		list = append(list, spelling{"false", false})
	}
	if _, date := explainDate(n.Text); date != "" {
		list = append(list, spelling{date, date})
	}
	if span := suggestSpan(n.Text); span != "" {
		list = append(list, spelling{span, span})
	}
	words := []string{strings.Trim(n.Text, "/")}
	if titleOf(s) == "id" {
		words = append(words, suggestID(n.Text))
	}
	for _, word := range words {
		if word != "" {
			list = append(list, textSpelling(word, inFlow))
		}
	}
	if strings.HasPrefix(n.Text, "#") {
		list = append(list, spelling{text.QuoteYAML(n.Text[1:]), n.Text[1:]})
	}
	list = append(list, textSpelling("tel:"+n.Text, inFlow), textSpelling("mailto:"+n.Text, inFlow))
	if strings.HasPrefix(n.Text, "www.") {
		list = append(list, textSpelling("https://"+n.Text, inFlow))
	}
	return list
}

// listSpellings returns the ways to write a text as a list: with the text as its only
// item, or with the parts that are separated by commas. Single words separated by a comma
// and a space are taken as a list. Longer parts may be a sentence, and so may parts
// separated by full-width commas, because Japanese has no spaces.
func listSpellings(s string) []spelling {
	if inside, ok := strings.CutPrefix(s, "["); ok && strings.HasSuffix(inside, "]") { // a list in quotes
		s = strings.TrimSpace(strings.TrimSuffix(inside, "]"))
	}
	var list []spelling
	if !wordList.MatchString(s) {
		list = append(list, spelling{text.YAMLList(s), []any{s}})
	}
	if pieces := splitAtCommas(s); len(pieces) > 1 {
		values := make([]any, len(pieces))
		for i, piece := range pieces {
			values[i] = piece
		}
		list = append(list, spelling{text.YAMLList(pieces...), values})
	}
	return list
}

var wordList = regexp.MustCompile(`^[^\s,、，]+(?:, +[^\s,、，]+)+$`)

// acceptsList reports whether a schema allows a list.
func acceptsList(s *jsonschema.Schema) bool {
	for ; s != nil; s = s.Ref {
		if s.Types != nil {
			return slices.Contains(s.Types.ToStrings(), "array")
		}
	}
	return false
}

// shortNumber matches numbers that the exact arithmetic of the validator can
// handle quickly.
var shortNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$`)

// splitAtCommas returns the words of a list that is written as one text, or nil if
// one of them is empty.
func splitAtCommas(s string) []string {
	if len(s) > 1000 {
		return nil
	}
	pieces := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",、，", r) })
	for i, piece := range pieces {
		if pieces[i] = strings.TrimSpace(piece); pieces[i] == "" {
			return nil
		}
	}
	return pieces
}

// wordsOf returns the allowed words of a schema, and its examples, which are allowed
// too.
func wordsOf(s *jsonschema.Schema) []string {
	var words []string
	for ; s != nil; s = s.Ref {
		if s.Enum != nil {
			words = append(words, stringsOf(s.Enum.Values)...)
		}
		words = append(words, stringsOf(s.Examples)...)
	}
	return words
}

// titleOf returns the first title of a schema and those that it refers to.
func titleOf(s *jsonschema.Schema) string {
	for s.Title == "" && s.Ref != nil {
		s = s.Ref
	}
	return s.Title
}

// sourceOf returns the source text of a scalar that is on one line, or "" if it is
// not, or if the text was corrected to parse it.
func sourceOf(n *tree.Node) string {
	written := n.Pos.File.Text[n.Pos.Offset:][:n.Len]
	if written == n.Text && !n.Block {
		return written
	}
	if len(written) < 2 || written[0] != written[len(written)-1] {
		return ""
	}
	inside := written[1 : len(written)-1]
	if written[0] == '\'' && strings.ReplaceAll(inside, "''", "'") == n.Text || written[0] == '"' && inside == n.Text {
		return written
	}
	return ""
}

// foldKey returns a word without unintended differences: letter case, full-width letters,
// and hyphens or spaces in place of underscores.
func foldKey(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(text.Narrow(s)))
}

// isTypo reports whether word is known with one typing error: two letters swapped, one
// missing, one too many or, in long words, one wrong, but not the first. Other
// differences, and differences in short words, are too often another word, such as test
// and text, nodes and notes, reviewers and reviewed.
func isTypo(word, known string) bool {
	underscores := strings.NewReplacer("-", "_", " ", "_")
	w, k := []rune(underscores.Replace(strings.ToLower(word))), []rune(strings.ToLower(known))
	if len(k) < 4 || len(w) < 3 {
		return false
	}
	i := 0 // index of the first difference
	for i < min(len(w), len(k)) && w[i] == k[i] {
		i++
	}
	switch {
	case len(w) == len(k)+1:
		return i > 0 && slices.Equal(w[i+1:], k[i:])
	case len(w)+1 == len(k):
		return i > 0 && slices.Equal(w[i:], k[i+1:])
	case len(w) != len(k) || i == len(k):
		return false
	case i+1 < len(k) && w[i] == k[i+1] && w[i+1] == k[i] && slices.Equal(w[i+2:], k[i+2:]):
		return true
	}
	return i > 0 && len(k) >= 6 && slices.Equal(w[i+1:], k[i+1:])
}
