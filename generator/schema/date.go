package schema

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"platmap/generator/text"
)

// The valid form of dates, and the forms that people use instead. The groups are
// year, month and day.
var (
	dateShape  = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$`)
	looseShape = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?\s*[日月]?(?:[T ].*)?$`)
	yearShape  = regexp.MustCompile(`^(\d{4})\s*年()()$`)
	eightShape = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	// The groups of these are day, month and year.
	wordShape  = regexp.MustCompile(`^(?:(\d{1,2})(?:st|nd|rd|th)?\.? )?([A-Za-z]{3,9})\.?,? (\d{4})$`)
	monthShape = regexp.MustCompile(`^()(\d{1,2})/(\d{4})$`)
	// The groups of this are month, day and year.
	usShape = regexp.MustCompile(`^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`)
)

// isDate reports whether s is a valid date in the calendar.
func isDate(s string) bool {
	m := dateShape.FindStringSubmatch(s)
	return m != nil && s[0] != '0' && calendarProblem(m[1], m[2], m[3]) == ""
}

const dateHelp = "write a date such as 2026-11-02, 2026-11 or 2026"

// explainDate returns a description of the mistake in an invalid date, and the date that
// was meant, or "" if that is uncertain.
func explainDate(s string) (what, meant string) {
	what = "invalid date " + quote(s)
	m := dateParts(text.Narrow(s))
	if m == nil {
		return what, ""
	}
	if problem := calendarProblem(m[1], m[2], m[3]); problem != "" {
		return what + ": " + problem, ""
	}
	meant = m[1]
	for _, part := range m[2:] {
		if part != "" {
			meant += fmt.Sprintf("-%02s", part)
		}
	}
	if !isDate(meant) {
		return what, ""
	}
	return what, meant
}

// DateOf returns the date that a text means, such as 2026-11-02, 2026-11 or 2026, or "" if
// that is uncertain.
func DateOf(s string) string {
	_, meant := explainDate(s)
	return meant
}

// dateParts returns the year, month and day of a date in a form that people use, after
// the whole match, or nil.
func dateParts(s string) []string {
	for _, shape := range []*regexp.Regexp{dateShape, looseShape, yearShape, eightShape} {
		if m := shape.FindStringSubmatch(s); m != nil {
			return m
		}
	}
	var day, month, year string
	if m := wordShape.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], monthNumber(m[2]), m[3]
	} else if m := usShape.FindStringSubmatch(s); m != nil {
		day, month, year = m[2], monthNumber(m[1]), m[3]
	} else if m := monthShape.FindStringSubmatch(s); m != nil {
		day, month, year = "", m[2], m[3]
	}
	if month == "" {
		return nil
	}
	return []string{s, year, month, day}
}

// monthNumber returns the number of a month whose English name or abbreviation is
// given, or "".
func monthNumber(name string) string {
	for m := time.January; m <= time.December; m++ {
		if full := m.String(); len(name) <= len(full) && strings.EqualFold(name, full[:len(name)]) || strings.EqualFold(name, "Sept") && m == time.September {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}

// calendarProblem returns the reason why a month or a day does not exist in the calendar,
// or "".
func calendarProblem(year, month, day string) string {
	if month == "" {
		return ""
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	if m < 1 || m > 12 {
		return "there is no month " + month
	}
	if day == "" {
		return ""
	}
	d, _ := strconv.Atoi(day)
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if d < 1 || d > last {
		return fmt.Sprintf("%s %d has %d days", time.Month(m), y, last)
	}
	return ""
}

var spanShape = regexp.MustCompile(`^(\d+)\s*(d|w|m|y|days?|weeks?|months?|years?|日間?|週間?|[かカヶケ箇]月間?|年間?)$`)

// suggestSpan returns the span of time that s most likely means, or "".
func suggestSpan(s string) string {
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
