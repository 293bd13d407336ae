package schema

import (
	"slices"
	"strconv"
	"strings"

	"platmap/generator/text"
	"platmap/generator/tree"
)

// commas reports texts that are split by a comma. It returns whether these explain all
// mistakes in the mapping.
func (c *check) commas(m *badMapping) bool {
	pairs, found := m.node.Pairs, false
	for _, p := range pairs {
		c.gluedKey(m, p)
	}
	for i := 1; i < len(pairs); i++ {
		if !isSplit(m.node, pairs[i]) || !m.isUnknown(pairs[i].Key.Text) || !pairs[i-1].Value.IsScalar() {
			continue
		}
		whole, first := pairs[i-1].Value.Text, pairs[i].Key
		for n := 1; i < len(pairs) && isSplit(m.node, pairs[i]); i, n = i+1, n+1 {
			if n < maxPieces {
				whole += ", " + pairs[i].Key.Text
			}
			m.unknown = slices.DeleteFunc(m.unknown, func(p tree.Pair) bool { return p.Key == pairs[i].Key })
		}
		found = true
		c.errorf("schema/comma", first, "put the whole text in quotes: "+quote(whole),
			"the comma before %s splits the text, so that this is read as a key", quote(first.Text))
	}
	languages := !slices.ContainsFunc(pairs, func(p tree.Pair) bool { return !isSplit(m.node, p) && !languageShape.MatchString(p.Key.Text) })
	return found && languages && m.wantsText() // {ja: CPU, メモリ, en: x} was meant as a text in several languages
}

// gluedKey reports a key in braces without a space after its colon, as in
// {name: B, status:planned}.
func (c *check) gluedKey(m *badMapping, p tree.Pair) {
	key, value := glued(p.Key)
	if !isSplit(m.node, p) || !slices.Contains(m.free, key) {
		return
	}
	c.missingSpace("schema/unknown-key", p.Key, key, value)
	m.unknown = slices.DeleteFunc(m.unknown, func(u tree.Pair) bool { return u.Key == p.Key })
	m.missing = slices.DeleteFunc(m.missing, func(k string) bool { return k == key })
}

// glued returns the key and the value in a text such as "name:MySQL", which YAML does not
// read as a key because no space follows the colon, or "".
func glued(n *tree.Node) (key, value string) {
	if !isPlain(n) {
		return "", ""
	}
	key, value, ok := strings.Cut(n.Text, ":")
	if !ok || value == "" || strings.HasPrefix(value, "/") {
		return "", ""
	}
	return key, value
}

func (c *check) missingSpace(code string, n *tree.Node, key, value string) {
	c.errorf(code, n, "insert a space: "+key+": "+value, `missing space after ":"`)
}

func (m *badMapping) isUnknown(key string) bool {
	return slices.ContainsFunc(m.unknown, func(p tree.Pair) bool { return p.Key.Text == key })
}

// colon reports a text that YAML reads as a mapping because it contains ": ".
func (c *check) colon(m *badMapping) bool {
	if len(m.unknown) == 0 || len(m.unknown) != len(m.node.Pairs) || !m.wantsText() {
		return false
	}
	key := m.unknown[0].Key
	value, ok := written(m.unknown[0].Value)
	if !ok || hasLanguages(m.unknown[0].Value) {
		return false
	}
	if len(m.known) == 0 && !m.item { // a text in several languages
		return false
	}
	if c.guess(m, m.unknown[0]).key != "" || isFlow(m.node) && len(m.node.Pairs) > 1 {
		return false
	}
	if m.kindKeys != nil && suggestID(key.Text) == "" { // the key is one word, which was meant as a kind of interface
		return false
	}
	help := pasted("put it in quotes", key.Text+": "+value)
	if slices.Contains(m.known, "name") {
		help += ", or write name: " + strconv.Quote(key.Text) + " and write the rest as text"
	}
	c.errorf("schema/unknown-key", key, help, "%s is read as a key and its value, not as text", quote(key.Text+": "+value))
	if v := m.unknown[0].Value; v.IsScalar() { // the finding is about the whole text
		c.found[len(c.found)-1].Len = v.Pos.Offset + v.Len - key.Pos.Offset
	}
	return true
}

// hasLanguages reports whether a value is a text in several languages. Such a mapping is
// never a misread text.
func hasLanguages(n *tree.Node) bool {
	return n.Kind == tree.Map && len(n.Pairs) > 0 && !slices.ContainsFunc(n.Pairs, func(p tree.Pair) bool { return !text.IsLanguage(p.Key.Text) })
}

// written returns the source text of a scalar, or of a list or mapping in
// brackets that ends its line.
func written(n *tree.Node) (string, bool) {
	if n.IsScalar() {
		return n.Text, true
	}
	if !isFlow(n) {
		return "", false
	}
	line, _, _ := strings.Cut(n.Pos.File.Text[n.Pos.Offset:], "\n")
	line, _, _ = strings.Cut(line, " #")
	line = strings.TrimSpace(line)
	if end := line[len(line)-1]; line[0] == '[' && end != ']' || line[0] == '{' && end != '}' {
		return "", false
	}
	return line, strings.Count(line, "[") == strings.Count(line, "]") && strings.Count(line, "{") == strings.Count(line, "}")
}

// wantsText reports whether the schema allows a text instead of the mapping.
func (m *badMapping) wantsText() bool {
	for o := &m.def; o != nil; o = o.outer {
		if types := o.types(); types != nil {
			return slices.Contains(types, "string")
		}
	}
	return false
}
