package site

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxProblem is the maximum number of characters of an essential problem.
const maxProblem = 200

// checkProblem checks that the essential problem is one phrase about a need and contains
// no name of a component.
func (d *Domain) checkProblem(c *checker) {
	for _, v := range d.EssentialProblem.Versions() {
		plain := v.Plain()
		if n := utf8.RuneCountInString(plain); n > maxProblem {
			c.warn("map/problem-length", v.Pos, v.Len, fmt.Sprintf("shorten it to %d characters; put the rest in notes", maxProblem), "the essential problem has %d characters", n)
		}
		if name := c.componentIn(plain); name != "" {
			c.warn("map/problem-names-component", v.Pos, v.Len, "describe the need without naming a solution", "the essential problem names %q, which is a component", name)
		}
	}
}

// componentIn returns the name of a component in a text, or "".
func (c *checker) componentIn(text string) string {
	products := c.products()
	for _, word := range latinWord.FindAllString(text, -1) {
		for _, name := range products[word] {
			if containsWord(text, name) {
				return name
			}
		}
	}
	return ""
}

var latinWord = regexp.MustCompile(`[A-Za-z0-9_-]+`)

// productNames returns the names of components by their first word, without names
// that are ordinary words, such as dashboards.
func productNames(components []*Component) map[string][]string {
	byWord := map[string][]string{}
	for _, x := range components {
		for _, name := range append(x.Name.all(), x.ID) {
			proper := strings.ToLower(name) != name || strings.Contains(name, "-") || x.ComponentKind == "cli" || x.ComponentKind == "library"
			if first := latinWord.FindString(name); len(name) > 2 && proper && !hasOwnScript(name) && first != "" {
				byWord[first] = append(byWord[first], name)
			}
		}
	}
	return byWord
}

// containsWord reports whether a text contains a name other than as part of a
// longer word.
func containsWord(text, name string) bool {
	inWord := func(b byte) bool {
		return b == '-' || b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(name)
		if (i == 0 || !inWord(text[i-1])) && (end == len(text) || !inWord(text[end])) {
			return true
		}
		from = end
	}
}
