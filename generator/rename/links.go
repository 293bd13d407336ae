package rename

import (
	"net/url"
	"path"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// editLink changes the path of a link if its file or the target moves. If the path was
// the shortest one, the new path is too. Any other path, such as ../cicd/a.md in the
// folder cicd, does not change if it still refers to the target.
func (b *builder) editLink(u site.Use) error {
	target, p := linkTarget(u)
	if target == "" {
		return nil
	}
	dir, newDir := path.Dir(text.NFC(u.File.Name)), path.Dir(b.newName(u.File.Name))
	newTarget, isFolder := b.newTarget(target)
	if stillLeads := path.Join(newDir, text.NFC(p)) == newTarget; stillLeads && (dir == newDir || p != shortest(dir, target, p, isFolder) || b.keepsUp[target]) {
		return nil
	}
	with := shortest(newDir, newTarget, p, isFolder)
	if !isFolder && dir == newDir && path.Dir(target) == path.Dir(newTarget) { // only the name of the file changes
		with = p[:strings.LastIndexByte(p, '/')+1] + path.Base(newTarget)
	}
	if b.keepsUp[target] && !strings.HasPrefix(with, "../") {
		with = "../" + path.Base(newDir) + "/" + with
	}
	if with == p {
		return nil
	}
	return b.editPath(u, p, with)
}

// shortest returns the shortest path from a folder to a file or folder. It begins with ./
// if the written path p does.
func shortest(dir, target, p string, isFolder bool) string {
	if isFolder {
		return relativeFolder(dir, target, p)
	}
	if with := source.Relative(dir, target); !strings.HasPrefix(p, "./") {
		return with
	} else {
		return "./" + with
	}
}

// newTarget returns the name of a file or folder after the renaming, and whether it is a
// folder. A link to a folder refers to its README, so it changes if the README moves.
func (b *builder) newTarget(target string) (name string, isFolder bool) {
	if to, ok := b.moves[target]; ok {
		return to, false
	}
	if source.KindOf(target) == source.Guide && b.Kind == source.Guide {
		if id, _ := site.GuideID(target, b.site.Locales); id == b.Old { // the link has a language that the guide does not have
			return "guides/" + b.New + strings.TrimPrefix(target, "guides/"+b.Old), false
		}
	}
	if source.KindOf(target) != "" {
		return target, false
	}
	for old, to := range b.moves {
		if path.Dir(old) != target || !isIndex(old) {
			continue
		}
		if isIndex(to) {
			return path.Dir(to), true
		}
		return to, false
	}
	return target, true
}

// isIndex reports whether a link to the folder of a file means the file.
func isIndex(name string) bool {
	switch path.Base(name) {
	case "README.md", "readme.md", "index.md", "_index.md":
		return true
	}
	return false
}

// relativeFolder returns the path from a folder to another one, with a slash at its end if
// the old path p has one.
func relativeFolder(dir, to, p string) string {
	if to == "." {
		to = ""
	}
	with := strings.TrimSuffix(source.Relative(dir, path.Join(to, "x")), "x")
	if with == "" {
		with = "./"
	}
	if !strings.HasSuffix(p, "/") {
		with = strings.TrimSuffix(with, "/")
	}
	return with
}

// editPath replaces the path p of a link in its file.
func (b *builder) editPath(u site.Use, p, with string) error {
	l := u.Link
	if l.Written.File == nil {
		return cannotEdit(u, l.Pos)
	}
	raw := l.Written.Text()
	written, _ := site.CutPath(raw)
	with = escapePath(with, written, l.Written.File.Text[:l.Written.Offset])
	if decoded, err := url.PathUnescape(written); err != nil || decoded != p { // the written path has entities or backslashes
		written, with = raw, with+site.EscapeLink(strings.TrimPrefix(l.Dest, p))
	}
	offsets := []int{l.Written.Offset}
	for _, again := range l.Repeats {
		offsets = append(offsets, l.Written.Offset+again-l.Start)
	}
	for i, at := range offsets {
		if b.edit(u.File, source.Edit{Start: at, End: at + len(written), New: with}) && i == 0 {
			b.change(u.File).References++
		}
	}
	return nil
}

// escapePath escapes a path in the style of the written one: in angle brackets, with
// percent-encoding, or without either. before is the text before the written path.
func escapePath(p, written, before string) string {
	if strings.HasSuffix(before, "<") {
		return angleEscaper.Replace(p)
	}
	if decoded, err := url.PathUnescape(written); err == nil && !isASCII(decoded) && isASCII(written) {
		return (&url.URL{Path: p}).EscapedPath()
	}
	return quoteEscaper.Replace(site.EscapeLink(p))
}

var (
	angleEscaper = strings.NewReplacer("<", "%3C", ">", "%3E")
	quoteEscaper = strings.NewReplacer(`"`, "%22", "'", "%27")
)

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}
