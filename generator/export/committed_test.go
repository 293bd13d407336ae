package export_test

import (
	"fmt"
	"strings"
	"testing"

	"platmap/generator/edit"
	"platmap/generator/export"
	"platmap/generator/source"
)

func named(t *testing.T, name string) export.Export {
	for _, e := range export.All() {
		if e.Name == name {
			return e
		}
	}
	t.Fatalf("no export %s", name)
	return export.Export{}
}

// Writing a block changes only the previous block, and keeps the line breaks of the file.
func TestFile_Block(t *testing.T) {
	const begin, end = "# BEGIN platmap export codeowners\n", "# END platmap export codeowners\n"
	owners := named(t, "codeowners")
	for old, want := range map[string]string{
		"":                        begin + "new\n" + end,
		"* @a":                    "* @a\n\n" + begin + "new\n" + end,
		"* @a\n":                  "* @a\n\n" + begin + "new\n" + end,
		begin + "old\n" + end:     begin + "new\n" + end,
		begin + end:               begin + "new\n" + end,
		"a\n" + begin + end + "b": "a\n" + begin + "new\n" + end + "b",
		"a\n" + begin + "x\n" + strings.TrimSuffix(end, "\n"):                  "a\n" + begin + "new\n" + end,
		strings.ReplaceAll("a\n"+begin+"x\n"+end+"b\n", "\n", "\r\n"):          strings.ReplaceAll("a\n"+begin+"new\n"+end+"b\n", "\n", "\r\n"),
		"a\n" + strings.Replace(begin, "\n", " \t\n", 1) + "x\n" + end + "b\n": "a\n" + begin + "new\n" + end + "b\n",
		"mixed\n" + begin + end + "crlf\r\n":                                   "mixed\n" + strings.ReplaceAll(begin+"new\n"+end, "\n", "\r\n") + "crlf\r\n",
		"a\r\nb":                                                               "a\r\nb\r\n\r\n" + strings.ReplaceAll(begin+"new\n"+end, "\n", "\r\n"),
		begin:                                                                  "",
		end:                                                                    "",
		end + begin:                                                            "",
		begin + end + begin + end:                                              "",
		begin + "x\n" + begin + end:                                            "",
	} {
		if got, err := owners.File(begin+"new\n"+end, old); got != want || (err != nil) != (want == "") {
			t.Errorf("%q: got %q (%v), want %q", old, got, err, want)
		}
	}
}

// A file that is not an export is not replaced. Line breaks alone make no difference.
func TestFile_Whole(t *testing.T) {
	labels := named(t, "labels")
	const first = "# written by platmap export labels\n"
	for old, want := range map[string]string{
		"":              first + "new\n",
		first + "old\n": first + "new\n",
		"# x, written by platmap export labels\r\n": strings.ReplaceAll(first+"new\n", "\n", "\r\n"),
		"run: platmap export labels --check":        "",
		"- name: bug\n":                             "",
		strings.Repeat("x", 500) + first:            "",
	} {
		if got, err := labels.File(first+"new\n", old); got != want || (err != nil) != (want == "") {
			t.Errorf("%q: got %q (%v), want %q", old, got, err, want)
		}
	}
}

// Git may have changed the line breaks of a calendar.
func TestFile_Calendar(t *testing.T) {
	ics := named(t, "ics")
	const text = "BEGIN:VCALENDAR\r\nPRODID:-//platmap//platmap//EN\r\n"
	for _, old := range []string{"", text, strings.ReplaceAll(text, "\r\n", "\n")} {
		if got, err := ics.File(text, old); err != nil || old != "" && got != old || old == "" && got != text {
			t.Errorf("%q: got %q (%v)", old, got, err)
		}
	}
}

// The difference is a patch that contains only lines that differ.
func TestChanges(t *testing.T) {
	var old strings.Builder
	for i := range 40 {
		fmt.Fprintf(&old, "line %d\n", i)
	}
	current := strings.Replace(strings.Replace(old.String(), "line 5\n", "", 1), "line 30\n", "line 30\nnew\n", 1) + "end"
	change := edit.Change{File: &source.File{Name: "f", Text: old.String()}, To: "f", Edits: export.Changes(old.String(), current)}
	var changed []string
	for line := range strings.Lines(change.Patch("")) {
		if strings.HasPrefix(line, "-") || strings.HasPrefix(line, "+") {
			changed = append(changed, strings.TrimSpace(line))
		}
	}
	if got, want := strings.Join(changed, "|"), "--- a/f|+++ b/f|-line 5|+new|+end"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, ok := edit.Apply(change.File, change.Edits); !ok || got != current {
		t.Errorf("the edits give %q", got)
	}
}
