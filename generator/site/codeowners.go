package site

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// checkCodeOwner reports a page if its owner on the map is not its reviewer in
// CODEOWNERS.
func (c *checker) checkCodeOwner(e *Entity) {
	t := e.Owner.To
	if t == nil || t.Contact.GitHub == "" || len(c.codeOwners) == 0 {
		return
	}
	i := RuleFor(c.codeOwners, path.Join(c.site.ContentPath(), e.File.Name))
	if i < 0 {
		return
	}
	rule := c.codeOwners[i]
	owner := "@" + strings.TrimPrefix(t.Contact.GitHub, "@")
	if len(rule.Owners) == 0 || slices.ContainsFunc(rule.Owners, func(o string) bool { return strings.EqualFold(o, owner) }) {
		return
	}
	c.diags.Add(source.Diagnostic{Code: "map/codeowners", Severity: source.Warning, Pos: e.Pos, Len: e.Len,
		Text: fmt.Sprintf("the owner of %s %q is %s on the map, and %s in %s", e.Kind, e.ID, owner, strings.Join(rule.Owners, ", "), path.Base(c.options.CodeOwners.Name)),
		Help: "change one of the two", Related: []source.Related{{Pos: rule.Pattern.Pos, Text: "this rule applies"}}})
}

// OwnerRule is a line of CODEOWNERS.
type OwnerRule struct {
	Pattern Located  // without escapes
	Owners  []string // empty if the files have no reviewer

	match *regexp.Regexp
}

// OwnerRules returns the rules of a CODEOWNERS file, which may be nil. Like GitHub, it skips lines that are not
// valid, among them patterns with ! or [, which .gitignore allows.
func OwnerRules(f *source.File) []OwnerRule {
	if f == nil {
		return nil
	}
	var rules []OwnerRule
	for n := 1; n <= f.Lines(); n++ {
		line := f.Line(n)
		words := text.OwnerWords(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "!") || strings.HasPrefix(words[0], `\#`) || strings.ContainsAny(words[0], "[]") {
			continue
		}
		if slices.ContainsFunc(words[1:], func(owner string) bool { return !text.IsOwner(owner) }) {
			continue
		}
		at := len(line) - len(strings.TrimLeft(line, " \t"))
		pattern := Located{words[0], source.Pos{File: f, Offset: f.LineStart(n) + at}, len(escapedWord.FindString(line[at:]))}
		rules = append(rules, OwnerRule{pattern, words[1:], ownerPattern(text.NFC(words[0]))})
	}
	return rules
}

// escapedWord matches a word in which a backslash escapes a space.
var escapedWord = regexp.MustCompile(`^(?:\\ |\S)+`)

// ownerPattern returns the regular expression for a pattern in CODEOWNERS. Patterns are
// like those of .gitignore, except that a * at the end does not match files in
// subfolders.
func ownerPattern(s string) *regexp.Regexp {
	parts := strings.Split(strings.TrimPrefix(s, "/"), "/")
	if parts[len(parts)-1] == "" { // a folder, with everything in it
		parts[len(parts)-1] = "**"
	}
	if !strings.Contains(strings.TrimSuffix(s, "/"), "/") { // at any depth
		parts = append([]string{"**"}, parts...)
	}
	var b strings.Builder
	b.WriteString("^")
	for i, part := range parts {
		isLast := i == len(parts)-1
		switch {
		case part == "**" && isLast:
			b.WriteString(".+")
		case part == "**":
			b.WriteString("(?:.+/)?")
		case part == "*" && isLast:
			b.WriteString("[^/]+")
		default:
			writeWildcards(&b, part)
			if isLast {
				b.WriteString("(?:/.+)?") // it may be a folder
			} else {
				b.WriteString("/")
			}
		}
	}
	b.WriteString("$")
	return regexp.MustCompile(b.String())
}

// writeWildcards writes the regular expression of one part of a path.
func writeWildcards(b *strings.Builder, part string) {
	for _, r := range part {
		switch r {
		case '*':
			b.WriteString("[^/]*")
		case '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
}

// RuleFor returns the index of the rule that applies to a file of the repository, which
// is the last one that matches, or -1.
func RuleFor(rules []OwnerRule, name string) int {
	for i := len(rules) - 1; i >= 0; i-- {
		if rules[i].match.MatchString(text.NFC(name)) {
			return i
		}
	}
	return -1
}
