package rename

import (
	"fmt"
	"net/url"
	"strings"

	"platmap/generator/site"
	"platmap/generator/stable"
)

func (b *builder) note(n Note) { b.plan.Notes = append(b.plan.Notes, n) }

// addNotes adds notes about what the renaming does not change.
func (b *builder) addNotes() {
	switch p := b.page.(type) {
	case *site.Domain:
		b.noteLabel(p)
	case *site.Component:
		for _, x := range p.Interfaces {
			if x.Name.Plain(b.site.Locale()) == b.Old {
				b.note(Note{Pos: x.Pos, Text: fmt.Sprintf("the interface %q keeps its name; it is still linked to this component", b.Old)})
			}
		}
	}
	if b.plan.RemovedAlias != "" {
		b.note(Note{Text: fmt.Sprintf("the address of %q does not redirect; if it was published, add %s to aliases", b.Old, b.Old)})
	}
	stable.Sort(b.plan.Notes, func(a, b Note) int { return strings.Compare(a.Text, b.Text) })
}

// noteLabel adds a note if the name of the domain's issue label changes.
func (b *builder) noteLabel(d *site.Domain) {
	if d.Label.Name != "" { // a label with its own name does not depend on the id
		return
	}
	old, to := b.site.LabelOf(d), b.site.Labels.Prefix+b.New
	b.note(Note{
		Text:    fmt.Sprintf("the issue label %q is now %q; rename it in the issue tracker", old, to),
		Command: b.labelCommand(old, to),
	})
}

// labelCommand returns the command that renames an issue label, or nil if there is none
// for the forge of the repository.
func (b *builder) labelCommand(old, to string) []string {
	repo, err := url.Parse(b.site.Repo)
	if err != nil || repo.Host == "" {
		return nil
	}
	name := strings.TrimSuffix(strings.Trim(repo.Path, "/"), ".git")
	switch b.site.RepoForge() {
	case site.ForgeGitHub:
		if repo.Host != "github.com" {
			name = repo.Host + "/" + name
		}
		return []string{"gh", "label", "edit", old, "--name", to, "--repo", name}
	case site.ForgeGitLab: // glab label edit accepts only the number of a label
		label := "projects/" + url.PathEscape(name) + "/labels/" + url.PathEscape(old)
		return []string{"glab", "api", "--method", "PUT", label, "--raw-field", "new_name=" + to, "--hostname", repo.Host}
	}
	return nil
}
