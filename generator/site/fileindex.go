package site

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"platmap/generator/text"
)

// fileIndex finds the file that the author of a link to an unknown file may have meant.
type fileIndex struct {
	locales []string
	names   []string               // names of all files, sorted
	byForm  map[string][]string    // by formOf
	byStem  map[string][]string    // by stemOf
	stems   map[string]*text.Words // stems of the files in each folder
}

// fileIndex returns the index of the files of the site.
func (s *Site) fileIndex() *fileIndex {
	s.names.suggestions.indexFiles.Do(func() {
		x := &fileIndex{locales: s.Locales, byForm: map[string][]string{}, byStem: map[string][]string{}, stems: map[string]*text.Words{}}
		stems := map[string][]string{}
		for name := range s.names.files {
			x.names = append(x.names, name)
		}
		slices.Sort(x.names)
		for _, name := range x.names {
			if g, ok := s.names.files[name].Page.(*Guide); ok && name != text.NFC(g.Versions[0].File.Name) {
				continue // a translation of a guide
			}
			form, stem := x.formOf(name), x.stemOf(name)
			x.byForm[form] = append(x.byForm[form], name)
			x.byStem[stem] = append(x.byStem[stem], name)
			stems[path.Dir(form)] = append(stems[path.Dir(form)], stem)
		}
		for dir, list := range stems {
			x.stems[dir] = text.NewWords(list)
		}
		s.names.suggestions.files = x
	})
	return s.names.suggestions.files
}

// pageExts are the extensions of pages, here and in other site generators.
var pageExts = []string{".md", ".html", ".htm", ".mdx", ".markdown"}

var imageExts = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}

// formOf returns the common form of the addresses of a page in different site generators:
// a/b for a/b.md, a/b.html, a/b.html.md, a/b/, a/b/README.md and a/b/index.html. For
// other files it is the name. It is in lower case, with hyphens for spaces.
func (x *fileIndex) formOf(name string) string {
	form := strings.ReplaceAll(strings.ToLower(name), " ", "-")
	ext := path.Ext(form)
	if slices.Contains(pageExts, ext) {
		form = strings.TrimSuffix(form, ext)
		if lang := path.Ext(form); lang != "" && slices.Contains(x.locales, lang[1:]) {
			form = strings.TrimSuffix(form, lang)
		}
		if ext := path.Ext(form); slices.Contains(pageExts, ext) { // a.html.md: Middleman writes a.html
			form = strings.TrimSuffix(form, ext)
		}
	} else if ext == ".yaml" && !strings.HasPrefix(form, "guides/") {
		form = strings.TrimSuffix(form, ext)
	}
	if dir, base := path.Split(form); dir != "" && (base == "readme" || base == "index" || base == "_index") {
		form = strings.TrimSuffix(dir, "/")
	}
	return form
}

// stemOf returns the last part of the form of a name, and for an image its name without
// the extension.
func (x *fileIndex) stemOf(name string) string {
	stem := path.Base(x.formOf(name))
	if ext := path.Ext(stem); slices.Contains(imageExts, ext) {
		return strings.TrimSuffix(stem, ext)
	}
	return stem
}

// otherForm returns the file whose name has the same form, and whether it is the only
// one. The file is "" if there is none.
func (x *fileIndex) otherForm(name string) (file string, only bool) {
	files := x.byForm[x.formOf(name)]
	if len(files) == 0 {
		return "", false
	}
	return files[0], len(files) == 1
}

// fromAnyTop is like otherForm for a path relative to an unknown folder: the content
// folder, the guides, the repository, or the top folder of another site generator.
func (x *fileIndex) fromAnyTop(name string) (file string, only bool) {
	for _, top := range []string{"", "guides/"} {
		if file, only := x.otherForm(top + name); file != "" {
			return file, only
		}
	}
	form := x.formOf(name)
	for _, candidate := range x.fewWithStem(name) {
		if strings.HasSuffix(x.formOf(candidate), "/"+form) {
			if file != "" {
				return "", false
			}
			file = candidate
		}
	}
	if file != "" {
		return file, strings.Contains(form, "/")
	}
	for range 3 { // the path of the content folder in the repository may have three parts
		_, below, ok := strings.Cut(name, "/")
		if !ok || x.formOf("_/"+below) == "_" { // README.md alone could be the start page of any folder
			return "", false
		}
		name = below
		if file, only := x.otherForm(name); file != "" && strings.Contains(name, "/") {
			return file, only
		}
		if file, _ := x.otherForm("guides/" + name); file != "" {
			return file, false
		}
	}
	return "", false
}

