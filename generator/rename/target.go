package rename

import (
	"regexp"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/starter"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// findPage finds the page with the old id. It returns an error if the page cannot have
// the new id.
func (b *builder) findPage() error {
	if p := b.site.Page(b.Kind, b.Old); p != nil {
		if id := p.Base().ID; text.NFC(id) != b.Old {
			return usageErrorf("%q is a former id of %s %q; run platmap rename %s %s %s", b.Old, b.Kind, id, b.Kind, id, b.New)
		}
		b.page = p
	}
	b.own = b.filesOf(b.Old)
	if len(b.own) == 0 {
		return b.unknownPage()
	}
	if b.Old == b.New {
		return errSameID
	}
	return b.checkNew()
}

// filesOf returns the files of the page with an id. A guide has one for each language,
// and may have drafts.
func (b *builder) filesOf(id string) []*source.File {
	var files []*source.File
	if b.Kind != source.Guide {
		if p := b.site.Page(b.Kind, id); p != nil && p.Base().ID == id {
			files = append(files, p.Base().File)
		}
		return files
	}
	for _, f := range b.Files {
		if guide, _ := site.GuideID(text.NFC(f.Name), b.site.Locales); f.Kind == source.Guide && guide == id {
			files = append(files, f)
		}
	}
	return files
}

func (b *builder) unknownPage() error {
	var ids []string
	for _, p := range b.site.Pages() {
		if p.Base().Kind == b.Kind {
			ids = append(ids, p.Base().ID)
		}
	}
	id := starter.SuggestID(b.Kind, b.Old) // it may be a path
	if !slices.Contains(ids, id) {
		id = text.Closest(b.Old, ids)
	}
	return b.unknown(id, ids)
}

// unknown returns the error for an old id that is not among ids. near is the id that the
// user most likely meant, or "".
func (b *builder) unknown(near string, ids []string) error {
	switch {
	case near != "":
		return usageErrorf("unknown %s %q; did you mean %s?", b.Kind, b.Old, near)
	case len(ids) == 0:
		return usageErrorf("unknown %s %q; there is no %s", b.Kind, b.Old, b.Kind)
	}
	return usageErrorf("unknown %s %q\nuse one of: %s", b.Kind, b.Old, text.ListClosest(b.Old, ids))
}

var errSameID = usageErrorf("the old and the new id are the same")

// checkNew returns an error if the page cannot have the new id. A former id of the page
// is valid in any form.
func (b *builder) checkNew() error {
	if b.page != nil && slices.ContainsFunc(b.page.Base().Aliases, func(a site.Located) bool { return text.NFC(a.Text) == b.New }) {
		b.plan.RemovedAlias = b.New
	} else if err := starter.CheckID(b.Kind, b.New); err != nil && !b.isGuideID() {
		return &UsageError{err.Error()}
	}
	if b.Kind == source.Domain && b.New == site.NoDomain {
		return usageErrorf("reserved id %q; use %s-domain", b.New, b.New)
	}
	if other := b.site.Page(b.Kind, b.New); other != nil && other != b.page {
		if e := other.Base(); text.NFC(e.ID) != b.New {
			return usageErrorf("%s %q has the alias %q; remove it first from %s", b.Kind, e.ID, b.New, e.File.Name)
		}
		return usageErrorf("%s %q already exists in %s", b.Kind, b.New, other.Base().File.Name)
	}
	if b.Kind == source.Guide {
		if _, lang := site.GuideID(b.Kind.FileName(b.New), b.site.Locales); lang != "" {
			return usageErrorf("invalid id %q for a guide; the end .%s is read as a language", b.New, lang)
		}
		if files := b.filesOf(b.New); len(files) > 0 {
			return usageErrorf("guide %q already exists in %s", b.New, files[0].Name)
		}
	}
	return b.checkFiles()
}

// isGuideID reports whether a guide may have an id. Each part of the id has the form that
// schemas allow under keys, which is more than platmap new allows, or is already in use,
// such as the Japanese name of a folder.
func (b *builder) isGuideID() bool {
	if b.Kind != source.Guide || strings.HasSuffix(b.New, ".md") || strings.HasPrefix(b.New, "guides/") {
		return false
	}
	used := map[string]bool{}
	for _, p := range b.site.Guides {
		for _, part := range strings.Split(text.NFC(p.ID), "/") {
			used[part] = true
		}
	}
	for _, part := range strings.Split(b.New, "/") {
		if !used[part] && (!guideName.MatchString(part) || text.IsReservedOnWindows(part)) {
			return false
		}
	}
	return true
}

// guideName matches a part of the path of a guide.
var guideName = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*$`)

// checkFiles returns an error if another file already has the new name of a file of the
// page, even if platmap does not read that file. Letter case is ignored, as on macOS and
// Windows.
func (b *builder) checkFiles() error {
	for _, f := range b.own {
		to := b.fileFor(f)
		if to == f.Name {
			continue
		}
		for _, name := range b.Names {
			if strings.EqualFold(text.NFC(name), to) {
				return usageErrorf("the file %s already exists", name)
			}
		}
	}
	return nil
}

// fileFor returns the new name of a file of the page. A component that is in a list, or
// in a file with another name than its id, stays in that file.
func (b *builder) fileFor(f *source.File) string {
	switch {
	case b.Kind == source.Guide:
		return "guides/" + b.New + strings.TrimPrefix(text.NFC(f.Name), "guides/"+b.Old)
	case f.ID() != b.Old, b.Kind == source.Component && valuesOf(f).Kind == tree.List:
		return f.Name
	}
	return b.Kind.FileName(b.New)
}
