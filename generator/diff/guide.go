package diff

import (
	"reflect"
	"slices"
	"strings"

	"platmap/generator/site"
)

// keysOfVersions are the keys that each language version of a guide has, and the keys
// that guides do not have.
var keysOfVersions = []string{"title", "summary", "lang", "draft", "name"}

// languages compares the language versions of a guide.
func (d *differ) languages(c *context, guides [2]*site.Guide) {
	var versions [2]map[string]*site.Guide
	var langs []string
	for side, g := range guides {
		versions[side] = map[string]*site.Guide{}
		for _, w := range g.Written() {
			version := w.(*site.Guide)
			versions[side][version.Versions[0].Lang] = version
		}
		for _, v := range g.Versions {
			if !slices.Contains(langs, v.Lang) {
				langs = append(langs, v.Lang)
			}
		}
	}
	done := map[*site.Guide]bool{}
	for _, lang := range langs {
		both := [2]*site.Guide{versions[before][lang], versions[after][lang]}
		for side := range both {
			if both[side] == nil && both[1-side] != nil { // the language of the file may have changed
				both[side] = inOtherLanguage(versions, side, both[1-side].File.Name)
			}
		}
		if done[both[before]] || done[both[after]] {
			continue
		}
		done[both[before]], done[both[after]] = both[before] != nil, both[after] != nil
		var bodies [2]Value
		var at [2]location
		for side, g := range both {
			if g != nil {
				bodies[side] = Value{Kind: Markdown, Plain: bodyOf(g), Lang: lang}
				at[side] = location{file: g.File, body: g.Versions[0].Body}
			}
		}
		switch {
		case both[before] == nil:
			d.add(c, Added, "body", bodies, at)
		case both[after] == nil:
			d.add(c, Removed, "body", bodies, at)
		default:
			d.language(c, both)
			a, b := both[before], both[after]
			if bodies[before].Plain != bodies[after].Plain && !d.sameMarkdown(a.Versions[0].Doc, a.File, b.Versions[0].Doc, b.File) {
				d.add(c, Changed, "body", bodies, at)
				d.headings(c, both)
			}
		}
	}
}

// inOtherLanguage returns the version in a file on one side if the other side has no
// version in its language, or nil.
func inOtherLanguage(versions [2]map[string]*site.Guide, side int, file string) *site.Guide {
	for lang, g := range versions[side] {
		if g.File.Name == file && versions[1-side][lang] == nil {
			return g
		}
	}
	return nil
}

// language compares the keys of a guide in one language.
func (d *differ) language(c *context, both [2]*site.Guide) {
	var v [2]value
	for side, g := range both {
		d.lang[side] = g.Versions[0].Lang
		v[side] = value{written: reflect.ValueOf(g).Elem(), at: location{file: g.File}}
	}
	for _, f := range fieldsOf(v[before].written.Type()) {
		if f.key == "title" || f.key == "summary" || f.key == "lang" {
			d.leaf(c, f.key, [2]value{v[before].field(f), v[after].field(f)})
		}
	}
}

// bodyOf returns the Markdown of a guide in one language, with Unix line breaks, because
// git may write other ones into the working tree.
func bodyOf(g *site.Guide) string {
	return strings.TrimSpace(withUnixLines(g.File.Text[min(g.Versions[0].Body, len(g.File.Text)):]))
}

func withUnixLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// headings compares the headings of a guide in one language, except the title, and the
// anchors in its text. Other sites may link to them.
func (d *differ) headings(c *context, both [2]*site.Guide) {
	var entries [2][]entry
	var values [2][]Value
	var at [2][]location
	for side, g := range both {
		v := g.Versions[0]
		for _, h := range v.Doc.Headings {
			if h.ID != v.Doc.TitleID() {
				s := sketcher{fine: true}
				s.text(h.Text)
				entries[side] = append(entries[side], entry{id: h.ID, names: []string{h.Text}, words: s.sketch()})
				values[side] = append(values[side], Value{Kind: Markdown, Plain: h.Text, Lang: v.Lang, To: site.Target{Anchor: h.ID}})
				at[side] = append(at[side], location{file: g.File, body: h.Pos.Offset})
			}
		}
		for _, id := range v.Doc.Anchors {
			entries[side] = append(entries[side], entry{id: id})
			values[side] = append(values[side], Value{Kind: Markdown, Plain: "#" + id, Lang: v.Lang, To: site.Target{Anchor: id}})
			at[side] = append(at[side], location{file: g.File, body: v.Body})
		}
	}
	d.walk(pair(entries[before], entries[after]), len(entries[after]), func(i, j, _ int) {
		var old, new Value
		locations := [2]location{}
		if i >= 0 {
			old, locations[before] = values[before][i], at[before][i]
		}
		if j >= 0 {
			new, locations[after] = values[after][j], at[after][j]
		}
		switch {
		case i < 0:
			d.add(c, Added, "headings", [2]Value{old, new}, locations)
		case j < 0:
			d.add(c, Removed, "headings", [2]Value{old, new}, locations)
		case old.Plain != new.Plain || old.To.Anchor != new.To.Anchor:
			d.add(c, Changed, "headings", [2]Value{old, new}, locations)
		}
	})
}
