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
	rule := ruleFor(c.codeOwners, text.NFC(path.Join(c.site.ContentPath(), e.File.Name)))
	owner := "@" + strings.TrimPrefix(t.Contact.GitHub, "@")
	if rule == nil || len(rule.owners) == 0 || slices.ContainsFunc(rule.owners, func(o string) bool { return strings.EqualFold(o, owner) }) {
		return
	}
	c.diags.Add(source.Diagnostic{Code: "map/codeowners", Severity: source.Warning, Pos: e.Pos, Len: e.Len,
		Text: fmt.Sprintf("the owner of %s %q is %s on the map, and %s in %s", e.Kind, e.ID, owner, strings.Join(rule.owners, ", "), path.Base(c.options.CodeOwners.Name)),
		Help: "change one of the two", Related: []source.Related{{Pos: rule.pos, Text: "this rule applies"}}})
}

// ownerRule is a line of CODEOWNERS.
type ownerRule struct {
	pattern *regexp.Regexp
	owners  []string // none if the files have no reviewer
	pos     source.Pos
}

// codeOwner matches a user, a team or a mail address.
var codeOwner = regexp.MustCompile(`^(@[\w.-]+(/[\w.-]+)?|[^@\s]+@[^@\s]+)$`)

// parseCodeOwners returns the rules of a file. Like GitHub, it skips lines that are not
// valid, among them patterns with ! or [, which .gitignore allows.
func parseCodeOwners(f *source.File) []ownerRule {
	var rules []ownerRule
	for n := 1; n <= f.Lines(); n++ {
		words := ownerWords(f.Line(n))
		if len(words) == 0 || strings.HasPrefix(words[0], "!") || strings.HasPrefix(words[0], `\#`) || strings.ContainsAny(words[0], "[]") {
			continue
		}
		if slices.ContainsFunc(words[1:], func(owner string) bool { return !codeOwner.MatchString(owner) }) {
			continue
		}
		rules = append(rules, ownerRule{ownerPattern(text.NFC(words[0])), words[1:], f.At(n, 1)})
	}
	return rules
}

// ownerWords returns the pattern and the owners in a line, without a comment. A
// backslash before a space in the pattern escapes it.
func ownerWords(line string) []string {
	const escaped = "\x00" // which no text file has
	words := strings.Fields(strings.ReplaceAll(line, `\ `, escaped))
	for i, word := range words {
		if strings.HasPrefix(word, "#") {
			return words[:i]
		}
		words[i] = strings.ReplaceAll(word, escaped, " ")
	}
	return words
}

// ownerPattern returns the regular expression of a pattern in CODEOWNERS. It is like
// one in .gitignore, except that a last part * does not match what is in subfolders.
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

// ruleFor returns the rule that applies to a file, which is the last one that
// matches.
func ruleFor(rules []ownerRule, name string) *ownerRule {
	for i := len(rules) - 1; i >= 0; i-- {
		if rules[i].pattern.MatchString(name) {
			return &rules[i]
		}
	}
	return nil
}
