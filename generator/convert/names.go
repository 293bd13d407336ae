package convert

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"platmap/generator/text"
)

// placed sets the name, address and language of a page from rel, its path relative to the
// folder with the pages. It reports whether the site has the language.
func (c *converter) placed(p *page, rel string) bool {
	ext := path.Ext(rel)
	stem := strings.TrimSuffix(rel, ext)
	if p.lang == "" {
		if e := path.Ext(stem); e != "" {
			if i := slices.IndexFunc(c.Locales, func(l string) bool { return strings.EqualFold(l, e[1:]) }); i >= 0 {
				p.lang, stem = c.Locales[i], strings.TrimSuffix(stem, e)
			} else if main := strings.TrimSuffix(stem, e); len(e) == 3 && text.IsLanguage(e[1:]) && c.tree.has[path.Join(c.tree.docs, main+ext)] {
				p.lang, stem = e[1:], main
			}
		}
	}
	if p.lang == "" {
		p.lang = c.Lang
	}
	if !slices.Contains(c.Locales, p.lang) {
		c.note(NotImported, p.from, "its language %q is not in locales of site.yaml", p.lang)
		return false
	}
	p.key = keyOf(stem)
	p.dir = path.Dir("/" + stem)
	name := guideName(stem)
	if c.From == Jekyll && strings.Contains(name, "/") { // a collection
		name = strings.TrimPrefix(name, "_")
	}
	if p.lang != c.Locales[0] {
		name += "." + p.lang
	} else if e := path.Ext(name); e != "" && slices.Contains(c.Locales, e[1:]) { // the part after the last dot would be read as a language
		name = strings.TrimSuffix(name, e) + "-" + e[1:]
	}
	p.name = path.Join("guides", c.Folder, name+".md")
	return true
}

// keyOf returns the common part of all addresses of a page: its path in lower case,
// without the extension and the name of an index file.
func keyOf(stem string) string {
	key := strings.ToLower(text.NFC(path.Clean("/" + stem)))[1:]
	if slices.Contains(indexNames, path.Base(key)) {
		key = strings.TrimSuffix(strings.TrimSuffix(key, path.Base(key)), "/")
	}
	return key
}

// guideName returns the path of a guide or a file for a path in the documentation: in
// lower case, except for README, and without characters that addresses of pages may not
// contain.
func guideName(name string) string {
	parts := strings.Split(text.NFC(name), "/")
	for i, part := range parts {
		stem := strings.TrimSuffix(part, path.Ext(part))
		if stem != "README" {
			part = strings.ToLower(part)
		}
		part = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return '-'
			case unicode.IsControl(r) || text.IsInvisible(r) || strings.ContainsRune("\\:*?\"<>|#%()[]", r):
				return '-'
			}
			return r
		}, part)
		part = strings.TrimRight(part, ". ")
		for len(part) > 200 {
			_, n := utf8.DecodeLastRuneInString(part)
			part = part[:len(part)-n]
		}
		if part == "" || text.IsReservedOnWindows(part) {
			part = "page-" + part
		}
		parts[i] = part
	}
	return strings.Join(parts, "/")
}

// unique returns a name that no other file of the result has. Names that differ only in
// letter case count as the same, and so do all names for the page of a folder.
func (c *converter) unique(name, from string) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	lang := ""
	if e := path.Ext(stem); ext == ".md" && e != "" && slices.Contains(c.Locales, e[1:]) {
		stem, lang = strings.TrimSuffix(stem, e), e
	}
	key := func(stem string) string {
		k := strings.ToLower(stem)
		if ext == ".md" && slices.Contains(indexNames, path.Base(k)) {
			k = path.Dir(k) + "/index"
		}
		return k + lang + strings.ToLower(ext)
	}
	unique := stem
	for n := max(2, c.taken[key(stem)]+1); c.taken[key(unique)] > 0; n++ {
		unique = stem + "-" + itoa(n)
		c.taken[key(stem)] = n
	}
	c.taken[key(unique)] = max(1, c.taken[key(unique)])
	if unique != stem {
		c.note(Renamed, from, "now %s, because another file has the name %s", unique+lang+ext, name)
	}
	return unique + lang + ext
}
