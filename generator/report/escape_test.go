package report

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"platmap/generator/source"
)

// hostile are texts that try to deceive a terminal, a reader or a CI system.
var hostile = []string{
	"\x1b[31mred", "\x1b]0;title\a", "\x1b]8;;https://example.org\a", "\u009b2J", "\x7f\b\b\b", "a\rb", "a\vb\fc", "a\x00b", "\x85::error::x",
	"\u202egnp.exe", "\u2066x\u2069", "\u200fx", "\u061cx", "\u200bx", "\u00adx", "\ufeffx", "\U000e0041\U000e0042", "\ufff9x",
	"\u2028::error::x", "\u2029::error::x", "\u3000::error::x", "\u00a0::error::x", " \t::add-mask::x", "::stop-commands::x", "x\n::warning::y", "x\r::warning::y",
	"##[error]x", "##vso[task.setvariable variable=x]y", "a##[group]b", "###[x]", "##", "[", "#", "%0A::error::x", "%250A", "a,line=1::b", "a::b",
	"|", "</code><script>", "`", "\\", "\\u001b", "![x](https://example.org/x.png)", "@team #12 www.example.org", "<!--", "\xff\xfe", "\xe3\x81",
}

func TestEscape(t *testing.T) {
	for r := range unicode.MaxRune + 1 {
		if 0x10000 < r && r < 0xE0000 || r > 0xE0200 {
			continue // letters and signs
		}
		if why := danger(Escape("a" + string(r) + "b")); why != "" {
			t.Fatalf("%U: %s", r, why)
		}
	}
	for _, s := range []string{"検索 Search\té か\u3099 👩\u200d💻 می\u200cخواهم", "a::b", "#[x]", "## [x]"} {
		if got := Escape(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	for _, s := range []string{"::error::x", " ::error::x", "\u3000::x"} {
		if got := Path(s); danger(got) != "" || !strings.HasPrefix(got, "./") {
			t.Errorf("%q became %q", s, got)
		}
	}
}

var otherCommand = regexp.MustCompile(`##\w*\[`)

// danger returns a description of the first unsafe sequence in a line, or "".
func danger(line string) string {
	switch {
	case !utf8.ValidString(line):
		return "not UTF-8"
	case strings.HasPrefix(strings.TrimSpace(line), "::"):
		return "a command for GitHub"
	case strings.Contains(line, "##") && otherCommand.MatchString(line):
		return "a command for a CI system"
	}
	for _, r := range line {
		if isUnsafe(r) {
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

// command matches the only lines of a report that may start with two colons.
var command = regexp.MustCompile(`^::(error|warning) (file=[^:,]+,line=\d+,(col=\d+,endLine=\d+,endColumn=\d+|endLine=\d+),)?title=[^:,]*::[^\r\n]*$`)

// runWith returns a run in which every text is s.
func runWith(s string) Run {
	text := s + "\n" + s + s + "\nname: " + s + "\n" + strings.Repeat(s, 40) + "x" + s + "\n"
	f := &source.File{Name: "guides/" + s, Text: text}
	g := &source.File{Name: s, Text: s}
	run := Run{Content: s, Root: s, Files: 1, Outcome: "not written", Version: "1"}
	for i, f := range []*source.File{f, g} {
		for at := 0; at < len(f.Text); at += 1 + len(f.Text)/6 {
			run.Findings.Add(source.Diagnostic{
				Code: "a/b", Severity: source.Severity(i), Pos: source.Pos{File: f, Offset: at}, Len: len(f.Text) / 3, Text: s, Help: s + s,
				Related: []source.Related{{Pos: source.Pos{File: g}, Text: s}},
				Fix:     []source.Edit{{Start: 0, End: len(f.Text), New: s}},
			})
		}
	}
	run.Findings.Add(source.Diagnostic{Code: "a/c", Text: s})
	return run
}

// checkHarmless fails if s has an effect in any format.
func checkHarmless(t *testing.T, s string) {
	t.Helper()
	run := runWith(s)
	for _, f := range Formats() {
		got := run.Bytes(Format(f[0]))
		errors, warnings := 0, 0
		for line := range strings.SplitSeq(string(got), "\n") {
			if m := command.FindStringSubmatch(line); m != nil && f[0] == string(GitHub) {
				if m[1] == "error" {
					errors++
				} else {
					warnings++
				}
				line = strings.TrimPrefix(line, "::")
			}
			if why := danger(line); why != "" {
				t.Fatalf("%s: %q: %s in %q", f[0], s, why, line)
			}
		}
		if errors > maxCommands || warnings > maxCommands {
			t.Errorf("%d errors and %d warnings for GitHub", errors, warnings)
		}
		if (errors > 0) != (f[0] == string(GitHub)) {
			t.Errorf("%s: %d commands", f[0], errors)
		}
		if f[0] == string(JUnit) {
			checkJUnit(t, got)
		}
		for _, line := range jsonOf(Format(f[0]), got) {
			if !json.Valid([]byte(line)) {
				t.Fatalf("%s: %q: not JSON: %s", f[0], s, line)
			}
		}
	}
	for line := range strings.SplitSeq(string(run.Table(1<<20)), "\n") {
		if why := danger(line); why != "" {
			t.Fatalf("table: %q: %s in %q", s, why, line)
		}
		if cells := strings.Count(line, "|"); strings.HasPrefix(line, "| ") && cells != 5 {
			t.Fatalf("table: %q: %d bars in %q", s, cells, line)
		}
	}
	if why := danger(run.Summary()); why != "" {
		t.Fatal(why)
	}
}

// checkJUnit fails if a report is not XML or its counts are wrong.
func checkJUnit(t *testing.T, report []byte) {
	t.Helper()
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Cases    []struct {
			Name    string  `xml:"name,attr"`
			Failure *string `xml:"failure"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal(report, &suites); err != nil {
		t.Fatalf("%v in %q", err, report)
	}
	failures, names := 0, map[string]bool{}
	for _, c := range suites.Cases {
		names[c.Name] = true
		if c.Failure != nil {
			failures++
		}
	}
	if failures != suites.Failures || len(suites.Cases) != suites.Tests || len(names) != suites.Tests {
		t.Errorf("%d failures of %d tests with %d names, but it says %d of %d", failures, len(suites.Cases), len(names), suites.Failures, suites.Tests)
	}
}

func jsonOf(f Format, text []byte) []string {
	switch f {
	case JSON, SARIF, GitLab:
		return []string{string(text)}
	case RDJSONL:
		return strings.Split(strings.TrimSpace(string(text)), "\n")
	}
	return nil
}

func TestBytes_HostileTexts(t *testing.T) {
	for _, s := range hostile {
		checkHarmless(t, s)
		checkHarmless(t, "x"+s+"]")
	}
}

func FuzzReport(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) <= 200 {
			checkHarmless(t, s)
		}
	})
}

func TestJSON_ProgramsReadTheOriginalText(t *testing.T) {
	for _, s := range hostile {
		s = strings.ToValidUTF8(s, "\ufffd")
		run := Run{Findings: source.Diagnostics{{Code: "a/b", Text: s}}}
		var got struct{ Findings []struct{ Message string } }
		if err := json.Unmarshal(run.Bytes(JSON), &got); err != nil {
			t.Fatal(err)
		}
		if got.Findings[0].Message != s {
			t.Errorf("got %q, want %q", got.Findings[0].Message, s)
		}
	}
}
