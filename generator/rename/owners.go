package rename

import (
	"fmt"
	"path"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// editOwners changes the lines of CODEOWNERS that name a file that moves. It adds a note
// about files to which another line will apply.
func (b *builder) editOwners() {
	rules := site.OwnerRules(b.CodeOwners)
	if len(rules) == 0 {
		return
	}
	in := b.site.ContentPath()
	renamed := map[string]bool{} // old paths of files that a line names
	for _, rule := range rules {
		for _, c := range b.changes {
			old, to := text.NFC(path.Join(in, c.File.Name)), path.Join(in, c.To)
			name, isRooted := strings.CutPrefix(text.NFC(rule.Pattern.Text), "/")
			if !c.Moves() || name != old {
				continue
			}
			if isRooted {
				to = "/" + to
			}
			b.editRule(rule, to)
			renamed[c.File.Name] = true
		}
	}
	for _, c := range b.changes {
		before, after := site.RuleFor(rules, path.Join(in, c.File.Name)), site.RuleFor(rules, path.Join(in, c.To))
		if c.Moves() && before != after && before >= 0 && !renamed[c.File.Name] {
			b.note(Note{Pos: rules[before].Pattern.Pos, Text: fmt.Sprintf("the pattern %s applies to %s, but not to %s", rules[before].Pattern.Text, c.File.Name, c.To)})
		}
	}
}

func (b *builder) editRule(rule site.OwnerRule, to string) {
	if b.plan.Owners == nil {
		b.plan.Owners = &Change{Change: edit.Change{File: b.CodeOwners, To: b.CodeOwners.Name}}
	}
	start := rule.Pattern.Pos.Offset
	b.plan.Owners.Edits = append(b.plan.Owners.Edits, source.Edit{Start: start, End: start + rule.Pattern.Len, New: strings.ReplaceAll(to, " ", `\ `)})
	b.plan.Owners.References++
}
