package editortest

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every mistake causes one diagnostic, with the right range and message, and there are no
// others.
func (e *editor) testMistakes(t *testing.T) {
	list := mistakes(t)
	if len(list) < 40 {
		t.Fatalf("only %d mistakes", len(list))
	}
	for _, m := range list {
		e.show(m.file(), e.modeline(m.kind)+m.text)
	}
	for _, m := range list {
		var got []string
		for _, d := range e.diagnosticsOf(m.file()) {
			d.Range.Start.Line-- // the modeline
			d.Range.End.Line--
			got = append(got, underlined(d.Range, d.Message))
		}
		slices.Sort(got)
		slices.Sort(m.want)
		match := func(got, want string) bool { return strings.HasPrefix(got, want) }
		if !slices.EqualFunc(got, m.want, match) {
			t.Errorf("%s/%s: got%s\nwant%s\nin\n%s", m.kind, m.name, quoted(got), quoted(m.want), m.text)
		}
	}
}

// mistake is one file with mistakes.
type mistake struct {
	kind, name string
	text       string   // without the marks and the comments
	want       []string // in the format of the function underlined
}

func (m mistake) file() string { return "content/mistakes/" + m.kind + "-" + m.name + ".yaml" }

func underlined(where span, message string) string {
	return fmt.Sprintf("%d:%d-%d:%d %s", where.Start.Line+1, where.Start.Character+1, where.End.Line+1, where.End.Character+1, message)
}

var (
	head      = regexp.MustCompile(`^-- (\w+)/(\S+) --$`)
	highlight = regexp.MustCompile(`«(.*?)»`)
	comment   = regexp.MustCompile(` # want "(.*)"$`)
)

// mistakes reads testdata/mistakes.txt. A comment after one mark may contain several
// messages for it; otherwise each mark has one.
func mistakes(t *testing.T) []mistake {
	t.Helper()
	b, err := os.ReadFile("testdata/mistakes.txt")
	must(t, err)
	var list []mistake
	row := 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		if h := head.FindStringSubmatch(line); h != nil {
			list = append(list, mistake{kind: h[1], name: h[2]})
			row = 0
			continue
		}
		if list == nil {
			continue // it applies to the whole file
		}
		m := &list[len(list)-1]
		if want := comment.FindStringSubmatch(line); want != nil {
			line = strings.TrimSuffix(line, want[0])
			messages := strings.Split(want[1], `" "`)
			marks := highlight.FindAllStringIndex(line, -1)
			for i, message := range messages {
				at := marks[min(i, len(marks)-1)]
				where := span{end(unmarked(line[:at[0]])), end(unmarked(line[:at[1]]))}
				where.Start.Line, where.End.Line = row, row
				m.want = append(m.want, underlined(where, message))
			}
			line = unmarked(line)
		}
		if m.text != "" {
			line = "\n" + line
		}
		m.text += line // the last line has no line end
		row++
	}
	return list
}

func unmarked(s string) string { return strings.NewReplacer("«", "", "»", "").Replace(s) }
