package export

import (
	"cmp"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"platmap/generator/site"
)

// codeOwners writes the rules: the default owner, then each content file with a different
// owner, and components in folders of the same repository. In CODEOWNERS the last
// matching rule applies, so the default is first.
func (w *writer) codeOwners() {
	s := w.Site
	folder := path.Clean(s.ContentPath())
	w.linef("# The owners on the platform map, written by platmap export codeowners: do not edit these")
	w.linef("# lines here. A later line of this file for the same path takes precedence.")
	standard := owner(s.Owner.To)
	if standard != "" {
		w.linef("%s %s", cmp.Or(ownerPath(folder, true), "*"), standard)
	}
	files := map[string][]string{}
	var without []string
	for _, p := range s.Pages() {
		e := p.Base()
		name := owner(e.Owner.To)
		if name == "" && e.Owner.To != nil && !slices.Contains(without, e.Owner.To.ID) {
			without = append(without, e.Owner.To.ID)
		}
		for _, part := range p.Base().Written() {
			file := path.Join(folder, part.Base().File.Name)
			if owners := files[file]; name != "" && !slices.Contains(owners, name) {
				files[file] = append(owners, name)
			}
		}
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if owners := files[file]; len(owners) != 1 || owners[0] != standard {
			slices.Sort(owners)
			w.linef("%s %s", ownerPath(file, false), strings.Join(owners, " "))
		}
	}
	w.codeOwnersOfComponents(folder)
	w.notePages(without, "teams without contact: {github: org/team}, so their files have the default owner")
}

func (w *writer) codeOwnersOfComponents(content string) {
	owners := map[string][]string{}
	for _, c := range w.components() {
		folder, name := folderInRepository(w.Site, c.Repo), owner(c.Owner.To)
		if folder == "" || name == "" || folder == content || strings.HasPrefix(folder, content+"/") || slices.Contains(owners[folder], name) {
			continue
		}
		owners[folder] = append(owners[folder], name)
	}
	for _, folder := range slices.Sorted(maps.Keys(owners)) {
		slices.Sort(owners[folder])
		w.linef("%s %s", ownerPath(folder, true), strings.Join(owners[folder], " "))
	}
}

// owner returns the name of a team in CODEOWNERS, or "". The team may be nil.
func owner(t *site.Team) string {
	if t == nil || t.Contact.GitHub == "" {
		return ""
	}
	return "@" + strings.TrimPrefix(t.Contact.GitHub, "@")
}

// folderInRepository returns the path, in the repository of the map, of a folder that is
// given by a URL such as https://github.com/org/repo/tree/main/tools/x, or "".
func folderInRepository(s *site.Site, address string) string {
	repo := strings.TrimSuffix(strings.TrimSuffix(s.Repo, "/"), ".git")
	rest, ok := strings.CutPrefix(address, repo+"/")
	if repo == "" || !ok {
		return ""
	}
	rest, ok = strings.CutPrefix(strings.TrimPrefix(rest, "-/"), "tree/"+cmp.Or(s.Branch, "main")+"/")
	folder, err := url.PathUnescape(rest)
	if !ok || err != nil || strings.ContainsAny(folder, "?#") {
		return ""
	}
	folder = path.Clean("/" + folder)[1:]
	if clean(folder) != folder {
		return ""
	}
	return folder
}

// ownerPath returns the pattern for a file or a folder, or "" for the whole repository.
// GitHub does not allow [, ] and !, and has no escape for wildcards, so each of these
// characters becomes "?", which matches any character.
func ownerPath(name string, isFolder bool) string {
	if name == "." {
		return ""
	}
	if isFolder {
		name += "/"
	}
	return "/" + ownerPathEscapes.Replace(name)
}

var ownerPathEscapes = strings.NewReplacer(" ", `\ `, "[", "?", "]", "?", "!", "?", "*", "?", `\`, "?")
