package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"platmap/generator/source"
	"platmap/generator/text"
)

// undefinedLabel is the label of a footnote or a link whose definition is missing. Each
// label is reported once.
type undefinedLabel struct {
	label string
	off   int // offset of the first use
	len   int
}

const referenceCode = "markdown/reference"

// addUndefined records the use of a label, unless there are already too many.
func addUndefined(list []undefinedLabel, u undefinedLabel) []undefinedLabel {
	if len(list) >= maxFindings || slices.ContainsFunc(list, func(other undefinedLabel) bool { return other.label == u.label }) {
		return list
	}
	return append(list, u)
}

// undefinedReference returns the label of a [text][label] or [label][] that is not a
// link, given the offset of its first closing bracket and the start of its block.
//
// In a[i][j] the brackets follow a Latin letter, and are not meant to be a link.
func undefinedReference(src []byte, start, closing, stop int) (u undefinedLabel, ok bool) {
	opening := openingBracket(src[max(start, closing-maxTag):closing])
	if opening == 0 {
		return u, false
	}
	opening = closing - opening
	before, _ := utf8.DecodeLastRune(src[start:opening])
	if before == ']' || before == ')' || before < utf8.RuneSelf && (util.IsAlphaNumeric(byte(before)) || before == '_') {
		return u, false
	}
	label := src[closing+2 : min(closing+maxTag, stop)]
	end := bytes.IndexAny(label, "]\n")
	if end < 0 || label[end] != ']' || end+1 < len(label) && bytes.IndexByte([]byte("[(:"), label[end+1]) >= 0 {
		return u, false
	}
	u = undefinedLabel{label: string(label[:end]), off: closing + 1, len: end + 2}
	if u.label == "" {
		u = undefinedLabel{label: string(src[opening+1 : closing]), off: opening, len: closing + 3 - opening}
	}
	first, _ := utf8.DecodeRuneInString(u.label)
	return u, unicode.In(first, unicode.L, unicode.N) && bytes.IndexByte([]byte(u.label), '[') < 0
}

// openingBracket returns the distance from the end of s back to the bracket that matches
// the closing bracket after s, or 0.
func openingBracket(s []byte) int {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch {
		case i > 0 && s[i-1] == '\\':
		case s[i] == ']':
			depth++
		case s[i] == '[' && depth == 0:
			return len(s) - i
		case s[i] == '[':
			depth--
		}
	}
	return 0
}

// reportReferences reports links by reference without a definition.
func (w *writer) reportReferences(pc parser.Context) {
	if len(w.st.references) == 0 {
		return
	}
	var labels []string
	for _, r := range pc.References() {
		labels = append(labels, string(r.Label()))
	}
	slices.Sort(labels)
	known := text.NewWords(labels)
	for _, u := range w.st.references {
		help := "write [" + u.label + "]: and a URL on a line of its own, or remove the brackets"
		if w.in.mode == inlineText || utf8.RuneCountInString(u.label) > 40 {
			help = "write [text](URL)"
		}
		d := source.Diagnostic{Code: referenceCode, Severity: source.Warning,
			Text: "[" + text.Shorten(u.label, 41) + "] is not defined: the link is shown as text"}
		d.Pos, d.Len = w.in.pos(u.off, u.len)
		if near := known.Within(u.label, min(2, max(1, utf8.RuneCountInString(u.label)/4))); near != "" {
			help = "did you mean [" + near + "]?"
		} else if off, start := definitionInText(w.src, u.label); off >= 0 {
			help = "leave a blank line before " + start
			if pos, _ := w.in.pos(off, len(start)); pos.IsValid() {
				d.Related = []source.Related{{Pos: pos, Text: start + " continues the paragraph before it, so it defines no link"}}
			}
		}
		d.Help = help
		w.in.diags.Add(d)
	}
}

// definitionInText finds the definition of a label that has no effect because it is among
// definitions that directly follow a paragraph or a footnote. It returns the offset and
// the label of the first of these definitions, or -1.
func definitionInText(src []byte, label string) (off int, start string) {
	off = bytes.Index(src, []byte("\n["+label+"]:")) + 1
	if off == 0 {
		return -1, ""
	}
	for {
		before := bytes.LastIndexByte(src[:off-1], '\n') + 1
		if line := src[before : off-1]; len(bytes.TrimSpace(line)) == 0 {
			return -1, ""
		} else if before == 0 || line[0] != '[' || bytes.HasPrefix(line, []byte("[^")) || !bytes.Contains(line, []byte("]:")) {
			break
		}
		off = before
	}
	start, _, _ = strings.Cut(string(src[off:]), "]:")
	return off, start + "]:"
}

// use records that a link uses a definition. ref is nil for [text](URL).
func (w *writer) use(ref *ast.ReferenceLink) {
	if ref == nil {
		return
	}
	if w.used == nil {
		w.used = map[string]bool{}
	}
	w.used[util.ToLinkReference(ref.Value)] = true
}

// checkDefinitions records the definitions that are comments, and reports those without
// effect: a second definition of a label, and a line of text such as [Note]: careful,
// which Markdown reads as a link definition.
func (w *writer) checkDefinitions() {
	first := map[string]*ast.LinkReferenceDefinition{}
	repeats := map[int][]int{} // by the start of the URL in the first definition
	reported := 0
	for _, n := range w.defined {
		key := util.ToLinkReference(n.Label)
		if !w.used[key] {
			if isComment(n) {
				w.st.left = append(w.st.left, wholeLine(w.src, n.Pos(), definitionEnd(n), false))
			} else if !bytes.ContainsAny(n.Destination, "/.:#?") && reported < maxFindings {
				reported++
				w.in.warn(referenceCode, n.Pos(), definitionEnd(n)-n.Pos(), `write \[`+string(n.Label)+"]:",
					"this line defines a link that no text uses: it is not shown")
			}
			continue
		}
		if other := first[key]; other == nil {
			first[key] = n
		} else if bytes.Equal(other.Destination, n.Destination) {
			at, ok := w.offset(other.Destination)
			if again, ok2 := w.offset(n.Destination); ok && ok2 {
				repeats[w.in.from+at] = append(repeats[w.in.from+at], w.in.from+again)
			}
		} else if reported < maxFindings {
			reported++
			w.duplicate(referenceCode, source.Warning, other.Pos(), n.Pos(), "["+string(n.Label)+"]", "has no effect")
		}
	}
	for i := range w.doc.Links {
		if l := &w.doc.Links[i]; l.ByReference {
			l.Repeats = repeats[l.Start]
		}
	}
}

// definitionEnd returns the offset after the last line of a definition.
func definitionEnd(n *ast.LinkReferenceDefinition) int { return n.Lines().At(n.Lines().Len() - 1).Stop }

// duplicate reports the second definition of a label, with the position of the first.
func (w *writer) duplicate(code string, severity source.Severity, first, second int, label, effect string) {
	d := source.Diagnostic{Code: code, Severity: severity, Help: "give it another label, or remove it",
		Text: label + " is defined twice: this definition " + effect}
	d.Pos, d.Len = w.in.pos(second, len(label))
	if at, _ := w.in.pos(first, len(label)); at.IsValid() {
		d.Related = []source.Related{{Pos: at, Text: "the first one is here"}}
	}
	w.in.diags.Add(d)
}
