package testsite

import (
	"bytes"
	_ "embed"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/internal/gittest"
)

// demo has the commits of Demo.
//
//go:embed demo.txt
var demo string

// Demo returns a repository whose folder content/ has the history of the sample content:
// about thirty commits in two years. The last one contains the present content.
func Demo(t testing.TB, content fs.FS) *gittest.Repository {
	t.Helper()
	r := gittest.New(t)
	r.FastImport(stream(DemoStates(t, content)))
	r.Git("reset", "--quiet", "--hard")
	return r
}

// DemoState is the content after a commit.
type DemoState struct {
	Date    time.Time
	Subject string
	Files   map[string]string // the text of each file by its path
}

// Content returns the files as a content folder.
func (s DemoState) Content() fstest.MapFS { return Files(s.Files) }

// DemoStates returns the content after each commit of Demo, the oldest first.
func DemoStates(t testing.TB, content fs.FS) []DemoState {
	t.Helper()
	files := Texts(t, content)
	var states []DemoState
	for _, c := range slices.Backward(parseDemo(t)) {
		states = append(states, DemoState{c.date, c.subject, files})
		files = maps.Clone(files)
		for _, step := range slices.Backward(c.steps) {
			if err := step.undo(files); err != nil {
				t.Fatalf("demo.txt: %s: %v", c.subject, err)
			}
		}
	}
	slices.Reverse(states)
	return states
}

// commit is a commit in demo.txt.
type commit struct {
	date    time.Time
	subject string
	steps   []step
}

// step is a step of a commit. words[0] is the sign or the word at the start of the line.
// The other words are files or, for "replace", words.
type step struct {
	words    []string
	old, new string // the lines of "@"
}

func parseDemo(t testing.TB) []commit {
	t.Helper()
	var commits []commit
	for _, line := range strings.Split(demo, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if date, subject, ok := strings.Cut(strings.TrimPrefix(line, "* "), " "); ok && line[0] == '*' {
			day, err := time.Parse(time.DateOnly, date)
			if err != nil {
				t.Fatal(err)
			}
			commits = append(commits, commit{date: day.Add(12 * time.Hour), subject: subject})
			continue
		}
		steps := &commits[len(commits)-1].steps
		if sign, text := line[0], line[1:]+"\n"; strings.IndexByte(" -+", sign) >= 0 {
			s := &(*steps)[len(*steps)-1]
			if sign != '+' {
				s.old += text
			}
			if sign != '-' {
				s.new += text
			}
			continue
		}
		*steps = append(*steps, step{words: strings.Fields(line)})
	}
	return commits
}

// undo restores the files from before the step.
func (s step) undo(files map[string]string) error {
	switch what, name := s.words[0], s.words[len(s.words)-1]; what {
	case "@":
		text := files[name]
		if n := strings.Count("\n"+text, "\n"+s.new); n != 1 {
			return fmt.Errorf("%s has these lines %d times, not once:\n%s", name, n, s.new)
		}
		files[name] = strings.Replace("\n"+text, "\n"+s.new, "\n"+s.old, 1)[1:]
	case "new":
		delete(files, name)
	case "rename":
		files[s.words[1]] = files[name]
		delete(files, name)
	case "replace":
		word := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`)
		for file, text := range files {
			files[file] = word.ReplaceAllLiteralString(text, s.words[1])
		}
	default:
		return fmt.Errorf("unknown step %q", what)
	}
	return nil
}

// stream returns the commits in the input format of git fast-import.
func stream(states []DemoState) []byte {
	var b bytes.Buffer
	for _, s := range states {
		fmt.Fprintf(&b, "commit refs/heads/main\ncommitter Ann <ann@example.org> %d +0000\ndata %d\n%s\ndeleteall\n", s.Date.Unix(), len(s.Subject), s.Subject)
		for _, name := range slices.Sorted(maps.Keys(s.Files)) {
			fmt.Fprintf(&b, "M 100644 inline content/%s\ndata %d\n%s\n", name, len(s.Files[name]), s.Files[name])
		}
	}
	return b.Bytes()
}
