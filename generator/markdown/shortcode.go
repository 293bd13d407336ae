package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// shortcode is a template call of another generator, which is shown as text.
type shortcode struct {
	ast.BaseInline
	form int // index in shortcodeForms
	stop int
}

// shortcodeForms are pairs of opening and closing delimiters, longer ones first.
var shortcodeForms = [...][2]string{
	{"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}, {"{/*", "*/}"}, {"{", "}"},
}

// attributes matches the attribute lists of other generators, after an image, a
// link or a block: {.wide}, {: #id}, { width="300" loading=lazy }. A name with a
// dot is a path: {.spec.replicas}.
var attributes = regexp.MustCompile(`^\{:? *([.#][\pL_][\pL\pN_:-]*|[a-z][a-z-]*=("[^"]*"|'[^']*'|[\pL\pN_./%-]+))( +([.#][\pL_][\pL\pN_:-]*|[a-z][a-z-]*=("[^"]*"|'[^']*'|[\pL\pN_./%-]+)))* *\}`)

// goTemplate matches the start of a Go template action, such as {{ .Summary }} or {{- $x
// }}. Content of other generators does not contain these.
var goTemplate = regexp.MustCompile(`^\{\{-? *[.$]`)

var kindShortcode = ast.NewNodeKind("Shortcode")

func (s *shortcode) Kind() ast.NodeKind { return kindShortcode }

func (s *shortcode) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

type shortcodeParser struct{}

func (shortcodeParser) Trigger() []byte { return []byte{'{'} }

func (shortcodeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	line = line[:min(len(line), maxTag)]
	if block.PrecendingCharacter() == '$' { // ${x} and ${{ x }} are not shortcodes
		return nil
	}
	for form, ends := range shortcodeForms {
		if !bytes.HasPrefix(line, []byte(ends[0])) {
			continue
		}
		n := bytes.Index(line, []byte(ends[1])) + len(ends[1])
		if n < len(ends[1]) || ends[0] == "{{" && goTemplate.Match(line) ||
			ends[0] == "{" && (!attributes.Match(line[:n]) || !followsElement(parent, block.Source(), segment.Start, segment.Start+n)) {
			return nil
		}
		block.Advance(n)
		s := &shortcode{form: form, stop: segment.Start + n}
		s.SetPos(segment.Start)
		return s
	}
	return nil
}

// followsElement reports whether an attribute list, given its span, is at a position
// where it would have an effect: after an image, a link, code or emphasis, or at the end
// of a heading or block. Elsewhere it is text, as in jsonpath={.items} and up{job="web"}.
func followsElement(parent ast.Node, src []byte, start, end int) bool {
	before := bytes.TrimRight(src[:start], " \t")
	var last byte = '\n'
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	if bytes.IndexByte([]byte(")]`*_"), last) >= 0 {
		return true
	}
	for end < len(src) && (src[end] == ' ' || src[end] == '\t' || src[end] == '\r') {
		end++
	}
	endsLine := end == len(src) || src[end] == '\n'
	return endsLine && (last == '\n' || parent.Kind() == ast.KindHeading && len(before) < start)
}

func (w *writer) shortcode(s *shortcode) {
	piece := w.src[s.Pos():s.stop]
	form := shortcodeForms[s.form][0]
	form = form[:min(len(form), 2)]
	name := map[string]string{"{{": "template", "{%": "tag", "{/": "comment", "{": "attribute"}[form]
	w.foreign(name, s.Pos(), piece, plainHelp+", or write \\"+form+" to show it as text")
	w.plain(string(piece))
}
