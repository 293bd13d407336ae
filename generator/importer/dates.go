package importer

import (
	"fmt"
	"regexp"
	"strconv"

	"platmap/generator/schema"
	"platmap/generator/text"
)

var (
	japaneseDate = regexp.MustCompile(`^(令和|平成|昭和|[RHS])\.?(\d{1,2}|元)[年./-](\d{1,2}.*)$`)
	dayFirst     = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$`)
)

// eras are the years before the first one of a Japanese era.
var eras = map[string]int{"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}

// dateOf returns a date in a usual form as 2026-11-02, 2026-11 or 2026, or "". It does not
// guess: 4/5/2026 is April or May, and 2026年度 begins in 2026 and ends later.
func dateOf(s string) string {
	s = text.OneLine(text.Compatible(s))
	if m := japaneseDate.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[2])
		if m[2] == "元" {
			year = 1
		}
		s = fmt.Sprintf("%d-%s", eras[m[1]]+year, m[3])
	} else if m := dayFirst.FindStringSubmatch(s); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		switch {
		case a > 12 || a == b:
			s = m[3] + "-" + m[2] + "-" + m[1]
		case b > 12:
			s = m[3] + "-" + m[1] + "-" + m[2]
		}
	}
	return schema.DateOf(s)
}
