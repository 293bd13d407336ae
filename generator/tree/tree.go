// Package tree parses YAML into nodes with positions.
//
// A [Node] holds what the author wrote, not what YAML makes of it: a number keeps
// its source text, a date is text, an empty value is Null. [Parse] reports what
// YAML allows and this project does not: anchors, aliases, merge keys, tags,
// several documents, keys that are not text, duplicate keys. It never expands an
// alias, so a file of nested aliases costs nothing.
// misread.go reports texts that YAML cuts or joins.
//
// A text that is not valid YAML is corrected and parsed again, so that one run
// reports every mistake: rules.go lists the usual mistakes, repair.go tries them,
// wide.go finds full-width characters in place of ASCII ones. The positions of
// nodes and diagnostics are in the author's text. If a correction may not be what
// the author meant, Parse returns nil.
//
// No other package uses yaml.v3. This package knows nothing about the model.
package tree

import (
	"encoding/json"
	"strings"

	"platmap/generator/source"
)

// Kind is the kind of a node.
type Kind uint8

// The kinds of nodes.
const (
	Null Kind = iota // empty, null or ~
	Text             // includes dates
	Number
	Bool
	List
	Map
)

func (k Kind) String() string {
	return [...]string{"nothing", "text", "a number", "true or false", "a list", "a mapping"}[k]
}

// Node is one value of a YAML file. It is immutable.
type Node struct {
	Kind  Kind
	Text  string  // the value of a text; the source text of a number or bool
	Items []*Node // of a List
	Pairs []Pair  // pairs of a Map, in the order written
	Pos   source.Pos
	Len   int  // bytes from Pos to underline in a message
	Block bool // whether it is a text with line breaks, or written with | or >
	end   int  // offset of the next scalar; Find searches up to it
}

// Pair is one key of a mapping with its value.
type Pair struct{ Key, Value *Node }

// Get returns the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	if p := n.Pair(key); p != nil {
		return p.Value
	}
	return nil
}

// Pair returns a key with its value, or nil. n may be nil or not a mapping.
func (n *Node) Pair(key string) *Pair {
	if n == nil {
		return nil
	}
	for i := range n.Pairs {
		if n.Pairs[i].Key.Text == key {
			return &n.Pairs[i]
		}
	}
	return nil
}

// IsScalar reports whether the node is text, a number or a bool.
func (n *Node) IsScalar() bool { return n.Kind == Text || n.Kind == Number || n.Kind == Bool }

// InDoubleQuotes reports whether the node is a scalar in double quotes, in which a
// backslash must be doubled.
func (n *Node) InDoubleQuotes() bool {
	return n.IsScalar() && strings.HasPrefix(n.Pos.File.Text[n.Pos.Offset:], `"`)
}

// End returns an offset after a scalar: where the next scalar of the file starts.
func (n *Node) End() int { return n.end }

// Find returns the position of the nth (0-based) occurrence of s in the value of a
// scalar. It returns the position of the node if s is written differently there, for
// example in a folded line.
func (n *Node) Find(s string, nth int) source.Pos {
	if n.InDoubleQuotes() && s != "" {
		if value, offsets := unescape(n); offsets != nil {
			if i := nthIndex(value, s, nth); i >= 0 && offsets[i]+len(s) <= offsets[len(value)] {
				return source.Pos{File: n.Pos.File, Offset: offsets[i]}
			}
			return n.Pos
		}
	}
	text := n.Pos.File.Text
	if from, end := n.Pos.Offset, min(n.end, len(text)); from < end {
		if i := nthIndex(text[from:end], s, nth); i >= 0 {
			return source.Pos{File: n.Pos.File, Offset: from + i}
		}
	}
	return n.Pos
}

// nthIndex returns the offset of the nth (0-based) occurrence of s in text, or -1.
func nthIndex(text, s string, nth int) int {
	for off := 0; ; nth-- {
		i := strings.Index(text[off:], s)
		switch {
		case i < 0:
			return -1
		case nth == 0:
			return off + i
		}
		off += i + len(s)
	}
}

// JSON returns the value as encoding/json would decode it, with json.Number for
// numbers. A number that JSON does not have (0x1F, 1_000, .inf) becomes text.
func (n *Node) JSON() any {
	switch n.Kind {
	case Null:
		return nil
	case Bool:
		return strings.EqualFold(n.Text, "true")
	case Number:
		if json.Valid([]byte(n.Text)) {
			return json.Number(n.Text)
		}
		return n.Text
	case List:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = item.JSON()
		}
		return list
	case Map:
		m := make(map[string]any, len(n.Pairs))
		for _, p := range n.Pairs {
			m[p.Key.Text] = p.Value.JSON()
		}
		return m
	}
	return n.Text
}
