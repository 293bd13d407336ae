package site

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
)

// checkCodeOwner reports a page if its owner on the map is not its reviewer in
// CODEOWNERS.
func (c *checker) checkCodeOwner(e *Entity) {
	t := e.Owner.To
	if t == nil || t.Contact.GitHub == "" || len(c.codeOwners) == 0 {
		return
	}
	rule := ruleFor(c.codeOwners, path.Join(c.site.ContentPath(), e.File.Name))
	owner := "@" + strings.TrimPrefix(t.Contact.GitHub, "@")
	if rule == nil || slices.ContainsFunc(rule.owners, func(o string) bool { return strings.EqualFold(o, owner) }) {
		return
	}
	c.diags.Add(source.Diagnostic{Code: "map/codeowners", Severity: source.Warning, Pos: e.Pos, Len: e.Len,
		Text: fmt.Sprintf("the owner of %s %q is %s on the map, and %s in %s", e.Kind, e.ID, owner, strings.Join(rule.owners, ", "), path.Base(c.options.CodeOwners.Name)),
		Help: "change one of the two", Related: []source.Related{{Pos: rule.pos, Text: "this rule applies"}}})
}

// ownerRule is a line of CODEOWNERS.
type ownerRule struct {
	pattern *regexp.Regexp
	owners  []string
	pos     source.Pos
}

func parseCodeOwners(f *source.File) []ownerRule {
	var rules []ownerRule
	for n := 1; n <= f.Lines(); n++ {
		line, _, _ := strings.Cut(f.Line(n), "#")
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		rules = append(rules, ownerRule{ownerPattern(words[0]), words[1:], f.At(n, 1)})
	}
	return rules
}

// ownerPattern returns the regular expression of a pattern in CODEOWNERS, which is
// like one in .gitignore.
func ownerPattern(s string) *regexp.Regexp {
	anchored := strings.Contains(strings.TrimSuffix(s, "/"), "/")
	isDir := strings.HasSuffix(s, "/")
	s = strings.Trim(s, "/")
	var b strings.Builder
	b.WriteString("^")
	if !anchored {
		b.WriteString("(?:.*/)?")
	}
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "**/"):
			b.WriteString("(?:.*/)?")
			i += 2
		case strings.HasPrefix(s[i:], "**"):
			b.WriteString(".*")
			i++
		case s[i] == '*':
			b.WriteString("[^/]*")
		case s[i] == '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(s[i : i+1]))
		}
	}
	if isDir {
		b.WriteString("/.*$")
	} else {
		b.WriteString("(?:/.*)?$")
	}
	return regexp.MustCompile(b.String())
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
