package rename

import (
	"maps"
	"path"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// moveFiles moves the files of the page.
func (b *builder) moveFiles() {
	for _, f := range b.own {
		b.move(f, b.fileFor(f))
	}
}

func (b *builder) move(f *source.File, to string) {
	if to != f.Name {
		b.moves[text.NFC(f.Name)] = to
		b.change(f)
	}
}

// moveImages moves images and downloads in the folder of a guide with the guide, if it
// gets another folder and no other file uses them. So links to them do not change. Files
// that the guide links to with ".." are not moved.
func (b *builder) moveImages() {
	from, to := path.Dir("guides/"+b.Old), path.Dir("guides/"+b.New)
	if b.Kind != source.Guide || from == to {
		return
	}
	own, others := map[string]bool{}, map[string]bool{}
	for _, u := range b.uses {
		target, p := linkTarget(u)
		if source.KindOf(target) != source.Asset {
			continue
		}
		switch {
		case !slices.Contains(b.own, u.File):
			others[target] = true
		case slices.Contains(strings.Split(p, "/"), ".."):
			b.keepsUp[target] = true
		default:
			own[target] = true
		}
	}
	maps.DeleteFunc(b.keepsUp, func(name string, _ bool) bool { return others[name] || own[name] })
	for _, f := range b.Files {
		name := text.NFC(f.Name)
		rest, inside := strings.CutPrefix(name, from+"/")
		if f.Kind != source.Asset || !own[name] || others[name] || b.keepsUp[name] || !inside {
			continue
		}
		new := path.Join(to, rest)
		taken := func(other string) bool { return strings.EqualFold(text.NFC(other), new) }
		if slices.ContainsFunc(b.Names, taken) {
			b.note(Note{Text: f.Name + " stays where it is, because " + new + " already exists"})
			continue
		}
		b.move(f, new)
	}
}

// linkTarget returns the name of the file or folder that a relative link refers to, and
// the decoded path of the link. It returns "" for anything else.
func linkTarget(u site.Use) (name, p string) {
	if !isPath(u) {
		return "", ""
	}
	if p, _ = site.CutPath(u.Link.Dest); p == "" {
		return "", ""
	}
	return path.Join(path.Dir(text.NFC(u.File.Name)), text.NFC(p)), p
}
