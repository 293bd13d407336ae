package tree

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// openQuote finds a quote that is not closed on its line.
func (d *draft) openQuote(l line) []suspect {
	v := l.value
	if v == "" || v[0] != '"' && v[0] != '\'' || closing(v) >= 0 {
		return nil
	}
	at, end := l.start+l.at, l.start+l.at+len(v)
	edit := source.Edit{Start: end, End: end, New: v[:1]}
	help := "close it: " + correct(l, v+v[:1])
	if last := v[len(v)-1]; strings.ContainsRune("”“’‘＂", []rune(v)[utf8.RuneCountInString(v)-1]) {
		_, n := utf8.DecodeLastRuneInString(v)
		edit.Start -= n
		help = "close it with the same quote: " + correct(l, v[:len(v)-n]+v[:1])
	} else if last == ',' || (last == ']' || last == '}') && d.inside(l.number) {
		return nil
	} else if end, _ := brackets(v[1:]); end == len(v)-1 { // "{ja: 検索, en: Search}
		edit = source.Edit{Start: at, End: at + 1}
		help = "remove it: " + correct(l, v[1:])
	}
	return []suspect{{at: at, len: len(v), text: fmt.Sprintf("the quote %c is never closed", v[0]), help: help, edits: []source.Edit{edit}}}
}

// earlierQuote looks for the quote that an earlier line has left open.
func (d *draft) earlierQuote(number int) []suspect {
	for n, tried := number-1, 0; n >= 1 && tried < 100 && d.text.LineStart(n) >= d.from; n, tried = n-1, tried+1 {
		if list := d.openQuote(d.line(n)); list != nil {
			list[0].text = fmt.Sprintf("the quote %c is not closed on this line", d.line(n).value[0])
			list[0].note, list[0].noteAt = "so it ends here", d.text.LineStart(number)+d.line(number).indent
			return list
		}
	}
	return nil
}

// runawayQuote finds the quote of an earlier line that swallows keys or items up
// to the line to blame, where it ends at the quote of another text.
func (d *draft) runawayQuote(number int) []suspect {
	block := -1 // the indentation of the key whose text is in lines of its own
	for n := d.first(); n < number; n++ {
		l := d.line(n)
		if l.blank() || block >= 0 && l.indent > block {
			continue
		}
		block = -1
		if l.block() {
			block = l.indent
		}
		if l.value == "" || l.value[0] != '"' && l.value[0] != '\'' || closing(l.value) >= 0 {
			continue
		}
		at := l.start + l.at
		end := closing(d.text.Text[at:d.to])
		if end < 0 {
			return nil
		}
		last, _ := source.Pos{File: d.text, Offset: at + end - 1}.LineColumn()
		behind, _, _ := strings.Cut(d.text.Text[at+end:d.to], "\n")
		if behind = uncommented(strings.TrimSpace(behind)); last < number && behind == "" {
			n = last // a text of several lines, or nothing that can be told
			continue
		}
		for m := n + 1; m <= min(last, n+100); m++ {
			x := d.line(m)
			if x.blank() || x.key == "" && !x.item() || x.indent > l.body {
				continue // the text may go on like this
			}
			list := d.openQuote(l)
			for i := range list {
				list[i].cause = true
				list[i].text = fmt.Sprintf("the quote %c is not closed on this line", l.value[0])
				list[i].note, list[i].noteAt = "so it ends here", at+end-1
			}
			return list
		}
		return nil
	}
	return nil
}

// openBracket finds a bracket that is never closed.
func (d *draft) openBracket(number int) []suspect {
	end := d.text.LineStart(number) + len(d.text.Line(number))
	for n, tried := number, 0; n >= 1 && tried < 100 && d.text.LineStart(n) >= d.from; n, tried = n-1, tried+1 {
		l := d.line(n)
		if l.value == "" || l.value[0] != '[' && l.value[0] != '{' {
			continue
		}
		at := l.start + l.at
		_, open := brackets(d.text.Text[at:end])
		if len(open) == 0 {
			return nil
		}
		var list []suspect
		s := suspect{at: at + open[len(open)-1], len: 1}
		c := d.text.Text[s.at]
		s.text = fmt.Sprintf("the bracket %c is never closed", c)
		if n != number {
			s.note, s.noteAt = "nothing of it can be read from here on", d.text.LineStart(number)+d.line(number).indent
		}
		pairs := map[byte]string{'[': "]", '{': "}"}
		closers := ""
		for _, o := range open {
			closers = pairs[d.text.Text[at+o]] + closers
		}
		s.rough = true
		// It may end on its own line, or on the line above the one to blame.
		for _, m := range []int{n, number - 1, number} {
			if m < n {
				continue
			}
			last := d.line(m)
			stop := last.start + len(strings.TrimRight(last.text, " \t"))
			if m == n {
				stop = at + len(l.value)
			}
			_, still := brackets(d.text.Text[at:stop])
			if len(still) == 0 {
				continue
			}
			closers = ""
			for _, o := range still {
				closers = pairs[d.text.Text[at+o]] + closers
			}
			t := s
			t.help = fmt.Sprintf("close it with %s", closers)
			if m == n {
				t.help += ": " + correct(l, l.value+closers)
			}
			t.edits = []source.Edit{{Start: stop, End: stop, New: closers}}
			list = append(list, t)
		}
		return list
	}
	return nil
}
