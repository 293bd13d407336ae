package render

import (
	"fmt"
	"strings"

	"platmap/generator/history"
	"platmap/generator/site"
)

// The file feed.xml contains the changes in the format of RFC 4287, with an entry for
// each day. Its links and ids are absolute URLs, so only a site with a base URL has a
// feed.

const feedName = "feed.xml"

// maxFeed is the maximum number of days in the feed.
const maxFeed = 60

// feeds adds the feed of each language.
func (r *renderer) feeds(files map[string]content) {
	if !r.hasPast() {
		return
	}
	for _, locale := range r.site.Locales {
		files[r.localPath(feedName, locale)] = r.viewPage("changes", locale).feed
	}
}

// Feed returns the relative URL of the feed in the page's language, or "".
func (p *Page) Feed() string {
	if p.r.baseURL == "" || !p.r.hasPast() || p.Kind == "404" {
		return ""
	}
	return p.relative(p.r.localPath(feedName, p.Locale))
}

// feedDay is the changes of a day.
type feedDay struct {
	date    site.Date
	updated *history.Entry // the newest commit
	changes []*PastChange
}

func (p *Page) feedDays() []feedDay {
	var days []feedDay
	for _, c := range p.r.past().changes {
		if n := len(days); n == 0 || days[n-1].date != c.Date() {
			if n == maxFeed {
				break
			}
			days = append(days, feedDay{date: c.Date(), updated: c.Entry})
		}
		last := &days[len(days)-1]
		last.changes = append(last.changes, c)
	}
	return days
}

// feed renders the feed. Its times are those of commits, so that equal content gives
// equal bytes.
func (p *Page) feed() ([]byte, error) {
	var b strings.Builder
	element := func(name, text string) { b.WriteString("<" + name + ">" + escapeXML(text) + "</" + name + ">\n") }
	link := func(rel, url string) { fmt.Fprintf(&b, `<link rel="%s" href="%s"/>`+"\n", rel, escapeXML(url)) }
	self := p.r.baseURL + "/" + p.r.localPath(feedName, p.Locale)
	title := p.Plain(p.Site.Title)
	days := p.feedDays()
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n", escapeXML(p.Locale))
	element("id", self)
	element("title", title+" – "+p.Say("view.changes"))
	if len(days) > 0 {
		element("updated", timestamp(days[0].updated))
	} else {
		element("updated", timestamp(p.r.History.Entries[0]))
	}
	link("self", self)
	link("alternate", p.Absolute())
	b.WriteString("<author><name>" + escapeXML(title) + "</name></author>\n")
	for _, d := range days {
		b.WriteString("<entry>\n")
		element("id", self+"#"+string(d.date))
		element("title", formatDate(d.date, p.Locale)+p.Say("colon")+p.feedTitle(d.changes))
		element("updated", timestamp(d.updated))
		link("alternate", p.Absolute())
		b.WriteString(`<content type="html">` + escapeXML(p.feedContent(d.changes)) + "</content>\n</entry>\n")
	}
	b.WriteString("</feed>\n")
	return []byte(b.String()), nil
}

func timestamp(e *history.Entry) string { return e.Time.Format("2006-01-02T15:04:05Z") }

// feedTitle returns the names of the things that changed.
func (p *Page) feedTitle(list []*PastChange) string {
	const most = 4
	var names []string
	seen := map[string]bool{}
	for _, c := range list {
		if name := p.PastName(c); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if n := len(names) - most; n > 0 {
		return p.Say("change.and_others", strings.Join(names[:most], p.Say("comma")), n)
	}
	return strings.Join(names, p.Say("comma"))
}

// feedContent returns the changes as HTML with absolute URLs.
func (p *Page) feedContent(list []*PastChange) string {
	var b strings.Builder
	b.WriteString("<ul>")
	for _, c := range list {
		name := escapeXML(p.PastName(c))
		if c.Page != nil {
			name = `<a href="` + escapeXML(p.AbsoluteOf(p.Href(c.Page))) + `">` + name + "</a>"
		}
		b.WriteString("<li>" + escapeXML(p.Say("weight."+c.Weight.String())) + p.Say("colon") + name + p.Say("colon") + escapeXML(p.pastText(c)))
		if url := p.Commit(c.Entry); url != "" {
			b.WriteString(` <a href="` + escapeXML(url) + `">` + escapeXML(c.Entry.Short()) + "</a>")
		}
		b.WriteString("</li>")
	}
	b.WriteString("</ul>")
	return b.String()
}
