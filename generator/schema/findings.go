package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
	"platmap/themes"
)

// report adds the finding for the errors of one node. A mapping can get several
// findings, one for each unknown key.
func (c *check) report(v violation) {
	leaf := v.leaves[0]
	d := c.set.docs.at(leaf.SchemaURL)
	if schema := c.set.byLocation[leaf.SchemaURL]; schema != nil && v.node.IsScalar() {
		v.write, _ = fit(schema, v.node)
		if v.write == "" && d.title() == "list of ids" && v.key != "aliases" && isOneName(v.node) {
			v.write = text.YAMLList(v.node.Text) // a name of a page; package site knows its id
		}
	}
	switch k := leaf.ErrorKind.(type) {
	case *kind.Type:
		c.wrongType(v.subject, d, k.Want)
	case *notInCalendar:
		c.wrongDate(v.subject)
	case *kind.Enum:
		c.unknownValue(v.subject, d, stringsOf(k.Want))
	case *kind.MinLength:
		c.errorf("schema/length", v.node, "fill it in, or remove it", "%s is empty", v.describe())
	case *blank:
		c.errorf("schema/length", v.node, "fill it in, or remove it", "%s is blank", v.describe())
	case *kind.MaxLength:
		c.errorf("schema/length", v.node, "shorten it", "%s has %d characters; the limit is %d", v.describe(), k.Got, k.Want)
	case *kind.MinItems:
		c.errorf("schema/empty-list", v.node, c.emptyHelp(v.subject, d), "%s is empty", v.describe())
	case *kind.MinProperties:
		c.errorf("schema/missing-key", v.node, "add "+keyList(d, d.keys()), "%s has no keys", v.describe())
	case *kind.Pattern:
		c.pattern(v.subject, d)
	case *kind.UniqueItems:
		i, j := k.Duplicates[0], k.Duplicates[1]
		n := v.node.Items[max(i, j)]
		c.errorf("schema/value", n, "remove one of the two", "duplicate %s in %s", quote(n.Text), quote(v.key))
	case *kind.Minimum:
		n, _ := k.Want.Float64()
		c.errorf("schema/value", v.node, c.exampleHelp(d), "%s must be at least %g", v.describe(), n)
	case *kind.Maximum:
		n, _ := k.Want.Float64()
		c.errorf("schema/value", v.node, c.exampleHelp(d), "%s must be at most %g", v.describe(), n)
	default:
		c.mapping(v)
		return
	}
	if v.write != "" {
		c.fix(replace(v.node, v.write))
	}
}

// wrongType reports a value of the wrong type.
func (c *check) wrongType(sub subject, d def, want []string) {
	wanted := typeName(d, want)
	switch {
	case sub.root:
		c.errorf("yaml/root", sub.node, c.rootHelp(sub.node), "the %s must be %s, not %s", c.fileWord(), wanted, sub.node.Kind)
		if n := sub.node; n.Kind == tree.List && len(n.Items) == 1 && n.Items[0].Kind == tree.Map && !isFlow(n) {
			c.fix(outdent(n.Pos, n.Items[0])...)
		} else if c.isExtraKey(n) {
			c.fix(outdent(n.Pos, n.Pairs[0].Value)...)
		}
	case sub.node.Kind == tree.Null:
		c.empty(sub)
	case wanted == "a date" && sub.node.IsScalar():
		c.wrongDate(sub)
	case wanted == "a number" && sub.node.Kind == tree.Number: // such as 0x1F, which is not a JSON number
		help := "write it with the digits 0 to 9 only"
		if fraction, ok := strings.CutPrefix(sub.node.Text, "."); ok && strings.Trim(fraction, "0123456789") == "" {
			help = "write 0." + fraction
		} else if n, err := strconv.Atoi(strings.TrimLeft(strings.ReplaceAll(sub.node.Text, "_", ""), "0")); err == nil {
			help = "write " + strconv.Itoa(n)
		}
		c.errorf("yaml/number", sub.node, help, "%s is not a plain number; programs read it differently", sub.node.Text)
	default:
		c.removeWithin(sub.node)
		help, edits := "", []source.Edit(nil)
		switch {
		case wanted == "a list" && sub.node.Kind == tree.Map:
			help, edits = c.itemsHelp(sub, d)
		case wanted == "text" && sub.node.Kind == tree.Map:
			help, edits = onlyValue(sub, d)
		case wanted == "a mapping" && sub.node.Kind == tree.List:
			edits = mergeItems(sub.node)
		}
		c.errorf("schema/type", sub.node, cmp.Or(help, typeHelp(sub, d, wanted)), "%s must be %s, not %s", sub.describe(), wanted, sub.node.Kind)
		c.fix(edits...)
	}
}

// wrongDate reports an invalid date.
func (c *check) wrongDate(sub subject) {
	what, meant := explainDate(sub.node.Text)
	help := dateHelp
	if meant != "" {
		help = "write " + meant
	}
	c.errorf("schema/date", sub.node, help, "%s", what)
}

func (c *check) rootHelp(n *tree.Node) string {
	switch {
	case c.isExtraKey(n):
		return fmt.Sprintf("remove the line %s, because the file starts with the list", quote(n.Pairs[0].Key.Text+":"))
	case c.kind == source.Glossary:
		return `start each term with "- term: "`
	case n.Kind == tree.List:
		return c.oneEach(n)
	case c.kind == source.Site, c.kind == source.Guide:
		return "start with a key and its value, such as title: Platform map"
	}
	return "start with a key and its value, such as name: Logging"
}