// firstIn returns the first file in a folder, or "".
func (x *fileIndex) firstIn(dir string) string {
	i, _ := slices.BinarySearch(x.names, dir+"/")
	if i < len(x.names) && strings.HasPrefix(x.names[i], dir+"/") {
		return x.names[i]
	}
	return ""
}

// closest returns the file that was most likely meant, or "": the one with the same stem
// in the nearest folder, or one in the same folder whose stem differs by a typing error.
func (x *fileIndex) closest(name string, image bool) string {
	if file := x.nearestWithStem(name, image); file != "" {
		return file
	}
	stem, dir := x.stemOf(name), path.Dir(x.formOf(name))
	words := x.stems[dir]
	if words == nil {
		return ""
	}
	near := words.Within(stem, typos(stem))
	if near == "" || !sameWords(near, stem) || digits(near) != digits(stem) || max(utf8.RuneCountInString(near), utf8.RuneCountInString(stem)) < 4 {
		return ""
	}
	for _, file := range x.byStem[near] {
		if path.Dir(x.formOf(file)) == dir && sameType(name, file, image) {
			return file
		}
	}
	return ""
}

// typos returns the maximum number of wrong letters in a misspelled name.
func typos(name string) int {
	if utf8.RuneCountInString(name) < 8 {
		return 1
	}
	return 2
}

// sameWords reports whether two names have the same number of words between hyphens, and
// each pair of words differs by at most as many letters as typos allows: unit-testing is
// not ui-testing.
func sameWords(a, b string) bool {
	as, bs := wordsOf(a), wordsOf(b)
	if len(as) != len(bs) {
		return true // a hyphen may be missing
	}
	for i, word := range as {
		if word != bs[i] && text.NewWords(bs[i:i+1]).Within(word, typos(word)) == "" {
			return false
		}
	}
	return true
}

func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' })
}

// digits returns the digits of a name. Names with different numbers mean different
// things.
func digits(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

// sameType reports whether a link to a name can mean a file: both must be images, or both
// pages.
func sameType(name, file string, image bool) bool {
	ext, other := strings.ToLower(path.Ext(name)), strings.ToLower(path.Ext(file))
	if image || slices.Contains(imageExts, ext) {
		return slices.Contains(imageExts, other)
	}
	return ext == other || other == ".md" || other == ".yaml" && !strings.HasPrefix(file, "guides/")
}

// maxSameStem is the maximum number of files with the same stem, such as overview, up to
// which the stem is used to guess a file.
const maxSameStem = 100

// fewWithStem returns the files with the stem of a name, or nil if there are too many.
func (x *fileIndex) fewWithStem(name string) []string {
	files := x.byStem[x.stemOf(name)]
	if len(files) > maxSameStem {
		return nil
	}
	return files
}

// nearestWithStem returns the file with the same stem as a name whose folders differ
// least. It returns "" if several files differ equally, or if the file is far away and
// not the only one.
func (x *fileIndex) nearestWithStem(name string, image bool) string {
	from := strings.Split(path.Dir(x.formOf(name)), "/")
	nearest, least, only, count := "", 0, false, 0
	for _, file := range x.fewWithStem(name) {
		if !sameType(name, file, image) || slices.Contains(notices, baseOf(file)) && baseOf(file) != baseOf(name) {
			continue
		}
		count++
		d := foldersBetween(from, strings.Split(path.Dir(x.formOf(file)), "/"))
		switch {
		case nearest == "" || d < least:
			nearest, least, only = file, d, true
		case d == least:
			only = false
		}
	}
	if !only || least > 2 && count > 1 {
		return ""
	}
	return nearest
}

// notices are files about the repository. A link to a page named security does not mean
// SECURITY.md.
var notices = []string{"CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "LICENSE", "SECURITY", "SUPPORT"}

func baseOf(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }

// foldersBetween returns the number of folders to add to or remove from a path to get
// another one, ignoring folders that both begin or end with.
func foldersBetween(a, b []string) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) + len(b)
}
