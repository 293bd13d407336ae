package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
)

func TestExcerpt_MarkIsBelowTheText(t *testing.T) {
	for _, tt := range []struct {
		line, meant string
		want        string // the expected line with the mark
	}{
		{"name: x", "x", "      ^"},
		{"名前: 検索", "検索", "      ^^^^"},
		{"ﾊﾝｶｸ：全角 x", "全角", "      ^^^^"},
		{"状態　avalable", "avalable", "      ^^^^^^^^"},
		{"\t- x", "x", "\t  ^"},
		{"a:\t検\tx", "x", "  \t  \t^"},
		{"\tx", "\t", "^"},
		{"a\u0301e\u0301b", "b", "  ^"},
		{"か\u3099ki", "ki", "  ^^"},
		{"😀 👍🏽 x", "x", "        ^"},
		{"👩\u200d💻 x", "x", "     ^"},
		{"각 x", "x", "   ^"},
		{"\u1100\u1161\u11a8 x", "x", "   ^"},
		{"a\x1b[1mb", "b", "          ^"},
		{"a\u202eb", "b", "       ^"},
		{"a \x1b b", "\x1b", "  ^^^^^^"},
		{"##[error]x", "x", "              ^"},
		{"name:", "", "     ^"},
		{"one\r", "\r", "   ^"},
	} {
		f := &source.File{Name: "x.yaml", Text: tt.line + "\nnext"}
		at := strings.LastIndex(tt.line, tt.meant)
		line, pad, mark := excerpt(f.Line(1), at, len(tt.meant))
		if got := pad + mark; got != tt.want {
			t.Errorf("%q:\n%s\n%s\nwant:\n%s", tt.line, line, got, tt.want)
		}
		if line != Escape(f.Line(1)) {
			t.Errorf("%q is shown as %q", tt.line, line)
		}
	}
}

func TestExcerpt_LongLine(t *testing.T) {
	for _, fill := range []string{"x", "検", "e\u0301", "😀", "か\u3099", "\t", "\x1b", "ab 検索 "} {
		fill := strings.Repeat(fill, 150_000/len(fill))
		for _, tt := range []struct{ line, meant string }{
			{"!?" + fill, "!?"},
			{fill + "!?" + fill, "!?"},
			{fill + "!?", "!?"},
			{fill + "!" + fill + "?" + fill, "!" + fill + "?"},
		} {
			line, pad, mark := excerpt(tt.line, strings.Index(tt.line, "!"), len(tt.meant))
			if n := text.Columns(line); n > excerptWidth {
				t.Errorf("%d columns of %.8q are shown", n, tt.line)
			}
			if text.Columns(pad)+len(mark) > text.Columns(line) {
				t.Errorf("the mark is longer than the line:\n%s\n%s", line, pad+mark)
			}
			before, _, found := strings.Cut(line, "!")
			if !found || text.Columns(before) != text.Columns(pad) || strings.Count(before, "\t") != strings.Count(pad, "\t") {
				t.Errorf("the mark is not below the !:\n%s\n%s", line, pad+mark)
			}
			if len(tt.meant) == 2 && mark != "^^" {
				t.Errorf("the mark is %q", mark)
			}
			if r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(line, ellipsis)); text.RuneColumns(r) == 0 {
				t.Errorf("the excerpt begins within a letter: %q", line)
			}
		}
	}
}

func TestPositions_EqualThoseOfSource(t *testing.T) {
	f := &source.File{Name: "x", Text: strings.Repeat("検x\n", 500) + strings.Repeat("é", 3000) + "\r\n" + strings.Repeat("😀", 1000) + "\n"}
	p := positions{}
	for offset := range f.Text {
		line, column := source.Pos{File: f, Offset: offset}.LineColumn()
		gotLine, gotColumn, gotByte := p.at(f, offset)
		if gotLine != line || gotColumn != column || gotByte != offset-f.LineStart(line)+1 {
			t.Fatalf("offset %d: got %d:%d (byte %d), want %d:%d", offset, gotLine, gotColumn, gotByte, line, column)
		}
	}
	for _, offset := range []int{-3, len(f.Text), len(f.Text) + 9} {
		p.at(f, offset)
	}
}
