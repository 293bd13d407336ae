package site

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
)

// codeOwner reports a page whose owner on the map is not the one who is asked to
// review it.
func (c *checker) codeOwner(e *Entity) {
	t := e.Owner.To
	if t == nil || t.Contact.GitHub == "" || len(c.codeOwners) == 0 {
		return
	}
	rule := lastMatch(c.codeOwners, path.Join(c.site.ContentPath(), e.File.Name))
	want := "@" + strings.TrimPrefix(t.Contact.GitHub, "@")
	if rule == nil || slices.ContainsFunc(rule.owners, func(o string) bool { return strings.EqualFold(o, want) }) {
		return
	}
	c.diags.Add(source.Diagnostic{Code: "map/codeowners", Severity: source.Warning, Pos: e.Pos, Len: e.Len,
		Text: string(e.Kind) + " \"" + e.ID + "\" belongs to " + want + " on the map, and to " + strings.Join(rule.owners, ", ") + " in " + path.Base(c.options.CodeOwners.Name),
		Help: "change one of the two", Related: []source.Related{{Pos: rule.pos, Text: "this line decides who reviews it"}}})
}

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

// ownerPattern turns a pattern of CODEOWNERS, which is like one of .gitignore,
// into a regular expression.
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

// lastMatch returns the rule that counts for a file: the last one that fits it.
func lastMatch(rules []ownerRule, name string) *ownerRule {
	for i := len(rules) - 1; i >= 0; i-- {
		if rules[i].pattern.MatchString(name) {
			return &rules[i]
		}
	}
	return nil
}
