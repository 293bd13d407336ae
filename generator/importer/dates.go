package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"platmap/generator/text"
)

var (
	isoDate      = regexp.MustCompile(`^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?(?:[ T].*)?$`)
	japaneseDate = regexp.MustCompile(`^(令和|平成|昭和|[RHS])\.?(\d{1,2}|元)[年./-](\d{1,2})(?:[月./-](\d{1,2})日?|月)?$`)
	dayFirst     = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$`)
	englishDate  = regexp.MustCompile(`^(?:(\d{1,2}) )?([A-Za-z]{3,9})\.? (?:(\d{1,2}), ?)?(\d{4})$`)
)

// eras maps each Japanese era to the year before its first year.
var eras = map[string]int{"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}

// dateOf returns a date in a usual form as 2026-11-02, 2026-11 or 2026, or "". It does
// not guess: 4/5/2026 may be in April or in May, and the fiscal year 2026年度 ends in 2027.
func dateOf(s string) string {
	s = text.OneLine(text.Compatible(s))
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return validDate(m[1], m[2], m[3])
	}
	if m := japaneseDate.FindStringSubmatch(s); m != nil {
		year := 1
		if m[2] != "元" {
			year, _ = strconv.Atoi(m[2])
		}
		return validDate(strconv.Itoa(eras[m[1]]+year), m[3], m[4])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		switch {
		case a > 12 || a == b:
			return validDate(m[3], m[2], m[1])
		case b > 12:
			return validDate(m[3], m[1], m[2])
		}
	}
	if m := englishDate.FindStringSubmatch(s); m != nil && (m[1] == "" || m[3] == "") {
		for month := time.January; month <= time.December; month++ {
			if strings.EqualFold(m[2], month.String()) || strings.EqualFold(m[2], month.String()[:3]) {
				return validDate(m[4], strconv.Itoa(int(month)), m[1]+m[3])
			}
		}
	}
	return ""
}

// validDate returns the date with the given parts, or "" if it is invalid. month and day
// may be "".
func validDate(year, month, day string) string {
	date, layout := year, "2006"
	for _, part := range []string{month, day} {
		if part != "" {
			n, _ := strconv.Atoi(part)
			date, layout = fmt.Sprintf("%s-%02d", date, n), layout+"-01"
		}
	}
	if layout == "2006-01-01" {
		layout = time.DateOnly
	}
	if t, err := time.Parse(layout, date); err != nil || t.Year() < 1000 {
		return ""
	}
	return date
}
