package edit

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"platmap/generator/rounds"
	"platmap/generator/source"
)

// git apply gives the same text as Apply, for random texts and edits.
func TestPatch_GitApplies(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	for seed := range uint64(rounds.Of(300)) {
		random := rand.New(rand.NewPCG(seed, 2))
		c := randomChange(random)
		want, ok := Apply(c.File, c.Edits)
		if !ok {
			t.Fatalf("%d: the edits overlap", seed)
		}
		dir := t.TempDir()
		write := func(name, text string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		write(c.File.Name, Content(c.File))
		patch := c.Patch("")
		cmd := exec.Command("git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(patch)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%d: %v: %s\n%s", seed, err, out, patch)
		}
		got, err := os.ReadFile(filepath.Join(dir, c.To))
		if err != nil || string(got) != want {
			t.Fatalf("%d: %v: got %q, want %q\n%s", seed, err, got, want, patch)
		}
		if _, err := os.Stat(filepath.Join(dir, c.File.Name)); c.Moves() && err == nil {
			t.Fatalf("%d: the old file is still there\n%s", seed, patch)
		}
	}
}

func randomChange(random *rand.Rand) *Change {
	var b strings.Builder
	for i := range 1 + random.IntN(40) {
		fmt.Fprintf(&b, "line %d 日本\n", i%7)
	}
	text := b.String()
	switch random.IntN(4) {
	case 0:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		text = strings.TrimSuffix(text, "\n")
	}
	names := []string{"a.yaml", "a b.md", "手順.md"}
	if runtime.GOOS != "windows" { // Windows does not allow quotes in file names
		names = append(names, `q"uote.md`)
	}
	c := &Change{File: &source.File{Name: names[random.IntN(len(names))], Text: text, HasBOM: random.IntN(4) == 0}}
	if c.To = c.File.Name; random.IntN(2) == 0 {
		c.To = "new-" + names[random.IntN(len(names))]
	}
	var cuts []int
	for range 2 * (1 + random.IntN(4)) {
		cuts = append(cuts, random.IntN(len(text)+1))
	}
	slices.Sort(cuts)
	for i := 0; i < len(cuts); i += 2 {
		end := min(cuts[i+1], cuts[i]+random.IntN(20))
		with := []string{"", "x", "new\n", "\nnew", "a\nb\n"}[random.IntN(5)]
		if with == text[cuts[i]:end] {
			with += "y"
		}
		c.Edits = append(c.Edits, source.Edit{Start: cuts[i], End: end, New: with})
	}
	if text, _ := Apply(c.File, c.Edits); text == Content(c.File) || strings.TrimPrefix(text, bom) == "" {
		return randomChange(random) // git rejects a patch without changes
	}
	return c
}

func TestPatch(t *testing.T) {
	c := &Change{File: &source.File{Name: "a.yaml", Text: "1\n2\n3\n4\n5\n6"}, To: "b.yaml", Edits: []source.Edit{{Start: 10, End: 11, New: "six"}}}
	const want = "diff --git a/docs/a.yaml b/docs/b.yaml\nsimilarity index 82%\nrename from docs/a.yaml\nrename to docs/b.yaml\n--- a/docs/a.yaml\n+++ b/docs/b.yaml\n" +
		"@@ -3,4 +3,4 @@\n 3\n 4\n 5\n-6\n\\ No newline at end of file\n+six\n\\ No newline at end of file\n"
	if got := c.Patch("docs/"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	moved := &Change{File: &source.File{Name: "a.png"}, To: "x/a.png"}
	if got, want := moved.Patch(""), "diff --git a/a.png b/x/a.png\nsimilarity index 100%\nrename from a.png\nrename to x/a.png\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
