package render

import (
	"slices"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/theme"
)

var guideKind = pageKind{
	kind:     source.Guide,
	set:      func(p *Page, x site.Page) { p.Guide = x.(*site.Guide) },
	summary:  func(p *Page) string { return p.opening(maxDescription) },
	markdown: (*mdWriter).guide,
	search:   (*searchWriter).guide,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Guides = convert(s.Guides, guideJSON) },
}

// GuideHTML returns the body of the page's guide. A heading that repeats the page's
// title is left out.
func (p *Page) GuideHTML() theme.HTML {
	v := p.Guide.In(p.Locale)
	fill := p.filler(v.File)
	fill.NoPermalinks = false
	fill.NoTitle = p.repeatsTitle(v)
	fill.Subtitle = !fill.NoTitle
	return p.Explain(theme.HTML(v.Doc.HTML(fill)))
}

func (p *Page) repeatsTitle(v site.GuideVersion) bool {
	return text.OneLine(v.Doc.Title()) == text.OneLine(p.Guide.Name.Plain(p.Locale))
}

// TitleID returns the id of the heading that GuideHTML leaves out, or "".
func (p *Page) TitleID() string {
	if v := p.Guide.In(p.Locale); p.repeatsTitle(v) {
		return v.Doc.TitleID()
	}
	return ""
}

// TitleFootnotes returns the references to footnotes in the heading that GuideHTML
// leaves out.
func (p *Page) TitleFootnotes() theme.HTML {
	v := p.Guide.In(p.Locale)
	if !p.repeatsTitle(v) {
		return ""
	}
	return theme.HTML(v.Doc.TitleFootnotes(p.r.mdWords[p.Locale]))
}

// titleFootnoteMarks is TitleFootnotes as Markdown.
func (p *Page) titleFootnoteMarks() string {
	if p.Guide == nil {
		return ""
	}
	v := p.Guide.In(p.Locale)
	if !p.repeatsTitle(v) {
		return ""
	}
	return v.Doc.TitleFootnoteMarks()
}

// opening returns the start of the guide's text, at least n characters if it has them.
func (p *Page) opening(n int) string {
	v := p.Guide.In(p.Locale)
	fill := p.plainFiller(v.File)
	fill.NoTitle = p.repeatsTitle(v)
	return v.Doc.Opening(4*n, fill) // because a character has at most 4 bytes
}

// GuideLang returns the language of the guide's body if it is not the page's.
func (p *Page) GuideLang() string {
	if v := p.Guide.In(p.Locale); v.Lang != p.Locale {
		return v.Lang
	}
	return ""
}

// Heading is an entry of the table of contents.
type Heading struct {
	Level int // 2 or 3
	ID    string
	Text  theme.HTML
}

// contents returns a guide's table of contents, or nil for a short guide.
func contents(doc *markdown.Document) []Heading {
	var list []Heading
	for _, h := range doc.Headings {
		if h.Level == 2 || h.Level == 3 {
			list = append(list, Heading{h.Level, h.ID, theme.HTML(markdown.ProseHTML(h.Text))})
		}
	}
	if len(list) < 3 {
		return nil
	}
	return list
}

// headingText returns the name of a guide with the text of one of its headings.
func headingText(g *site.Guide, locale, id string) string {
	for _, h := range g.In(locale).Doc.Headings {
		if h.ID == id {
			return g.Name.Plain(locale) + ": " + h.Text
		}
	}
	return g.Name.Plain(locale)
}

// Neighbours returns the entries of up to nine guides of the folder, around the page's
// own guide, which is not a link. The limit keeps pages small if a folder has many
// guides.
func (p *Page) Neighbours() []theme.HTML {
	const around = 4
	first := p.Guide
	for n := 0; first.Prev != nil && n < around; n++ {
		first = first.Prev
	}
	var list []theme.HTML
	for g := first; g != nil && len(list) < 2*around+1; g = g.Next {
		if g == p.Guide {
			list = append(list, `<span aria-current="page">`+p.Name(g)+`</span>`)
		} else {
			list = append(list, p.Link(g))
		}
	}
	return list
}

