package site

import (
	"slices"
	"strings"
	"unicode"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/tree"
)

// Text is something a person wrote, in one language or in several: inline
// Markdown, or paragraphs when it was written as a block.
type Text struct {
	versions []Version // in the order written; empty when nothing was written
}

// Version is a text in one language.
type Version struct {
	Lang string             // a locale code; for a bare string the language of its file
	Doc  *markdown.Document // never nil
	Pos  source.Pos
	Len  int // bytes from Pos
}

// Plain returns the text without markup.
func (v Version) Plain() string { return v.Doc.Plain(nil) }

// IsZero reports whether nothing was written.
func (t Text) IsZero() bool { return len(t.versions) == 0 }

// In returns the version for a locale, or the first one written if there is
// none: the reader sees a foreign text rather than a hole.
func (t Text) In(locale string) Version {
	for _, v := range t.versions {
		if v.Lang == locale {
			return v
		}
	}
	if len(t.versions) > 0 {
		return t.versions[0]
	}
	return Version{Lang: locale, Doc: emptyDocument}
}

// Plain returns the text without markup in a locale, as In chooses it.
func (t Text) Plain(locale string) string { return t.In(locale).Plain() }

// Has reports whether there is a version in a locale.
func (t Text) Has(locale string) bool {
	for _, v := range t.versions {
		if v.Lang == locale {
			return true
		}
	}
	return false
}

// Versions returns the text in every language it was written in.
func (t Text) Versions() []Version { return t.versions }

// Foreign reports whether a text in one language must be marked on a page in
// another. A bare string is in the main language of its site, which says little
// about names such as kube: in a language with a script of its own only texts
// in that script count.
func Foreign(text, lang string) bool { return !ownScript[lang] || hasOwnScript(text) }

// NeedsTranslation reports whether readers of another language miss something.
// Names such as kube or gRPC are at home in every language: what needs
// translation is in a script of its own, or has several words.
func NeedsTranslation(text, lang string) bool {
	return hasOwnScript(text) || !ownScript[lang] && strings.Count(text, " ") > 2
}

var ownScript = map[string]bool{"ja": true, "zh": true, "ko": true, "ru": true, "uk": true, "el": true, "th": true, "he": true, "ar": true, "hi": true}

// hasOwnScript reports whether a text has letters beyond the Latin ones.
func hasOwnScript(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 0x24F && unicode.IsLetter(r) }) >= 0
}

// is reports whether s is the text in any language.
func (t Text) is(s string) bool {
	for _, v := range t.versions {
		if v.Plain() == s {
			return true
		}
	}
	return false
}

var emptyDocument = markdown.Plain("")

// plainText returns a text that needs no translation, such as an id used as a name.
// It is no Markdown: the title "`<script>` tags" has lost its backticks.
func plainText(s, lang string, pos source.Pos) Text {
	return Text{[]Version{{Lang: lang, Doc: markdown.Plain(s), Pos: pos}}}
}

func (t *Text) decode(n *tree.Node, d *decoder) {
	defer func() {
		if !d.free {
			d.doc.texts = append(d.doc.texts, *t)
		}
	}()
	if n.Kind != tree.Map {
		t.versions = []Version{d.version(n, d.lang)}
		return
	}
	for _, p := range n.Pairs {
		if lang := p.Key.Text; localeCode.MatchString(lang) && !slices.Contains(d.locales, lang) {
			d.diags.Errorf("site/locale", p.Key.Pos, p.Key.Len, "the languages of this site are "+strings.Join(d.locales, ", ")+" (site.yaml, locales)",
				"%q is not a language of this site", lang)
			continue
		}
		t.versions = append(t.versions, d.version(p.Value, p.Key.Text))
	}
}

// unfolded returns a text with its line breaks between Japanese characters.
// YAML makes a space of a line break, which is right in English and wrong in
// Japanese; Markdown knows both. In a text on one line a space is a space.
func unfolded(n *tree.Node) string {
	source := n.Pos.File.Text[n.Pos.Offset:][:n.Len]
	if !strings.Contains(n.Text, " ") || strings.Trim(source, `"'`) == n.Text {
		return n.Text
	}
	text := []rune(n.Text)
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ' ' && text[i-1] >= 0x2E80 && text[i+1] >= 0x2E80 {
			text[i] = '\n'
		}
	}
	return string(text)
}

// version parses one language of a text and remembers the names it mentions.
func (d *decoder) version(n *tree.Node, lang string) Version {
	doc := markdown.ParseText(unfolded(n), n.Block, n.Find, d.diags)
	for i := range doc.Links {
		d.doc.prose = append(d.doc.prose, mention{&doc.Links[i], d.nth})
	}
	return Version{Lang: lang, Doc: doc, Pos: n.Pos, Len: n.Len}
}
