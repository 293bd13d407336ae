package markdown

import (
	"bytes"
	"strings"
)

// The writer writes text and tags one by one. If markup separates a number from its
// counter, as in **5** 分 and <b>5</b> 分, they are joined when the second of the two is
// written: the HTML before it is searched for the number.

const (
	// maxJoined is the maximum number of bytes of text in an element that is kept on one
	// line with its neighbour.
	maxJoined = 24
	// maxNumberHTML is the maximum number of bytes of HTML that are searched for a
	// number.
	maxNumberHTML = 200
)

// joinBefore joins a number at the end of the HTML and its counter at the start of s. It
// returns the number of bytes of s that it wrote.
func (w *writer) joinBefore(s []byte) int {
	if w.inJoined || w.last != ' ' && !isDigit(w.last) {
		return 0
	}
	at, holes, end := w.numberBefore(len(w.out), len(w.holes), string(s[:min(len(s), maxCounter)]))
	if end > 0 {
		w.insertJoined(at, holes)
		w.out = append(appendText(w.out, s[:end]), "</span>"...)
	}
	return end
}

// joinElement joins the element that was just written with the number before it, if its
// text starts with the counter. start and holes are the numbers of bytes and of holes
// before the element.
func (w *writer) joinElement(start, holes int) {
	if w.inJoined || len(w.out)-start > maxNumberHTML || !w.mayEndInNumber(start, holes) {
		return
	}
	for _, h := range w.holes[holes:] {
		if h.kind != openLink && h.kind != closeLink {
			return
		}
	}
	b := stripper{enough: maxNumberHTML}
	b.add(string(w.out[start:]))
	if b.Len() > maxJoined {
		return
	}
	if at, holes, end := w.numberBefore(start, holes, b.String()); end > 0 {
		w.insertJoined(at, holes)
		w.str("</span>")
	}
}

// insertJoined inserts the start tag of a joined part into the HTML at an offset that
// follows a number of holes. No element that is still open may start after the offset.
func (w *writer) insertJoined(at, holes int) {
	const tag = `<span class="joined">`
	rest := string(w.out[at:])
	w.out = append(append(w.out[:at], tag...), rest...)
	for i := range w.holes[holes:] {
		w.holes[holes+i].at += int32(len(tag))
	}
}

// mayEndInNumber reports whether the HTML before an offset, with a number of holes, may
// end in a number or in an element with a number.
func (w *writer) mayEndInNumber(end, holes int) bool {
	before := bytes.TrimSuffix(w.out[:end], []byte(" "))
	if holes > 0 && int(w.holes[holes-1].at) >= len(before) {
		return true
	} else if len(before) == 0 {
		return false
	}
	c := before[len(before)-1]
	return '0' <= c && c <= '9' || c == '>' || c == '\n' || 0x90 <= c && c <= 0x99 // the last byte of a full-width digit
}

// numberBefore returns the offset of the number that ends at an offset of the HTML,
// including the elements and links around it, the number of holes before it, and the
// length of its counter at the start of s. The length is 0 if there is no such number.
func (w *writer) numberBefore(end, holes int, s string) (at, holesBefore, length int) {
	if counterLength(s) == 0 && !strings.ContainsAny(s[:min(len(s), 1)], ".,0123456789") { // goldmark splits 1.5 into several texts
		return 0, 0, 0
	}
	number, between := "", ""
	if c := w.out[max(w.textStart(end, holes), end-1):end]; len(c) > 0 && (c[0] == ' ' || c[0] == '\n') {
		end, between = end-1, " "
	}
	var open []string // names of elements whose start tag has not been reached yet
	inElement := false
	for at = end; ; {
		text := w.textStart(at, holes)
		if number = string(w.out[text:at]) + number; len(open) > 0 && len(number) > maxJoined {
			return 0, 0, 0
		}
		at = text
		if number != "" && len(open) == 0 {
			break
		}
		name, isEnd := "", false
		if name, isEnd, at, holes = w.tagBefore(at, holes); name == "" || at < end-maxNumberHTML {
			return 0, 0, 0
		}
		inElement = true
		if isEnd {
			open = append(open, name)
		} else if len(open) == 0 || open[len(open)-1] != name {
			return 0, 0, 0
		} else if open = open[:len(open)-1]; number != "" && len(open) == 0 {
			break
		}
	}
	start, length := counterAcross(number, between, s)
	switch {
	case length == 0:
	case !inElement:
		at += start
	case bytes.HasSuffix(w.out[w.textStart(at, holes):at], []byte("第")):
		at -= len("第")
	}
	return at, holes, length
}

// textStart returns the start of the text that ends at an offset of the HTML: the end of
// the last tag or hole before it. It is at most maxNumberHTML bytes before the offset.
func (w *writer) textStart(at, holes int) int {
	low := max(0, at-maxNumberHTML)
	if holes > 0 {
		low = max(low, int(w.holes[holes-1].at))
	}
	return low + bytes.LastIndexByte(w.out[low:at], '>') + 1
}

// tagBefore returns the name of the tag that ends at an offset of the HTML, with the
// offset of the tag and the number of holes before it. The start and the end of a link
// are holes. The name is "" if no tag of an inline element ends there.
func (w *writer) tagBefore(at, holes int) (name string, isEnd bool, start, holesBefore int) {
	if holes > 0 && int(w.holes[holes-1].at) == at {
		switch w.holes[holes-1].kind {
		case openLink:
			return "a", false, at, holes - 1
		case closeLink:
			return "a", true, at, holes - 1
		}
		return "", false, 0, 0
	}
	start = bytes.LastIndexByte(w.out[:at], '<')
	if start < 0 {
		return "", false, 0, 0
	}
	name, isEnd = nameOf(w.out[start:])
	if class, kept := elements[name]; !kept || class != phrasing {
		return "", false, 0, 0
	}
	return name, isEnd, start, holes
}
