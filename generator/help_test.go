package generator

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/edit"
	"platmap/generator/internal/testsite"
	"platmap/generator/source"
)

// A shortened help ends in the middle of a word, and cannot be pasted.
var cut = regexp.MustCompile(`[^\s"({\[|/]…`)

// The help of each finding in all archives is complete.
func TestHelp_IsComplete(t *testing.T) {
	for name, content := range archives(t, "*/testdata/findings/*.txtar") {
		t.Run(name, func(t *testing.T) {
			for _, d := range findingsOf(t, content) {
				if d.Help == "" {
					t.Errorf("no help: %s", describe(d))
				}
				if strings.HasSuffix(d.Help, " ") || cut.MatchString(d.Help) && !cut.MatchString(d.Pos.File.Text) {
					t.Errorf("the help is cut: %s", describe(d))
				}
				if strings.ContainsAny(d.Help, "\n\r") {
					t.Errorf("the help has several lines: %s", describe(d))
				}
			}
		})
	}
}

func findingsOf(t *testing.T, content fstest.MapFS) source.Diagnostics {
	in := Input{Content: content, Schemas: testsite.Schemas(t), Today: "2026-11-23"}
	if f, ok := content["CODEOWNERS"]; ok {
		in.CodeOwners = &source.File{Name: "CODEOWNERS", Text: string(f.Data)}
	}
	_, diags, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	return diags
}

// If a help contains the exact text to type, that text removes the finding, and the
// content has no more errors than before.
func TestHelp_WorksAsWritten(t *testing.T) {
	applied := 0
	for name, content := range archives(t, "*/testdata/findings/*.txtar") {
		t.Run(name, func(t *testing.T) {
			before := findingsOf(t, content)
			for _, d := range before {
				text, ok := follow(d)
				if !ok || content[d.Pos.File.Name] == nil {
					continue
				}
				applied++
				changed := fstest.MapFS{}
				for name, f := range content {
					changed[name] = f
				}
				changed[d.Pos.File.Name] = &fstest.MapFile{Data: []byte(text)}
				after := findingsOf(t, changed)
				was, _ := before.Count()
				is, _ := after.Count()
				if is > was {
					t.Errorf("%d errors, before %d: %s%s", is, was, describe(d), newErrors(before, after))
				} else if count(after, d) >= count(before, d) {
					t.Errorf("the finding is still there: %s%s", describe(d), newErrors(before, after))
				}
			}
		})
	}
	if applied < 80 {
		t.Errorf("only %d helps were applied", applied)
	}
}

func count(diags source.Diagnostics, d source.Diagnostic) (n int) {
	for _, other := range diags {
		if errorKey(other) == errorKey(d) {
			n++
		}
	}
	return n
}

func newErrors(before, after source.Diagnostics) string {
	text := ""
	for _, d := range after {
		if count(before, d) == 0 {
			text += "\n  new: " + describe(d)
		}
	}
	return text
}

var (
	didYouMean = regexp.MustCompile(`^(?:did you mean|use|write the id) ("(?:[^"\\]|\\.)*")(?:\?$|\? \(one of|;|$)`)
	writeValue = regexp.MustCompile(`^write (\S+)$`)
	inQuotes   = regexp.MustCompile(`^put (?:it|the text|the whole text) in quotes(?:, because it starts with \[\[)?: ("(?:[^"\\]|\\.)*")(?:, or write|; otherwise|$)`)
	writePair  = regexp.MustCompile(`^write ([a-z_]+): (\[.*\]|\S+)$`)
)

// follow returns the text of the file of a finding after its help is followed. ok is
// false if the help can be followed in several ways.
func follow(d source.Diagnostic) (text string, ok bool) {
	f := d.Pos.File
	if f == nil || f.HasBOM || d.Pos.Offset+d.Len > len(f.Text) {
		return "", false
	}
	replace := func(with string) (string, bool) {
		return f.Text[:d.Pos.Offset] + with + f.Text[d.Pos.Offset+d.Len:], true
	}
	if strings.HasSuffix(d.Text, "not a mapping") { // the finding is at the first key of the mapping
		text, ok = edit.Apply(f, d.Fix)
		return text, ok && d.Fix != nil
	}
	if m := didYouMean.FindStringSubmatch(d.Help); m != nil {
		with, err := strconv.Unquote(m[1])
		return f.Text[:d.Pos.Offset] + with + f.Text[d.Pos.Offset+d.Len:], err == nil && d.Len > 0
	}
	if m := writeValue.FindStringSubmatch(d.Help); m != nil && strings.HasPrefix(d.Code, "schema/") {
		return replace(m[1])
	}
	if m := inQuotes.FindStringSubmatch(d.Help); m != nil && d.Len > 0 && f.Kind != source.Guide {
		whole, err := strconv.Unquote(m[1])
		rest := f.Text[d.Pos.Offset:]
		if err != nil || !strings.HasPrefix(rest, whole) {
			return "", false
		}
		return f.Text[:d.Pos.Offset] + m[1] + rest[len(whole):], true
	}
	if m := writePair.FindStringSubmatch(d.Help); m != nil {
		if d.Code == "schema/type" {
			return replace(m[2])
		}
	}
	return "", false
}
