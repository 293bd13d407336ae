package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Text is a text in one or several languages: inline Markdown, or paragraphs if it was
// written as a block.
type Text struct {
	versions []Version // in the order written
}

// Version is a text in one language.
type Version struct {
	Lang string             // a locale code; for a bare string the language of its file
	Doc  *markdown.Document // never nil
	Pos  source.Pos
	Len  int // length in bytes, from Pos
}

// Plain returns the text without markup.
func (v Version) Plain() string { return v.Doc.Plain(nil) }

// IsZero reports whether the text was not written.
func (t Text) IsZero() bool { return len(t.versions) == 0 }

// In returns the version for a locale, or the first version if there is none,
// because a text in another language is better than no text.
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

// Plain returns In(locale) without markup.
func (t Text) Plain(locale string) string { return t.In(locale).Plain() }

// Has reports whether there is a version for a locale.
func (t Text) Has(locale string) bool {
	return slices.ContainsFunc(t.versions, func(v Version) bool { return v.Lang == locale })
}

// Versions returns the text in all its languages.
func (t Text) Versions() []Version { return t.versions }

// all returns the versions without markup.
func (t Text) all() []string {
	var all []string
	for _, v := range t.versions {
		all = append(all, v.Plain())
	}
	return all
}

// Foreign reports whether a text in the language lang must be marked with its language on
// a page in another language. Bare strings count as text in the main language of the
// site. If that language has its own script, names in Latin letters, such as kube, may be
// in any language, so they are not marked.
func Foreign(text, lang string) bool { return !isOwnScript(lang) || hasOwnScript(text) }

// needsTranslation reports whether a text must be translated for readers of other
// languages: whether it is in another script than Latin, or has several words. Names such
// as kube or gRPC need no translation.
func needsTranslation(text, lang string) bool {
	return hasOwnScript(text) || !isOwnScript(lang) && strings.Count(text, " ") > 2
}

var ownScript = map[string]bool{"ja": true, "zh": true, "ko": true, "ru": true, "uk": true, "el": true, "th": true, "he": true, "ar": true, "hi": true}

// isOwnScript reports whether a language, such as ja or zh-CN, has a script that is not Latin.
func isOwnScript(lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	return ownScript[base]
}

// hasOwnScript reports whether a text has letters that are not Latin.
func hasOwnScript(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 0x24F && unicode.IsLetter(r) }) >= 0
}

var emptyDocument = markdown.Plain("")

// plainText returns a text that is not Markdown and needs no translation, such as an id
// used as a name.
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
			free := slices.DeleteFunc(slices.Clone(d.locales), func(l string) bool { return n.Get(l) != nil })
			help := didYouMean(text.Closest(lang, free), func() string {
				return fmt.Sprintf("write %s, or add %s to locales in site.yaml", text.ListOr(d.locales), lang)
			})
			d.diags.Errorf("site/locale", p.Key.Pos, p.Key.Len, help, "%q is not a language of this site", lang)
		}
		t.versions = append(t.versions, d.version(p.Value, p.Key.Text))
	}
}

// version parses a text in one language and records its links.
func (d *decoder) version(n *tree.Node, lang string) Version {
	var found source.Diagnostics
	block := n.Block
	if block && d.isName && !linkDefinition.MatchString(n.Text) {
		block = false
		if strings.Contains(strings.TrimSpace(n.Text), "\n") {
			d.diags.Add(source.Diagnostic{Code: "yaml/joined-lines", Severity: source.Warning, Pos: n.Pos, Len: n.Len,
				Text: "a name is on one line, so its lines are joined", Help: "write the first line as the name, and the others under another key, such as text"})
		}
	}
	doc := markdown.ParseText(joinJapanese(n), block, n.Find, &found)
	escaped := n.InDoubleQuotes()
	for _, f := range found {
		if escaped {
			f.Help = escapeHelp(f.Help)
		}
		d.diags.Add(f)
	}
	for i := range doc.Links {
		d.doc.prose = append(d.doc.prose, mention{link: &doc.Links[i], nth: d.nth, escaped: escaped})
	}
	return Version{Lang: lang, Doc: doc, Pos: n.Pos, Len: n.Len}
}

// escapeHelp returns a help for a text in double quotes. The Markdown and HTML in it are
// escaped as needed there.
func escapeHelp(help string) string {
	help = strings.ReplaceAll(help, `\`, `\\`)
	return tagInHelp.ReplaceAllStringFunc(help, func(tag string) string { return strings.ReplaceAll(tag, `"`, `\"`) })
}

// tagInHelp matches an HTML tag that a help repeats.
var tagInHelp = regexp.MustCompile(`<[A-Za-z][^<>]*>`)

// joinJapanese returns a text in which spaces next to Japanese characters are line breaks
// again if YAML has made them from line breaks; Markdown then removes those that need no
// space. Spaces within a line are kept, and so are all spaces of a text written with |,
// whose line breaks YAML keeps.
func joinJapanese(n *tree.Node) string {
	source := n.Pos.File.Text[n.Pos.Offset:]
	if !strings.Contains(n.Text, " ") || source[0] == '|' || strings.Trim(source[:n.Len], `"'`) == n.Text {
		return n.Text
	}
	if source[0] == '>' {
		_, source, _ = strings.Cut(source, "\n")
	}
	text := []rune(n.Text)
	for i, r := range text {
		if r != ' ' {
			source = afterRune(source, r)
		} else if 0 < i && i+1 < len(text) && (text[i-1] >= 0x2E80 || text[i+1] >= 0x2E80) && startsWithBreak(source) {
			text[i] = '\n'
		}
	}
	return string(text)
}

func startsWithBreak(source string) bool {
	next := strings.TrimLeft(source, " \t\r\n")
	return strings.Contains(source[:len(source)-len(next)], "\n")
}

// afterRune returns the source of a text after its next character r, before which there
// may be blanks, a quote and a backslash. It returns "" if the next character is another
// one, as in most escapes.
func afterRune(source string, r rune) string {
	for _, blank := range [...]string{"", " \t\r\n", "\\ \t\r\n", "\"' \t\r\n"} {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(source, blank), string(r)); ok {
			return rest
		}
	}
	if r == '\n' {
		return strings.TrimPrefix(strings.TrimLeft(source, " \t\r\n"), `\n`)
	}
	return ""
}
