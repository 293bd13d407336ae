package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRead_SymbolicLinks(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "content")
	for _, d := range []string{"domains", "guides/real", "data"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []string{"out.yaml", "content/domains/real.yaml", "content/guides/real/page.md"} {
		if err := os.WriteFile(filepath.Join(base, f), []byte("name: x\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{
		"domains/good.yaml":    "real.yaml",
		"domains/a.yaml":       "b.yaml",
		"domains/b.yaml":       "a.yaml",
		"domains/self.yaml":    "self.yaml",
		"domains/none.yaml":    "nowhere.yaml",
		"domains/out.yaml":     "../../out.yaml",
		"domains/abs.yaml":     "/etc/passwd",
		"domains/folder.yaml":  "../guides",
		"guides/shared":        "real",
		"guides/elsewhere":     "../..",
		"teams":                "domains",
		"data/page.json":       "../guides/real/page.md",
		"domains/through.yaml": "../guides/elsewhere/out.yaml",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	got := findingsOf(t, root.FS())
	for _, want := range []string{
		"domains/a.yaml:1:1: error: symbolic links form a cycle: domains/a.yaml → domains/b.yaml → domains/a.yaml | replace one of them",
		"domains/b.yaml:1:1: error: symbolic links form a cycle: domains/b.yaml → domains/a.yaml → domains/b.yaml",
		"domains/self.yaml:1:1: error: symbolic links form a cycle: domains/self.yaml → domains/self.yaml",
		"domains/none.yaml:1:1: error: this symbolic link has no target | domains/nowhere.yaml does not exist; point the link to",
		"domains/out.yaml:1:1: error: symbolic link to a file outside the content folder | put a copy of the file in the content folder; the link points to \"../../out.yaml\"",
		"domains/abs.yaml:1:1: error: symbolic link to a file outside the content folder | put a copy of the file in the content folder; the link points to \"/etc/passwd\"",
		"domains/folder.yaml:1:1: error: symbolic links to folders are not followed",
		"guides/shared:1:1: error: symbolic links to folders are not followed | copy the folder",
		"guides/elsewhere:1:1: error: symbolic link to a file outside the content folder | put a copy of the file in the content folder; the link points to \"../..\"",
		"teams:1:1: error: symbolic links to folders are not followed",
		"domains/through.yaml:1:1: error: symbolic link to a file outside the content folder",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("missing: %s", want)
		}
	}
	if n := strings.Count(got, "\n"); n != 11 {
		t.Errorf("%d findings:\n%s", n, got)
	}
}
