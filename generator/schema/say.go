package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// say turns what the validator has against one node into a finding; a mapping
// may get several, one for each key that does not belong.
func (c *check) say(f fault) {
	leaf := f.leaves[0]
	d := c.set.docs.at(leaf.SchemaURL)
	switch k := leaf.ErrorKind.(type) {
	case *kind.Type:
		c.wrongType(f.place, d, k.Want)
	case *notInCalendar:
		c.wrongDate(f.node)
	case *kind.Enum:
		c.unknownValue(f.place, d, texts(k.Want))
	case *kind.MinLength:
		c.errorf("schema/length", f.node, "write something, or remove it", "%s is empty", f.subject())
	case *kind.MaxLength:
		c.errorf("schema/length", f.node, "shorten it", "%s has %d characters; at most %d are possible", f.subject(), k.Got, k.Want)
	case *kind.MinItems:
		c.errorf("schema/empty-list", f.node, c.emptyHelp(f.place, d), "%s is empty", f.subject())
	case *kind.MinProperties:
		c.errorf("schema/missing-key", f.node, "add "+options(d, d.keys()), "%s has no keys", f.subject())
	case *kind.Pattern:
		c.pattern(f.place, d)
	case *kind.UniqueItems:
		i, j := k.Duplicates[0], k.Duplicates[1]
		n := f.node.Items[max(i, j)]
		c.errorf("schema/value", n, "remove one of the two", "%s is given twice in %s", quote(n.Text), quote(f.key))
	case *kind.Minimum:
		n, _ := k.Want.Float64()
		c.errorf("schema/value", f.node, example(d), "%s cannot be below %g", f.subject(), n)
	case *kind.Maximum:
		n, _ := k.Want.Float64()
		c.errorf("schema/value", f.node, example(d), "%s cannot be above %g", f.subject(), n)
	default:
		c.mapping(f)
	}
}

// wrongType reports a value that is not of the type wanted.
func (c *check) wrongType(p place, d def, want []string) {
	wanted := typeWord(d, want)
	switch {
	case p.root:
		c.errorf("yaml/root", p.node, c.rootHelp(p.node), "the %s wants %s at the top, got %s", c.whole(), wanted, p.node.Kind)
	case p.node.Kind == tree.Null:
		c.empty(p)
	case wanted == "a date" && p.node.IsScalar():
		c.wrongDate(p.node)
	case wanted == "a number" && p.node.Kind == tree.Number: // written in a form that JSON lacks
		help := "write it plainly, with the digits 0 to 9"
		if n, err := strconv.Atoi(strings.TrimLeft(strings.ReplaceAll(p.node.Text, "_", ""), "0")); err == nil {
			help = "write " + strconv.Itoa(n)
		}
		c.errorf("yaml/number", p.node, help, "%s is not a plain number; programs read it differently", p.node.Text)
	default:
		c.within(p.node)
		c.errorf("schema/type", p.node, typeHelp(p, d, wanted), "%s wants %s, got %s", p.subject(), wanted, p.node.Kind)
	}
}

// wrongDate reports a date, and how to write it where that is certain.
func (c *check) wrongDate(n *tree.Node) {
	what, help := dateFault(n.Text)
	c.errorf("schema/date", n, help, "%s", what)
	if written, found := strings.CutPrefix(help, "write "); found {
		c.fix(n, written, nil)
	}
}

func (c *check) rootHelp(n *tree.Node) string {
	switch {
	case c.kind == source.Glossary:
		return `start each term with "- term: "`
	case n.Kind == tree.List:
		return fmt.Sprintf("one file holds one %s; remove the \"- \"", c.kind)
	case c.kind == source.Site, c.kind == source.Guide:
		return "begin with a key and its value, such as title: Platform map"
	}
	return "begin with a key and its value, such as name: Logging"
}

// whole is the word for what is checked.
func (c *check) whole() string {
	if c.kind == source.Guide {
		return "front matter"
	}
	return "file"
}

// empty reports a key or an item without a value.
func (c *check) empty(p place) {
	help := "fill it in, or remove the key"
	what := quote(p.key+":") + " has no value"
	due := p.node.Pos
	if p.item {
		help = "fill it in, or remove the line"
		what = p.subject() + " is empty"
	} else if text := due.File.Text[p.at.Pos.Offset+p.at.Len:]; strings.HasPrefix(text, ":") {
		due.Offset = p.at.Pos.Offset + p.at.Len + 1 // YAML may place nothing on a later line
	}
	if hidden := commented(due); hidden != "" {
		help = "a value that starts with # is taken for a comment; put it in quotes: " + quote(hidden)
	}
	c.found.Errorf("schema/type", due, 0, help, "%s", what)
}

// typeWord names the type that a schema wants.
func typeWord(d def, want []string) string {
	has := func(t string) bool { return slices.Contains(want, t) }
	switch {
	case d.noun() == "date":
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

func typeHelp(p place, d def, wanted string) string {
	n := p.node
	switch wanted {
	case "a list":
		if n.IsScalar() && len(n.Text) <= 40 && !strings.ContainsAny(n.Text, ",:[]{}#\"'") && bare(n.Text) == n.Text {
			return fmt.Sprintf("write %s: [%s]", p.key, n.Text)
		}
		return `start each item with "- " on a line of its own`
	case "text":
		switch n.Kind {
		case tree.Number, tree.Bool:
			return "put it in quotes: " + quote(n.Text)
		case tree.List:
			if len(n.Items) == 1 && n.Items[0].Kind == tree.List && len(n.Items[0].Items) == 1 {
				return "a text that starts with [[ needs quotes: " + quote("[["+n.Items[0].Items[0].Text+"]]")
			}
			if text, ok := written(n); ok && len(n.Items) > 1 {
				return "put it in quotes: " + quote(text) + ", or write the text itself, without brackets"
			}
			return "write the text itself, without brackets or \"- \""
		}
		return "write the text itself"
	case "a number":
		return "write the number alone, without quotes" + orUnit(p.key)
	case "true or false":
		return "write true or false, without quotes"
	}
	if must := texts(d.object["required"]); p.item && n.IsScalar() && len(must) == 1 {
		return fmt.Sprintf("write %s: %s, with the other keys below", must[0], quote(n.Text))
	}
	return "write its keys below it, indented: " + options(d, d.keys())
}

func orUnit(key string) string {
	if key == "at_most" || key == "at_least" {
		return "; the unit goes into unit"
	}
	return ""
}

// unknownValue reports a word that is not in the list of words to choose from.
func (c *check) unknownValue(p place, d def, want []string) {
	help := "one of: " + text.ListClosest(p.node.Text, want)
	if near := text.Closest(p.node.Text, want); near != "" {
		help = fmt.Sprintf("did you mean %q? (%s)", near, help)
	}
	c.errorf("schema/value", p.node, help, "%s is not a known %s", quote(p.node.Text), d.noun())
}

// emptyHelp tells what to do about an empty list.
func (c *check) emptyHelp(p place, d def) string {
	for _, required := range c.set.required(c.kind) {
		if p.key == required {
			return "add at least one: " + sample(d)
		}
	}
	return "add one, or leave the key out"
}
