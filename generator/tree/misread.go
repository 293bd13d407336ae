package tree

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
	"platmap/generator/text"
)

// misread reports text that YAML reads without an error but differently from how it
// looks: invisible characters, a text that is cut at #, and lines that are joined. start
// is the offset of the scalar; from and to are the start and the end of its text.
func (p *parser) misread(n *Node, y *yaml.Node, start, from, to int) {
	p.invisible(y, from, to)
	if y.Style == 0 && y.Value != "" { // the schema reports a missing value
		p.commentInText(start, to)
	}
	if y.Style&yaml.LiteralStyle == 0 && strings.Contains(p.text.file.Text[from:to], "\n") && !(y.Style == 0 && p.deeperItem(n, start, to)) {
		p.joinedLines(start, from, to)
	}
}

// extent returns the start and the end of a scalar's text: quotes are included, the line
// of > or | is not.
func (p *parser) extent(y *yaml.Node, start int) (from, to int) {
	rest := p.text.file.Text[start:p.text.to]
	if y.Style == 0 && strings.HasPrefix(rest, y.Value) {
		return start, start + len(y.Value)
	}
	if s := quoted.FindString(rest); s != "" {
		return start, start + len(s)
	}
	if y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		from = strings.IndexByte(rest, '\n') + 1
	}
	// Without quotes, a text differs from its value only in white space.
	to = from
	for word := range strings.FieldsSeq(y.Value) {
		if i := strings.Index(rest[to:], word); i >= 0 {
			to += i + len(word)
		}
	}
	return start + from, start + to
}

// invisible reports the first invisible character, whether it is written as itself or as
// an escape.
func (p *parser) invisible(y *yaml.Node, from, to int) {
	if text.IndexInvisible(y.Value) < 0 {
		return
	}
	raw := p.text.file.Text[from:to]
	for i := 0; i < len(raw); {
		value, size := firstChar(raw[i:], y.Style&yaml.DoubleQuotedStyle != 0)
		r, _ := utf8.DecodeRuneInString(value)
		if text.IsInvisible(r) && raw[i] != '\r' { // a line may end in CR LF
			e := source.Edit{Start: p.text.origin(from + i), End: p.text.origin(from + i + size)}
			p.diags.Add(source.Diagnostic{Code: "file/control", Pos: p.text.pos(from + i), Len: e.End - e.Start,
				Text: fmt.Sprintf("invisible control character (%U)", r), Help: "remove it", Fix: []source.Edit{e}})
			return
		}
		i += size
	}
}

// gluedComment matches a comment without a space after #.
var gluedComment = re(`^[ \t]+#[^\s#].*`)

// commentInText reports a comment after a text that may be meant as text: # is
// followed by a character.
func (p *parser) commentInText(start, end int) {
	rest := p.text.file.Text[end:p.text.to]
	if rest == "" || rest[0] != ' ' && rest[0] != '\t' { // nearly always
		return
	}
	comment := gluedComment.FindString(rest)
	if comment == "" {
		return
	}
	at := end + strings.IndexByte(comment, '#')
	comment = strings.TrimSpace(comment)
	more, _, _ := strings.Cut(comment, " # ")
	whole := text.OneLine(p.text.file.Text[start:end] + " " + more)
	p.diags.Warnf("yaml/comment", p.text.pos(at), len(comment),
		withText("if it is a comment, write a space after #; if it is text, put the text in quotes:", quote(whole)),
		"# after a space starts a comment, which ends the text before it")
}

var (
	itemStart  = re(`^[ -]*- +$`)
	deeperLine = re(`\n +- `)
)

// deeperItem reports lines that look like items of the list that contains the text, but
// are a part of the text, because they are indented too far. One extra space is a
// mistake. An item that is indented further may also be intended as a list within the
// text.
func (p *parser) deeperItem(n *Node, start, to int) bool {
	all := p.text.file.Text
	before := all[strings.LastIndexByte(all[:start], '\n')+1 : start]
	items := deeperLine.FindAllStringIndex(all[start:to], -1)
	if items == nil || !itemStart.MatchString(before) {
		return false
	}
	n.Text = text.OneLine(all[start : start+items[0][0]]) // without the other items, because an id that contains them would be reported as unknown
	column := strings.LastIndexByte(before, '-')
	d := source.Diagnostic{Code: "yaml/indentation", Len: 1, Text: "this item is indented one space too far, so YAML joins it to the item above", Help: p.likeItem(start, column)}
	for i, item := range items {
		hyphen := start + item[1] - len("- ")
		extra := hyphen - (start + item[0] + len("\n")) - column
		if i == 0 {
			d.Pos = source.Pos{File: p.text.original, Offset: p.text.origin(hyphen)}
		}
		if extra > 1 {
			d.Text = "this item is indented too far, so YAML joins it to the item above"
			d.Help += "; if it is a list below that item, write the item as name: and the list as text: |"
			d.Fix = nil
			break
		}
		d.Fix = append(d.Fix, source.Edit{Start: p.text.origin(hyphen - 1), End: p.text.origin(hyphen)})
	}
	p.diags.Add(d)
	return true
}

// likeItem returns the help for a line that belongs in the same list as an item.
func (p *parser) likeItem(start, column int) string {
	line, _ := p.text.pos(start).LineColumn()
	return fmt.Sprintf("%s, like the item in line %d", indentBy(column), line)
}

var (
	// blockStart matches the start of a line that Markdown does not join to the line
	// above: an item, a heading, a quotation, a row of a table or a fence.
	blockStart = re("^(?:[-*+] |[0-9]{1,2}[.)] |#{1,6} |> |\\|.*\\||```|~~~)")
	blockLine  = re("^(?:#{1,6} |```|~~~)") // the line below is not joined to these blocks either

	foldedSign = re(`^>[0-9+-]*`)
)

// joinedLines reports a line that looks like a separate block, but is joined to the line
// above.
func (p *parser) joinedLines(start, from, to int) {
	text := p.text.file.Text
	sign := foldedSign.FindString(text[start:])
	indent, above, at := -1, "", from
	for line := range strings.Lines(text[from:to]) {
		content := strings.TrimLeft(line, " ")
		blanks := len(line) - len(content)
		content = strings.TrimSpace(content)
		if indent < 0 && content != "" {
			indent = blanks
		}
		if sign != "" && blanks > indent { // YAML keeps the line breaks around this line
			content = ""
		}
		if content != "" && above != "" && (blockStart.MatchString(content) || blockLine.MatchString(above)) {
			help := "write | and start the text on the next line"
			var fix []source.Edit
			if sign != "" {
				help = fmt.Sprintf("write |%s in place of %s", sign[1:], sign)
				fix = []source.Edit{{Start: p.text.origin(start), End: p.text.origin(start + len(sign)), New: "|" + sign[1:]}}
			}
			p.diags.Add(source.Diagnostic{Code: "yaml/joined-lines", Severity: source.Warning, Pos: p.text.pos(at + blanks), Len: len(content),
				Text: "YAML joins this line to the line above", Help: help, Fix: fix})
			return
		}
		above = content
		at += len(line)
	}
}
