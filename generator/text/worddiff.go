package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is a part of two texts that are compared. Old and New are equal in a part that
// both texts have; otherwise Old was replaced by New, and either may be empty.
type Piece struct{ Old, New string }

// Same reports whether both texts have the piece.
func (p Piece) Same() bool { return p.Old == p.New }

// WordDiff compares two texts word by word. The old texts of the pieces together are the
// old text, and their new texts are the new one. Equal and different pieces alternate.
//
// Only the lines that differ are compared by words, so long texts take time in proportion
// to their length.
func WordDiff(old, new string) []Piece {
	var pieces []Piece
	for _, p := range LineDiff(old, new) {
		if p.Same() || p.Old == "" || p.New == "" {
			pieces = append(pieces, p)
		} else {
			pieces = append(pieces, compare(words(p.Old), words(p.New))...)
		}
	}
	return joinPieces(pieces)
}

// LineDiff compares two texts line by line. Its pieces are like those of [WordDiff].
func LineDiff(old, new string) []Piece {
	return compare(slices.Collect(strings.Lines(old)), slices.Collect(strings.Lines(new)))
}

// joinPieces joins adjacent pieces if both texts have both or neither has either. It also
// joins two different pieces that only a space or a single character separates, because a
// phrase is easier to read than its words.
func joinPieces(pieces []Piece) []Piece {
	var joined []Piece
	for i, p := range pieces {
		last := len(joined) - 1
		betweenChanges := last >= 0 && !joined[last].Same() && i+1 < len(pieces) && !pieces[i+1].Same()
		if last >= 0 && (joined[last].Same() == p.Same() || betweenChanges && isShort(p.Old)) {
			joined[last] = Piece{joined[last].Old + p.Old, joined[last].New + p.New}
		} else {
			joined = append(joined, p)
		}
	}
	return joined
}

func isShort(s string) bool { return Columns(s) <= 2 && !strings.Contains(s, "\n") }

// maxEdits is the maximum number of words or lines that differ between two lists. The
// memory for a comparison grows with its square. If more differ, they are one piece.
const maxEdits = 300

// compare compares two lists of words or lines with the algorithm of Myers, "An O(ND)
// Difference Algorithm and Its Variations".
func compare(a, b []string) []Piece {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var pieces []Piece
	add := func(a, b []string) {
		if len(a)+len(b) > 0 {
			pieces = append(pieces, Piece{strings.Join(a, ""), strings.Join(b, "")})
		}
	}
	add(a[:head], b[:head])
	end := a[len(a)-tail:]
	a, b = a[head:len(a)-tail], b[head:len(b)-tail]
	i, j := 0, 0
	for _, m := range commonRuns(a, b) {
		add(a[i:m.a], b[j:m.b])
		i, j = m.a+m.n, m.b+m.n
		add(a[m.a:i], b[m.b:j])
	}
	add(a[i:], b[j:])
	add(end, end)
	return pieces
}

// commonRun is a run of n words that starts at a in one list and at b in the other.
type commonRun struct{ a, b, n int }

// commonRuns returns the runs of a longest common subsequence, or nil if a and b differ
// by more than maxEdits words.
func commonRuns(a, b []string) []commonRun {
	limit := min(len(a)+len(b), maxEdits)
	// furthest[k+limit+1] is the largest index in a that the edits so far reach on
	// diagonal k, where the index in b is smaller by k.
	furthest := make([]int, 2*limit+3)
	var trace [][]int // the values of furthest on the diagonals -d to d before the step with d edits, by d
	for d := 0; d <= limit; d++ {
		middle := limit + 1
		trace = append(trace, slices.Clone(furthest[middle-d-1:middle+d+2]))
		for k := -d; k <= d; k += 2 {
			i := furthest[middle+k-1] + 1 // a word of a is removed
			if k == -d || k != d && furthest[middle+k+1] >= i {
				i = furthest[middle+k+1] // a word of b is added
			}
			for i < len(a) && i-k < len(b) && a[i] == b[i-k] {
				i++
			}
			furthest[middle+k] = i
			if i >= len(a) && i-k >= len(b) {
				return walkBack(trace, len(a), len(b))
			}
		}
	}
	return nil
}

// walkBack returns the common runs on the path from the end of both lists to their start.
func walkBack(trace [][]int, i, j int) []commonRun {
	var runs []commonRun
	for d := len(trace) - 1; d >= 0 && i+j > 0; d-- {
		k, furthest := i-j, trace[d]
		at := func(k int) int { return furthest[k+d+1] }
		start, before := at(k-1)+1, at(k-1)
		if k == -d || k != d && at(k+1) >= start {
			start, before = at(k+1), at(k+1)
		}
		if d == 0 {
			start, before = 0, 0
		}
		if i > start {
			runs = append(runs, commonRun{start, start - k, i - start})
		}
		if start == before { // a word of b was added
			j = start - k - 1
		} else {
			j = start - k
		}
		i = before
	}
	slices.Reverse(runs)
	return runs
}

// words divides a text into words, spaces and punctuation. In Japanese, which has no
// spaces, a word is a run of characters of one script.
func words(s string) []string {
	var list []string
	start, last := 0, class(0)
	for i, r := range s {
		c := classOf(r)
		if c == joiner && last == letter {
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); classOf(next) == letter {
				c = letter
			}
		}
		if c == mark {
			c = last
		}
		if i > 0 && (c != last || c == other || c == joiner) {
			list, start = append(list, s[start:i]), i
		}
		last = c
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}

// class is a class of characters whose runs are words.
type class int

const (
	other class = iota // a word of its own
	letter
	joiner // part of a word between letters, as in 99.9 and self-service
	mark   // part of the character before it
	space
	hiragana
	katakana
	han
)

func classOf(r rune) class {
	switch {
	case r == '.' || r == ',' || r == '-' || r == '_' || r == '\'' || r == '’':
		return joiner
	case unicode.IsSpace(r):
		return space
	case r == 'ー' || unicode.Is(unicode.Katakana, r):
		return katakana
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case r == '々' || unicode.Is(unicode.Han, r):
		return han
	case unicode.IsMark(r):
		return mark
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return letter
	}
	return other
}
