package archivetest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/source"
)

// The archives are in the packages that report the findings. They are checked here,
// because a test that imports package generator in one of those packages makes Go compile
// all packages above it again.
func TestFindings(t *testing.T) {
	for _, pkg := range []string{"source", "tree", "schema", "markdown", "site"} {
		t.Run(pkg, func(t *testing.T) { testFindings(t, "../../"+pkg+"/testdata/findings/*.txtar") })
	}
}

// testFindings checks the content of each archive that matches the pattern and compares
// the findings with the expected ones.
//
// A comment at the end of a line lists the findings of that line, each as part of
// "column: severity: message | help [code]":
//
//	owner: infar  # want "did you mean \"infra\"?" "schema/type"
//
// In Markdown the comment is <!-- want "…" -->. Where a comment at the end of the line
// would change the finding, # want+2 "…" two lines above expects it. The test fails for
// unexpected findings and for missing ones.
//
// Findings of the map/ codes are ignored, because small samples are incomplete maps,
// unless the comment of the archive mentions map/. A file named translations sets
// Input.Translations, a file CODEOWNERS sets Input.CodeOwners.
func testFindings(t *testing.T, pattern string) {
	t.Helper()
	each(t, pattern, func(t *testing.T, comment string, content fstest.MapFS) {
		in := generator.Input{Content: content, Schemas: testsite.Schemas(t), Today: "2026-11-23"}
		if f, ok := content["CODEOWNERS"]; ok {
			in.CodeOwners = &source.File{Name: "CODEOWNERS", Text: string(f.Data)}
		}
		if _, in.Translations = content["translations"]; in.Translations {
			delete(content, "translations")
		}
		_, diags, err := generator.Check(in)
		if err != nil {
			t.Fatal(err)
		}
		wanted := expectations(t, content)
		for _, d := range diags {
			if strings.HasPrefix(d.Code, "map/") && !strings.Contains(comment, "map/") {
				continue
			}
			position, text := describe(d)
			if !wanted.remove(position, text) {
				t.Errorf("unexpected: %s:%s", position, text)
			}
		}
		for position, texts := range wanted {
			for _, text := range texts {
				t.Errorf("missing: %s: %s", position, text)
			}
		}
	})
}

var wantComment = regexp.MustCompile(`(?:#|<!--) want(?:\+(\d+))? ((?:"(?:[^"\\]|\\.)*" ?)+)`)

var quotedText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// expected maps each position, as path:line, to the texts expected there.
type expected map[string][]string

func expectations(t *testing.T, content fstest.MapFS) expected {
	wanted := expected{}
	for name, f := range content {
		for i, line := range strings.Split(string(f.Data), "\n") {
			m := wantComment.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			below, _ := strconv.Atoi(m[1])
			position := fmt.Sprintf("%s:%d", name, i+1+below)
			for _, quoted := range quotedText.FindAllString(m[2], -1) {
				text, err := strconv.Unquote(quoted)
				if err != nil {
					t.Fatalf("%s: %v: %s", position, err, quoted)
				}
				wanted[position] = append(wanted[position], text)
			}
		}
	}
	return wanted
}

// remove removes the first text expected at a position that is a part of text, and
// reports whether there was one.
func (e expected) remove(position, text string) bool {
	for i, want := range e[position] {
		if strings.Contains(text, want) {
			e[position] = append(e[position][:i:i], e[position][i+1:]...)
			return true
		}
	}
	return false
}

func describe(d source.Diagnostic) (position, text string) {
	name := ""
	if d.Pos.File != nil {
		name = d.Pos.File.Name
	}
	line, column := d.Pos.LineColumn()
	return fmt.Sprintf("%s:%d", name, line), fmt.Sprintf("%d: %s: %s | %s [%s]", column, d.Severity, d.Text, d.Help, d.Code)
}
