package theme

import (
	"html/template"
	"slices"
	"strings"
	"text/template/parse"
)

// inlineWords replaces {{$.Say "key"}} with the text itself in all templates of a set. A
// theme shows the same texts on every page, and a method call from a template takes more
// time than a text. A call with arguments that depend on the data stays.
func inlineWords(set *template.Template, words map[string]string) {
	for _, t := range set.Templates() {
		if t.Tree != nil {
			inlineList(t.Tree.Root, words)
		}
	}
}

func inlineList(list *parse.ListNode, words map[string]string) {
	if list == nil {
		return
	}
	var nodes []parse.Node
	for _, n := range list.Nodes {
		if x, ok := n.(*parse.ActionNode); ok {
			if word, ok := words[keyOf(x)]; ok {
				n = &parse.TextNode{NodeType: parse.NodeText, Pos: x.Pos, Text: []byte(template.HTMLEscapeString(word))}
			}
		}
		for _, branch := range branches(n) {
			inlineList(branch, words)
		}
		if last := len(nodes) - 1; last >= 0 {
			a, both := nodes[last].(*parse.TextNode)
			if b, ok := n.(*parse.TextNode); ok && both {
				nodes[last] = &parse.TextNode{NodeType: parse.NodeText, Pos: a.Pos, Text: slices.Concat(a.Text, b.Text)}
				continue
			}
		}
		nodes = append(nodes, n)
	}
	list.Nodes = nodes
}

// branches returns the lists of nodes within {{if}}, {{range}} and {{with}}.
func branches(n parse.Node) []*parse.ListNode {
	switch n := n.(type) {
	case *parse.IfNode:
		return []*parse.ListNode{n.List, n.ElseList}
	case *parse.RangeNode:
		return []*parse.ListNode{n.List, n.ElseList}
	case *parse.WithNode:
		return []*parse.ListNode{n.List, n.ElseList}
	}
	return nil
}

// keyOf returns the key of {{$.Say "key"}}, {{.Page.Say "key"}} and the like,
// or "" for any other action.
func keyOf(n *parse.ActionNode) string {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return ""
	}
	var fields []string
	switch f := n.Pipe.Cmds[0].Args[0].(type) {
	case *parse.FieldNode:
		fields = f.Ident
	case *parse.VariableNode:
		fields = f.Ident[1:]
	}
	key, ok := n.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if method := strings.Join(fields, "."); !ok || method != "Say" && method != "Page.Say" {
		return ""
	}
	return key.Text
}
