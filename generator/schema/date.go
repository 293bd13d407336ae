package schema

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"platmap/generator/text"
)

// The shapes in which people write dates. Groups are year, month and day.
var (
	dateShape  = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$`)
	looseShape = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?\s*[日月]?(?:[T ].*)?$`)
)

// isDate reports whether a text is a date that the calendar has.
func isDate(text string) bool {
	m := dateShape.FindStringSubmatch(text)
	return m != nil && text[0] != '0' && calendarFault(m[1], m[2], m[3]) == ""
}

// dateFault says what is wrong with a text that should be a date, and what to
// write instead.
func dateFault(s string) (what, help string) {
	const usual = "a date is written 2026-11-02, 2026-11 or 2026"
	m := looseShape.FindStringSubmatch(text.Narrow(s))
	if strict := dateShape.FindStringSubmatch(s); strict != nil {
		m = strict
	}
	if m == nil {
		return quote(s) + " is not a date", usual
	}
	if fault := calendarFault(m[1], m[2], m[3]); fault != "" {
		return bare(s) + ": " + fault, usual
	}
	written := m[1]
	for _, part := range m[2:] {
		if part != "" {
			written += fmt.Sprintf("-%02s", part)
		}
	}
	if !isDate(written) {
		return quote(s) + " is not a date", usual
	}
	return bare(s) + ": write " + written, "write " + written
}

// calendarFault returns why there is no such month or day, or "".
func calendarFault(year, month, day string) string {
	if month == "" {
		return ""
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	if m < 1 || m > 12 {
		return "there is no such month"
	}
	if day == "" {
		return ""
	}
	d, _ := strconv.Atoi(day)
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if d < 1 || d > last {
		return fmt.Sprintf("there is no such day; %s %d has %d", time.Month(m), y, last)
	}
	return ""
}

var spanShape = regexp.MustCompile(`^(\d+)\s*(d|w|m|y|days?|weeks?|months?|years?|日間?|週間?|[かカヶケ箇]月間?|年間?)$`)

// spanHelp returns the span of time that a text most likely means, or "".
func spanHelp(s string) string {
	m := spanShape.FindStringSubmatch(strings.ToLower(text.Narrow(s)))
	if m == nil {
		return ""
	}
	for unit, starts := range map[string]string{"d": "d日", "w": "w週", "m": "mかカヶケ箇", "y": "y年"} {
		if strings.ContainsRune(starts, []rune(m[2])[0]) {
			return m[1] + unit
		}
	}
	return ""
}
