package render

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/query"
	"platmap/generator/site"
)

// The file lifecycle.ics has an event for each day on which something planned begins
// (since) or something that is not retired ends (until), in the format of RFC 5545.
// Programs read the calendar repeatedly, so the UID of an event stays the same until its
// entry gets another id or name.

const calendarName = "lifecycle.ics"

// calendarEvent is a day in the calendar.
type calendarEvent struct {
	query.Stage
	what string // "since" or "until"
	day  site.Date
}

func calendarEvents(s *site.Site) []calendarEvent {
	var events []calendarEvent
	for _, x := range query.Lifecycle(s) {
		if x.Status == site.Planned && !x.Since.Day().IsZero() {
			events = append(events, calendarEvent{x, "since", site.Date(x.Since.Day().Format("2006-01-02"))})
		}
		if x.Status != site.Retired && x.Ends() != "" {
			events = append(events, calendarEvent{x, "until", x.Ends()})
		}
	}
	return events
}

// Calendar returns the relative URL of the calendar in the page's language, or "" if it
// has no events: a calendar without events is not valid.
func (p *Page) Calendar() string {
	if !p.r.calendars() {
		return ""
	}
	return p.relative(p.r.localPath(calendarName, p.Locale))
}

// calendar renders lifecycle.ics. DTSTAMP is the day of the event, because equal content
// gives equal bytes.
func (p *Page) calendar() ([]byte, error) {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(foldLine(name+":"+value) + "\r\n") }
	text := func(name, value string) { line(name, calendarEscapes.Replace(value)) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//platmap//platmap//EN")
	text("X-WR-CALNAME", p.Site.Title.Plain(p.Locale))
	for _, e := range calendarEvents(p.Site) {
		id := e.Entry.Page.Base().ID
		if e.Entry.Anchor != "" {
			id += "#" + e.Entry.Anchor
		}
		line("BEGIN", "VEVENT")
		text("UID", string(e.Entry.Page.Base().Kind)+":"+id+":"+e.what)
		line("DTSTAMP", compact(e.day)+"T000000Z")
		line("DTSTART;VALUE=DATE", compact(e.day))
		line("TRANSP", "TRANSPARENT")
		text("SUMMARY", p.Say("calendar."+e.what, p.Plain(e.Name)))
		var about []string
		if e.Successor != nil {
			name, _ := p.nameOf(*e.Successor)
			about = append(about, p.Say("replaced_by")+p.Say("colon")+name.Plain(p.Locale))
		}
		if !e.Why.IsZero() {
			about = append(about, p.Plain(e.Why))
		}
		if about != nil {
			text("DESCRIPTION", strings.Join(about, "\n"))
		}
		if url := p.AbsoluteOf(p.Href(e.Entry)); url != "" {
			line("URL", url)
		}
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return []byte(b.String()), nil
}

// compact returns a day without hyphens.
func compact(d site.Date) string { return strings.ReplaceAll(string(d), "-", "") }

var calendarEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// foldLine breaks a line into lines of at most 75 octets. All but the first begin with a
// space. Characters are not split.
func foldLine(s string) string {
	const most = 75
	var b strings.Builder
	length := 0
	for _, r := range s {
		n := utf8.RuneLen(r)
		if length+n > most {
			b.WriteString("\r\n ")
			length = 1
		}
		b.WriteRune(r)
		length += n
	}
	return b.String()
}
