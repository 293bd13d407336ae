package theme

import (
	"html/template"
	"slices"
	"strings"
	"text/template/parse"
)

// A theme says the same few words on every page, and calling a method from a
// template costs more than the word itself. So every language gets templates of
// its own in which {{$.Say "key"}} is the word already. Words that depend on
// the data stay calls.

// inline puts the words of a language into all templates of a set.
func inline(set *template.Template, words map[string]string) {
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
		switch x := n.(type) {
		case *parse.ActionNode:
			if word, ok := words[keyOf(x)]; ok {
				n = &parse.TextNode{NodeType: parse.NodeText, Pos: x.Pos, Text: []byte(template.HTMLEscapeString(word))}
			}
		case *parse.IfNode:
			inlineList(x.List, words)
			inlineList(x.ElseList, words)
		case *parse.RangeNode:
			inlineList(x.List, words)
			inlineList(x.ElseList, words)
		case *parse.WithNode:
			inlineList(x.List, words)
			inlineList(x.ElseList, words)
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

// keyOf returns the key of {{$.Say "key"}}, {{.Page.Say "key"}} and the like,
// or "" for any other action.
func keyOf(n *parse.ActionNode) string {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return ""
	}
	var way []string
	switch f := n.Pipe.Cmds[0].Args[0].(type) {
	case *parse.FieldNode:
		way = f.Ident
	case *parse.VariableNode:
		way = f.Ident[1:]
	}
	key, ok := n.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !ok || strings.Join(way, ".") != "Say" && strings.Join(way, ".") != "Page.Say" {
		return ""
	}
	return key.Text
}
