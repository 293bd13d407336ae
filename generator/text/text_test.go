package text

import (
	"strings"
	"testing"
)

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "検索": 4, "ｶﾅ": 2, "か\u3099": 2, "가": 2, "\u1112\u1161\u11ab": 2, "café": 4, "cafe\u0301": 4, "👍": 2, "a\u200db": 2,
	} {
		if got := Columns(s); got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	}
}

func TestIsWideInCJK_IncludesAmbiguousWidth(t *testing.T) {
	for r, want := range map[rune][2]bool{'a': {false, false}, '検': {true, true}, '…': {false, true}, '①': {false, true}, 'ｱ': {false, false}} {
		if got := [2]bool{IsWide(r), IsWideInCJK(r)}; got != want {
			t.Errorf("%c: got %v, want %v", r, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, test := range []struct{ s, want, atSpace string }{
		{"", "", ""},
		{"12345678", "12345678", "12345678"},
		{"123456789", "1234567…", "1234567…"},
		{"123456 89", "123456…", "123456…"},
		{"一二三四五六七八九", "一二三四五六七…", "一二三四五六七…"},
		{"1 3456789", "1 34567…", "1 34567…"},
		{"12345 789", "12345 7…", "12345 7…"},
		{"\xff23456789", "\xff234567…", "\xff234567…"},
	} {
		if got := Shorten(test.s, 8); got != test.want {
			t.Errorf("%q: got %q, want %q", test.s, got, test.want)
		}
		if got := ShortenAtSpace(test.s, 8); got != test.atSpace {
			t.Errorf("%q, at a space: got %q, want %q", test.s, got, test.atSpace)
		}
	}
	if got, want := ShortenAtSpace("some words that end", 16), "some words that…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSuggestID(t *testing.T) {
	for s, want := range map[string]string{
		"Object Storage!": "object-storage", "a__b": "a-b", "-x-": "x", "検索": "", strings.Repeat("a", 39) + "-b": strings.Repeat("a", 39),
	} {
		got := SuggestID(s)
		if got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
		if got != "" && (!IsID(got) || len(got) > MaxIDLength) {
			t.Errorf("%q: %q is not an id", s, got)
		}
	}
}

func TestIsReservedOnWindows(t *testing.T) {
	for name, want := range map[string]bool{
		"con": true, "NUL.txt": true, "com1": true, "lpt9.md": true, "a.": true, "a ": true, "console": false, "com10": false, "a.con": false, "aux-team": false,
	} {
		if got := IsReservedOnWindows(name); got != want {
			t.Errorf("%q: got %v", name, got)
		}
	}
}

func TestAnchors_Unique(t *testing.T) {
	var a Anchors
	a.Reserve("notes")
	a.Reserve("x-1")
	var got []string
	for _, base := range []string{"x", "x", "x", "notes", "y", "y", "x"} {
		got = append(got, a.Unique(base))
	}
	if want := "x x-2 x-3 notes-1 y y-1 x-4"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if a.Reserve("y-1") || !a.Reserve("z") {
		t.Error("Reserve must report whether the anchor was free")
	}
}

func TestNarrow(t *testing.T) {
	if got, want := Narrow("２０２６／１１－ＡｂＣ！～検索"), "2026/11-AbC!~検索"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNFC(t *testing.T) {
	if got, want := NFC("か\u3099"), "が"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestListClosest(t *testing.T) {
	few := []string{"b", "a", "c"}
	if got, want := ListClosest("x", few), "b, a, c"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	many := strings.Fields("alpha beta gamma delta epsilon zeta eta theta iota")
	if got, want := ListClosest("beto", many), "beta, zeta, eta and 6 more"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestListOr(t *testing.T) {
	for want, words := range map[string][]string{"": nil, "a": {"a"}, "a or b": {"a", "b"}, "a, b or c": {"a", "b", "c"}} {
		if got := ListOr(words); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	for _, test := range []struct {
		s, yaml, body string
		closed        bool
	}{
		{"", "", "", true},
		{"# a\n---\n", "", "# a\n---\n", true},
		{"---\na: b\n---\nbody", "a: b\n", "body", true},
		{"--- \r\na: b\r\n...\t\r\nbody", "a: b\r\n", "body", true},
		{"---\n---", "", "", true},
		{"---\na: b\n----\n", "", "", false},
		{"---", "", "", false},
		{"---\n", "", "", false},
		{" ---\na: b\n---\n", "", " ---\na: b\n---\n", true},
		{"---x\na: b\n---\n", "", "---x\na: b\n---\n", true},
	} {
		from, to, body, closed := FrontMatter(test.s)
		if test.s[from:to] != test.yaml || test.s[body:] != test.body || closed != test.closed {
			t.Errorf("%q: got %q, %q, %v", test.s, test.s[from:to], test.s[body:], closed)
		}
	}
}
