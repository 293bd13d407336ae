package report

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
)

// junit returns a report of tests: one test for each file, and one for the content folder
// with the findings that are not about a file. A test fails if its findings prevent a
// build. The output of a passed test is its warnings.
func (r Run) junit() []byte {
	byFile := map[string]source.Diagnostics{r.rootPath(source.Pos{}): nil}
	for _, name := range r.Names {
		byFile[path.Join(r.rootPath(source.Pos{}), validName(name))] = nil
	}
	for _, d := range r.Findings {
		file := r.rootPath(d.Pos)
		byFile[file] = append(byFile[file], d)
	}
	var tests strings.Builder
	failures, positions := 0, positions{}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		findings := byFile[file]
		fmt.Fprintf(&tests, `    <testcase classname="platmap" name="%s" file="%[1]s" time="0"`, xmlText(Path(file)))
		if len(findings) == 0 {
			tests.WriteString("/>\n")
			continue
		}
		var lines strings.Builder
		for _, d := range findings {
			r.junitFinding(&lines, positions, d)
		}
		if findings.HaveError() || r.Strict && findings.HaveStrict() {
			failures++
			errors, warnings := findings.Count()
			fmt.Fprintf(&tests, ">\n      <failure message=\"%s, %s\">%s</failure>\n    </testcase>\n", Count(errors, "error"), Count(warnings, "warning"), &lines)
		} else {
			fmt.Fprintf(&tests, ">\n      <system-out>%s</system-out>\n    </testcase>\n", &lines)
		}
	}
	counts := fmt.Sprintf(`name="platmap" tests="%d" failures="%d" errors="0" time="0"`, len(byFile), failures)
	return fmt.Appendf(nil, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites %s>\n  <testsuite %[1]s skipped=\"0\">\n%s  </testsuite>\n</testsuites>\n", counts, &tests)
}

func (r Run) junitFinding(b *strings.Builder, positions positions, d source.Diagnostic) {
	position := r.rootPath(d.Pos)
	if s := positions.span(d.Pos, d.Len); s.line > 0 {
		position = fmt.Sprintf("%s:%d:%d", position, s.line, s.column)
	}
	fmt.Fprintf(b, "%s: %s: %s [%s]\n", xmlText(Path(position)), d.Severity, xmlText(oneLine(d.Text)), d.Code)
	if d.Help != "" {
		fmt.Fprintf(b, "  help: %s\n", xmlText(helpLine(d.Help)))
	}
}

// xmlText returns safe text of one line as text or an attribute of XML, which has no
// form for some characters.
func xmlText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;").Replace(s)
}
