package render_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"platmap/generator"
	"platmap/generator/internal/testsite"
)

// The calendar follows RFC 5545: lines end with CRLF and have at most 75 octets, no
// character is split, and each event has the required properties.
func TestCalendar_IsValid(t *testing.T) {
	long := strings.Repeat("長い名前、", 30)
	pages, diags, err := generator.Build(generator.Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: fstest.MapFS{
		"domains/queue.yaml": {Data: []byte("name: Queue\nstatus: draft\nfeatures:\n" +
			"  - {name: " + long + ", status: deprecated, until: 2027-02, why: 'a, b; c \\\\ d'}\n" +
			"  - {name: Prices, status: planned, since: 2027}\n")},
	}})
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	b, err := fs.ReadFile(pages, "lifecycle.ics")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "\r\n") {
		t.Error("not all lines end with CRLF")
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets, valid UTF-8: %v: %q", len(line), utf8.ValidString(line), line)
		}
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{"SUMMARY:" + long + " ends\r\n", `DESCRIPTION:a\, b\; c \\ d` + "\r\n", "DTSTART;VALUE=DATE:20270228\r\n", "DTSTART;VALUE=DATE:20270101\r\n"} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("no %q in %s", want, unfolded)
		}
	}
	uids := map[string]bool{}
	for _, event := range strings.Split(unfolded, "BEGIN:VEVENT\r\n")[1:] {
		for _, property := range []string{`UID:\S+`, `DTSTAMP:\d{8}T\d{6}Z`, `DTSTART;VALUE=DATE:\d{8}`, "END:VEVENT"} {
			if n := len(regexp.MustCompile(`(?m)^`+property+`\r$`).FindAllString(event, -1)); n != 1 {
				t.Errorf("%d × %s in %s", n, property, event)
			}
		}
		uids[regexp.MustCompile(`UID:\S+`).FindString(event)] = true
	}
	if len(uids) != 2 {
		t.Errorf("%d UIDs, want 2", len(uids))
	}
}

// A calendar without events would not be valid, so there is none.
func TestCalendar_WithoutEvents(t *testing.T) {
	pages, _, err := generator.Build(generator.Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: fstest.MapFS{
		"domains/queue.yaml": {Data: []byte("name: Queue\nstatus: draft\nfeatures:\n  - {name: Prices, status: planned}\n")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(pages, "lifecycle.ics"); err == nil {
		t.Error("there is a calendar")
	}
	if b, _ := fs.ReadFile(pages, "lifecycle.html"); strings.Contains(string(b), "lifecycle.ics") {
		t.Error("a page links to it")
	}
}