func (w *mdWriter) guide() {
	g := w.p.Guide
	v := g.In(w.p.Locale)
	w.kicker(w.word("type", g.GuideType), w.word("status", string(g.Status.Notable())), w.links(refPages(g.Domains...)))
	w.blank()
	w.aka(g.Aka)
	w.paragraph(g.Summary)
	if w.p.GuideLang() != "" {
		w.block(w.p.Say("untranslated"))
	}
	body := v.Doc.Markdown
	if w.p.repeatsTitle(v) {
		body = v.Doc.MarkdownBody
	}
	w.block(trimBlank(body(w.linksOf(v.File))))
	w.block("---")
	w.byline(&g.Entity)
	w.end(g)
	ways := w.p.GuideInterfaces()
	if len(ways) > 0 {
		w.heading("guide.interfaces")
	}
	for _, way := range ways {
		domains := convert(way.In, func(x *site.Interface) string { return "[" + w.name(x.Domain) + "](" + w.href(x) + ")" })
		w.bullet(0, joinWith(" ", []string{w.word("kind", way.Kind), w.name(way.In[0])})+w.p.Say("colon")+w.join(domains...))
	}
	w.list("guide.components", refPages(g.Components...))
}

// guideList writes a section with guides, or nothing if there are none.
func (w *mdWriter) guideList(list []*site.Guide) {
	if len(list) > 0 {
		w.heading("domain.guides")
	}
	for _, g := range list {
		w.guideEntry(g, w.word("type", g.GuideType))
	}
}

// guideEntry writes a guide in a list, with facts in brackets.
func (w *mdWriter) guideEntry(g *site.Guide, facts ...string) {
	w.bullet(0, w.link(g)+w.note(facts...))
	w.bullet(1, w.text(g.Summary))
}

// NamedInterface is an interface that several domains offer under the same name.
type NamedInterface struct {
	Kind string
	In   []*site.Interface // one for each domain
}

// GuideInterfaces returns the interfaces that the guide is about, except those whose
// documentation the guide itself is.
func (p *Page) GuideInterfaces() []NamedInterface {
	var list []NamedInterface
	for _, x := range p.Guide.Interfaces {
		if x.Doc.To == p.Guide {
			continue
		}
		name := x.Name.Plain(p.Locale)
		i := slices.IndexFunc(list, func(n NamedInterface) bool { return n.Kind == x.Kind && n.In[0].Name.Plain(p.Locale) == name })
		if i < 0 {
			i, list = len(list), append(list, NamedInterface{Kind: x.Kind})
		}
		list[i].In = append(list[i].In, x)
	}
	return list
}

// guide adds the headings of a guide with their texts. The version in another language
// has the same parts if it has the same headings.
func (w *searchWriter) guide() {
	g := w.p.Guide
	w.inDomains(site.Targets(g.Domains)...)
	for _, v := range g.Versions {
		w.has[v.Lang] = true
	}
	v := g.In(w.p.Locale)
	repeats := w.p.repeatsTitle(v)
	sections := make([]string, len(v.Doc.Headings)+1) // of a text in another language only the headings
	if v.Lang == w.p.Locale {
		sections = convert(v.Doc.Sections(w.p.plainFiller(v.File)), text.OneLine)
	}
	top := []string{w.text(g.Summary), sections[0]}
	headings := v.Doc.Headings
	if len(headings) > 0 && repeats && headings[0].ID == v.Doc.TitleID() {
		top, sections, headings = append(top, sections[1]), sections[1:], headings[1:]
	}
	w.plainPart("", "", "", top...)
	for i, h := range headings {
		w.plainPart(h.ID, "heading", text.OneLine(h.Text), sections[i+1])
	}
}

type jsonGuide struct {
	jsonEntity
	Type       string   `json:"type,omitempty"`
	Domains    []string `json:"domains,omitempty"`
	Components []string `json:"components,omitempty"`
	Languages  []string `json:"languages"`
}

func guideJSON(g *site.Guide) jsonGuide {
	return jsonGuide{jsonEntity: entityJSON(&g.Entity), Type: g.GuideType, Domains: refIDs(g.Domains), Components: refIDs(g.Components),
		Languages: convert(g.Versions, func(v site.GuideVersion) string { return v.Lang })}
}
