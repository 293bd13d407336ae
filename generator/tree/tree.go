// Package tree turns YAML text into nodes that know where they stand.
//
// [Parse] is the one verb, [Node] the one type. A Node is what the author
// wrote, not what YAML made of it: a number keeps its source text, a date is
// text, an empty value is Null. Everything that YAML accepts and this project
// does not (anchors, aliases, merge keys, tags, several documents, keys that
// are not text, a key given twice) is reported here and never reaches the
// stages above. No value is ever expanded, so a "bomb" of aliases costs
// nothing.
//
// A text that is not YAML is read all the same where that is possible: a usual
// mistake (quotes left out, a tab, a full-width space) is put right in a draft, so
// that one run tells of all mistakes. What the tree then says of the author's file
// is what it would say once they are mended. Parse returns nil only when a guess
// would be too bold.
//
// It is the only package that knows yaml.v3, and it knows nothing of the model.
package tree

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// Kind is what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Null   Kind = iota // nothing was written, or null or ~
	Text               // also dates, which stay as written
	Number             // Text holds the source text
	Bool               // Text holds the source text
	List
	Map
)

func (k Kind) String() string {
	return [...]string{"nothing", "text", "a number", "true or false", "a list", "a mapping"}[k]
}

// Node is one value of a YAML file. It is never changed once parsed.
type Node struct {
	Kind  Kind
	Text  string  // of a scalar: its value; of a number or bool: its source text
	Items []*Node // of a List
	Pairs []Pair  // of a Map, in the order written
	Pos   source.Pos
	Len   int  // bytes from Pos that stand for the node in a message
	Block bool // a scalar written with | or >
	end   int  // where the next node starts, the limit for Find
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

// Pair returns a key with its value, or nil. It is safe on a nil node and on
// one that is no mapping.
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

// IsScalar reports whether the node is text, a number or a truth value.
func (n *Node) IsScalar() bool { return n.Kind == Text || n.Kind == Number || n.Kind == Bool }

// Find returns the place where the nth (0-based) occurrence of s starts in the
// source text of a scalar, or the start of the node when it is not there in
// this form (an escape, a folded line). It is how a place inside a value
// becomes a place in the file.
func (n *Node) Find(s string, nth int) source.Pos {
	text := n.Pos.File.Text
	for off, end := n.Pos.Offset, min(n.end, len(text)); off < end; {
		i := strings.Index(text[off:end], s)
		if i < 0 {
			break
		}
		if nth == 0 {
			return source.Pos{File: n.Pos.File, Offset: off + i}
		}
		nth--
		off += i + len(s)
	}
	return n.Pos
}

// JSON returns the value as encoding/json would decode it, with json.Number
// for numbers: the form a JSON Schema is checked against. A number that JSON
// cannot write (0x1F, 1_000, .inf) is given as text.
func (n *Node) JSON() any {
	switch n.Kind {
	case Null:
		return nil
	case Bool:
		return strings.EqualFold(n.Text, "true")
	case Number:
		if validNumber(n.Text) {
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

// validNumber reports whether s is a number in JSON's grammar.
func validNumber(s string) bool {
	return utf8.ValidString(s) && json.Valid([]byte(s)) && s != "" && (s[0] == '-' || s[0] >= '0' && s[0] <= '9')
}
