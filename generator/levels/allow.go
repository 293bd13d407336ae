package levels

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// Marker begins the text of every comment for platmap.
const Marker = "platmap:"

// Allow is a comment that hides findings with a code near it:
//
//	<!-- platmap: allow link/missing the wiki moves in March -->   in Markdown
//	# platmap: allow link/missing, link/anchor                     in YAML
//
// A comment beside a text or a value applies to that line. A comment on a line of its own
// applies to what follows it, perhaps after blank lines and other comments: in Markdown
// to the lines up to the next blank one, in YAML to the next key or item with everything
// below it. A comment before everything else also applies to findings about the whole
// file.
type Allow struct {
	Code string
	Pos  source.Pos // position of the code
	Len  int

	from, to  int // offsets of the lines to which it applies
	wholeFile bool
}

// Allows returns the Allows of the comments of a file, and reports mistakes in them. Each
// comment is a range of f.Text, including <!-- and --> or #.
func Allows(f *source.File, comments [][2]int, isYAML bool, diags *source.Diagnostics) []Allow {
	var list []Allow
	x := lineIndex{text: f.Text, isYAML: isYAML}
	for i, c := range comments {
		if i > 0 && c == comments[i-1] || !Mentioned(f.Text[c[0]:c[1]]) {
			continue
		}
		codes := codesIn(f, c, isYAML, diags)
		if len(codes) == 0 {
			continue
		}
		from, to, wholeFile := x.rangeOf(c)
		for _, a := range codes {
			a.from, a.to, a.wholeFile = from, to, wholeFile
			list = append(list, a)
		}
	}
	return list
}

// Mentioned reports whether a text may have comments for platmap, including misspelled
// ones.
func Mentioned(text string) bool {
	return strings.Contains(text, "platmap") || strings.Contains(text, "Platmap") || strings.Contains(text, "PLATMAP")
}

var (
	// instruction matches the text of a comment for platmap up to its first code.
	instruction = regexp.MustCompile(`^(?:<!--|#+)\s*` + Marker + `[ \t]*([\pL-]*)[ \t:]*`)
	// attempt matches a comment that was probably meant as an instruction.
	attempt = regexp.MustCompile(`(?i)^(?:<!--|#+)\s*(platmap([-_:：\s]*)(allow\b)?)[\s:：=]*([a-z]+/[a-z-]+)?`)
	words   = regexp.MustCompile(`\S+`)
	// codeWord matches a word that has the form of a code.
	codeWord = regexp.MustCompile(`^[a-z]+/[a-z-]+$`)
)

// otherNames are words of other tools with the meaning of allow.
var otherNames = []string{"disable", "disable-next-line", "ignore", "ignore-next-line", "off", "skip", "suppress"}

// codesIn returns an Allow for each code in a comment.
func codesIn(f *source.File, comment [2]int, isYAML bool, diags *source.Diagnostics) []Allow {
	written := strings.TrimSuffix(f.Text[comment[0]:comment[1]], "-->")
	m := instruction.FindStringSubmatchIndex(written)
	if m == nil || isYAML != (written[0] == '#') {
		ReportAttempt(f, comment, isYAML, diags)
		return nil
	}
	pos := func(at int) source.Pos { return source.Pos{File: f, Offset: comment[0] + at} }
	if word := written[m[2]:m[3]]; word != "allow" {
		if slices.Contains(otherNames, word) || text.Closest(word, []string{"allow"}) != "" {
			diags.Warnf("level/unknown", pos(m[2]), len(word), "write "+Marker+" allow and the code of the finding", "unknown instruction %q", word)
		} else {
			ReportAttempt(f, comment, isYAML, diags)
		}
		return nil
	}
	var list []Allow
	for _, at := range words.FindAllStringIndex(written[m[1]:], -1) {
		from, word := m[1]+at[0], strings.TrimRight(written[m[1]:][at[0]:at[1]], ",;:")
		if len(list) > 0 && !(codeWord.MatchString(word) && isGroup(word)) { // the reason starts
			return list
		}
		if what, help := unknown(word); what != "" {
			diags.Warnf("level/unknown", pos(from), len(word), help, "%s", what)
			return list
		}
		list = append(list, Allow{Code: word, Pos: pos(from), Len: len(word)})
	}
	if len(list) == 0 {
		diags.Warnf("level/unknown", pos(m[2]), m[3]-m[2], "write the code of the finding after it, such as "+Marker+" allow link/missing", "allow without a code")
	}
	return list
}

// ReportAttempt reports a comment that allows nothing, because it does not have the form
// of [Allow] or is in a text. A comment that only mentions platmap is not reported.
func ReportAttempt(f *source.File, comment [2]int, isYAML bool, diags *source.Diagnostics) {
	written := f.Text[comment[0]:comment[1]]
	m := attempt.FindStringSubmatchIndex(written)
	if m == nil {
		return
	}
	code := "CODE"
	if m[8] >= 0 && isGroup(strings.ToLower(written[m[8]:m[9]])) {
		code = strings.ToLower(written[m[8]:m[9]])
	} else if m[6] < 0 || strings.TrimSpace(written[m[4]:m[5]]) == "" {
		return
	}
	line := "<!-- " + Marker + " allow " + code + " -->"
	if isYAML {
		line = "# " + Marker + " allow " + code + ", on the line above or beside it"
	}
	name := strings.TrimSpace(written[m[2]:m[3]])
	diags.Warnf("level/unknown", source.Pos{File: f, Offset: comment[0] + m[2]}, len(name), "write "+line, "%q has no effect here", name)
}

// isGroup reports whether a word begins with the group of a code.
func isGroup(word string) bool {
	group, _, _ := strings.Cut(word, "/")
	return slices.ContainsFunc(codes(), func(code string) bool { return strings.HasPrefix(code, group+"/") })
}

// allow removes the findings that comments hide. It reports comments without effect,
// except in files that do not parse, because they may have other findings once they do.
func (f Filter) allow(found source.Diagnostics) (remaining, unused source.Diagnostics) {
	index := newAllowIndex(f.Allows)
	invalid, wrong := map[*source.File]bool{}, map[*source.File]bool{} // files that do not parse, and those with any error
	for _, d := range found {
		if d.Severity == source.Error {
			wrong[d.Pos.File] = true
		}
		hides := func(pos source.Pos) bool { return index.use(d.Code, pos) }
		if isPinned(d) {
			invalid[d.Pos.File] = true
			remaining = append(remaining, d)
		} else if d, ok := without(d, hides); ok {
			remaining = append(remaining, d)
		}
	}
	for i, a := range f.Allows {
		isUnsure := invalid[a.Pos.File] || wrong[a.Pos.File] && strings.HasPrefix(a.Code, "map/") // files with errors have no map/ warnings, so the comment may still be needed
		if !index.used[i] && !isUnsure && f.checks(a.Code) {
			unused.Add(source.Diagnostic{Code: "level/unused", Severity: source.Warning, Dated: isDated(a.Code), Pos: a.Pos, Len: a.Len,
				Text: fmt.Sprintf("this comment allows %s, which does not occur here", a.Code), Help: "remove the comment"})
		}
	}
	return remaining, unused
}

// isDated reports whether findings with a code depend on today's date.
func isDated(code string) bool {
	return code == "map/until" || code == "map/future" || code == "map/review-overdue"
}
