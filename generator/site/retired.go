package site

import (
	"fmt"

	"platmap/generator/source"
)

// This file reports references to retired things from things in use.

// checkRetired reports a reference to a page that is retired. clause is the text
// before its name.
func (c *checker) checkRetired(at Located, to Page, clause string) {
	e := to.Base()
	var written, successor string
	switch x := to.(type) {
	case *Component:
		if written = x.ReplacedBy.Text; x.ReplacedBy.To != nil {
			successor = x.ReplacedBy.To.ID
		}
	case *Domain:
		if written = x.ReplacedBy.Text; x.ReplacedBy.To != nil {
			successor = x.ReplacedBy.To.ID
		}
	}
	if e.Status != Retired || written != "" && successor == "" { // its successor is unknown or forms a cycle, which is reported
		return
	}
	c.reportRetired(at, fmt.Sprintf("%s, but %s %q is retired", clause, e.Kind, e.ID), successor, source.Related{Pos: e.Pos, Text: fmt.Sprintf("%q is defined here", e.ID)})
}

// checkRetiredItem is like checkRetired for a feature or an interface that replaces
// another one.
func (c *checker) checkRetiredItem(ref *ItemRef, clause string) {
	if ref.To == nil {
		return
	}
	item, stage := lifecycle(ref.To.Item)
	if item == nil || stage.Status != Retired {
		return
	}
	what := "feature"
	if _, ok := ref.To.Item.(*Interface); ok {
		what = "interface"
	}
	c.reportRetired(ref.Located, fmt.Sprintf("%s, but %s %q is retired", clause, what, item.Name.Plain(c.site.Locale())), stage.ReplacedBy.Text,
		source.Related{Pos: item.Pos, Text: "it is defined here"})
}

func (c *checker) reportRetired(at Located, text, successor string, related source.Related) {
	help := "name what replaced it, or correct one of the two statuses"
	if successor != "" {
		help = fmt.Sprintf("write %q, which replaced it, or correct one of the two statuses", successor)
	}
	c.diags.Add(source.Diagnostic{Code: "ref/status", Severity: source.Warning, Pos: at.Pos, Len: at.Len, Text: text, Help: help, Related: []source.Related{related}})
}