// isExtraKey reports whether a key contains the terms of a glossary, which should be at
// the top level.
func (c *check) isExtraKey(n *tree.Node) bool {
	return c.kind == source.Glossary && n.Kind == tree.Map && len(n.Pairs) == 1 && n.Pairs[0].Value.Kind == tree.List
}

// fileWord returns the word for the checked text in messages.
func (c *check) fileWord() string {
	if c.kind == source.Guide {
		return "front matter"
	}
	return "file"
}

// empty reports a key or an item without a value.
func (c *check) empty(sub subject) {
	help := "add a value, or remove the key"
	what := quote(sub.key+":") + " has no value"
	due := sub.node.Pos
	if sub.item {
		help = "add a value, or remove the line"
		what = sub.describe() + " is empty"
	} else if end := sub.keyNode.Pos.Offset + sub.keyNode.Len; strings.HasPrefix(due.File.Text[end:], ":") {
		due.Offset = end + 1 // in YAML, the value may follow on a later line
	}
	if hidden := commented(due); hidden != "" {
		help = pasted("put it in quotes", hidden) + "; otherwise # starts a comment"
	}
	c.found.Errorf("schema/type", due, 0, help, "%s", what)
}

// typeName returns the words for the types that a schema allows in messages.
func typeName(d def, want []string) string {
	has := func(t string) bool { return slices.Contains(want, t) }
	switch {
	case d.title() == "date":
		return "a date"
	case has("array") && has("object"):
		return "a list or a mapping"
	case has("array"):
		return "a list"
	case has("string"):
		return "text"
	case has("number"), has("integer"):
		return "a number"
	case has("boolean"):
		return "true or false"
	}
	return "a mapping"
}

// typeHelp returns the help for a value of the wrong type.
func typeHelp(sub subject, d def, wanted string) string {
	n := sub.node
	switch wanted {
	case "a date":
		return dateHelp
	case "a list":
		if id := suggestID(n.Text); isOneName(n) && id != "" && d.title() == "list of ids" {
			return fmt.Sprintf("write the id in brackets, such as %s: [%s]", sub.key, id)
		}
		if sub.write != "" && utf8.RuneCountInString(sub.write) <= maxPasted {
			return fmt.Sprintf("write %s: %s", sub.key, sub.write)
		}
		if pieces := splitAtCommas(n.Text); n.IsScalar() && len(pieces) > 1 && utf8.RuneCountInString(n.Text) <= maxPasted {
			return fmt.Sprintf("write %s: %s", sub.key, text.YAMLList(pieces...))
		}
		return `start each item with "- " on a line of its own`
	case "text":
		return textHelp(sub, d)
	case "a number":
		if sub.write != "" {
			return "write " + sub.write
		}
		help := "write only the number, without quotes"
		if sub.key == "at_most" || sub.key == "at_least" {
			help += ", and its unit under the key unit"
		}
		return help
	case "true or false":
		if sub.write != "" {
			return "write " + sub.write
		}
		return "write true or false, without quotes"
	}
	if required := stringsOf(d.object["required"]); sub.item && n.IsScalar() && len(required) == 1 {
		if utf8.RuneCountInString(n.Text) > maxPasted {
			return fmt.Sprintf("write the text below the key %s, with the other keys below it", required[0])
		}
		return fmt.Sprintf("write %s: %s, with the other keys below", required[0], strconv.Quote(n.Text))
	}
	if n.Kind == tree.List && mergeItems(n) != nil {
		return `remove each "- ", because it has keys and no items`
	}
	return "write the keys below it, indented: " + keyList(d, d.keys())
}

// textHelp returns the help for a value that must be text.
func textHelp(sub subject, d def) string {
	n := sub.node
	if words := stringsOf(d.object["enum"]); len(words) > 0 {
		return "write " + text.ListOr(words)
	}
	switch n.Kind {
	case tree.Number, tree.Bool:
		if sub.write != "" && sub.write != text.QuoteYAML(n.Text) {
			return "write " + sub.write
		}
		return "put it in quotes: " + quote(n.Text)
	case tree.List:
		if d.title() == "id" && isFlow(n) && len(n.Items) == 1 && n.Items[0].IsScalar() { // [[network]]
			name, _, _ := strings.Cut(n.Items[0].Text, "|")
			id := cmp.Or(suggestID(name), name)
			if !sub.item {
				return fmt.Sprintf("write %s: %s", sub.key, id)
			}
			return fmt.Sprintf("write the id in one pair of brackets: [%s]", id)
		}
		if len(n.Items) == 1 && n.Items[0].Kind == tree.List && len(n.Items[0].Items) > 0 {
			if text, ok := written(n); ok {
				return pasted("put it in quotes, because it starts with [[", text)
			}
		}
		if text, ok := written(n); ok && len(n.Items) > 1 {
			return pasted("put it in quotes", text) + ", or write the text without brackets"
		}
		return "write a text, without brackets or \"- \""
	}
	return "write a text"
}

// unknownValue reports a value that is not in the list of allowed ones.
func (c *check) unknownValue(sub subject, d def, want []string) {
	all := "one of: " + strings.Join(want, ", ")
	help := "write " + all
	if near := cmp.Or(themes.FixedWord(sub.node.Text, want), text.Closest(sub.node.Text, want)); near != "" {
		help = fmt.Sprintf("did you mean %q? (%s)", near, all)
	}
	c.errorf("schema/value", sub.node, help, "unknown %s %s", d.title(), quote(sub.node.Text))
}

// emptyHelp returns the help for an empty list.
func (c *check) emptyHelp(sub subject, d def) string {
	for _, required := range c.set.required(c.kind) {
		if sub.key == required {
			return "add at least one: " + c.example(d)
		}
	}
	return "add one, or remove the key"
}
