package edit

import (
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Scalar returns s as a YAML scalar, with quotes only if YAML would not read s as the
// same string without them. It is for ids and paths: unlike text.YAML it does not quote
// 3scale.
func Scalar(s string) string {
	if strings.ContainsAny(s, ",[]{}\n") {
		return text.QuoteYAML(s)
	}
	n, ok := valuesOf(&source.File{Kind: source.Site, Text: "[" + s + "]"})
	if ok && n != nil && len(n.Items) == 1 && n.Items[0].Kind == tree.Text && n.Items[0].Text == s {
		return s
	}
	return text.QuoteYAML(s)
}

// ReplacePart returns the edit that replaces a part of a scalar. offset and length are
// the span of the scalar in the file, and from and to are the span of the part in its
// value. The quotes of the scalar stay. ReplacePart returns false for a scalar on several
// lines or in block style.
func ReplacePart(f *source.File, offset, length int, value string, from, to int, with string) (source.Edit, bool) {
	written := f.Text[offset:][:length]
	inner, quote := written, ""
	if len(written) > 1 && (written[0] == '"' || written[0] == '\'') && written[len(written)-1] == written[0] {
		inner, quote = written[1:len(written)-1], written[:1]
	}
	changed := value[:from] + with + value[to:]
	whole := source.Edit{Start: offset, End: offset + length}
	switch {
	case quote == "" && inner != value:
		return whole, false
	case quote == "" && Scalar(changed) != changed, inner != value: // the scalar needs quotes, or has escapes
		whole.New = text.QuoteYAML(changed)
		return whole, true
	}
	at := offset + len(quote) + from
	return source.Edit{Start: at, End: at + to - from, New: with}, true
}
