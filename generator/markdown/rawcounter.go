package markdown

import (
	"bytes"
)

// Tags are written one by one, so a number and its counter that raw HTML separates, as in
// <b>5</b> 分, are joined when the second of the two is written: the HTML before it is
// searched for the number.

// maxNumberHTML is the most bytes of HTML in which a number is searched.
const maxNumberHTML = 200

// joinBefore joins a number at the end of the HTML and its counter at the start of s. It
// returns the number of bytes of s that it wrote.
func (w *writer) joinBefore(s []byte) int {
	if w.inJoined {
		return 0
	}
	at, end := w.numberBefore(len(w.out), string(s[:min(len(s), maxCounter)]))
	if end > 0 {
		w.insertJoined(at)
		w.out = append(appendText(w.out, s[:end]), "</span>"...)
	}
	return end
}

// joinElement joins the HTML element that was just closed and the number before it, if
// its text starts with the counter of that.
func (w *writer) joinElement(e *element) {
	if e.class != phrasing || e.implied || w.inJoined || e.hole < len(w.holes) || len(w.out)-e.start > maxNumberHTML {
		return
	}
	b := stripper{enough: maxNumberHTML}
	b.add(string(w.out[e.start:]))
	if b.Len() > maxJoined {
		return
	}
	if at, end := w.numberBefore(e.start, b.String()); end > 0 {
		w.insertJoined(at)
		w.str("</span>")
	}
}

// insertJoined inserts the start tag of a joined part into the HTML. No hole and no open
// element may start after that.
func (w *writer) insertJoined(at int) {
	rest := string(w.out[at:])
	w.out = append(append(w.out[:at], `<span class="joined">`...), rest...)
}

// numberBefore returns the offset in the HTML of the number before an offset, with the
// elements that it is in, and the length of its counter at the start of s. The length is
// 0 if there is no such number.
func (w *writer) numberBefore(end int, s string) (at, length int) {
	if counterLength(s) == 0 {
		return 0, 0
	}
	low := max(0, end-maxNumberHTML)
	if n := len(w.holes); n > 0 {
		low = max(low, int(w.holes[n-1].at))
	}
	number, between := "", ""
	if c := w.out[max(low, end-1):end]; len(c) > 0 && (c[0] == ' ' || c[0] == '\n') {
		end, between = end-1, " "
	}
	var open []string // names of the elements whose start tags are before end
	for at = end; number == "" || len(open) > 0; {
		text := low + bytes.LastIndexByte(w.out[low:at], '>') + 1
		if number = string(w.out[text:at]) + number; len(open) > 0 && len(number) > maxJoined {
			return 0, 0
		}
		if at = text; len(open) == 0 && number != "" {
			break // the number is in no element
		}
		tag := bytes.LastIndexByte(w.out[low:at], '<')
		if tag < 0 {
			return 0, 0
		}
		at = low + tag
		name, isEnd := nameOf(w.out[at:])
		switch class, kept := elements[name]; {
		case !kept || class != phrasing:
			return 0, 0
		case isEnd:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return 0, 0
		default:
			open = open[:len(open)-1]
		}
	}
	start, length := counterAcross(number, between, s)
	switch {
	case length == 0:
	case w.out[at] != '<':
		at += start
	case bytes.HasSuffix(w.out[low:at], []byte("第")):
		at -= len("第")
	}
	return at, length
}
