package search

import (
	"slices"
	"strings"
)

const (
	maxUnits = 16  // maximum number of units of a query that are searched
	maxQuery = 256 // maximum number of characters of a query; each term takes time and memory for all documents
)

// unit is a part of a query that a document contains or lacks. It has alternatives, each
// of which is a list of terms.
type unit struct {
	alternatives [][]string
	japanese     bool   // whether it is a run of Japanese and not a word
	run          string // the run
	prefix       bool   // whether a term that begins with the last term of an alternative matches too
}

// questionWords are common words in English questions about any topic.
var questionWords = strings.Fields("a an and any are be can could did do does for from has have how i if is me my of or our please shall " +
	"should than that the their them there they this to was we were what when where which who whom whose why will with would you your")

// isQuestionWord reports whether a unit is such a word. A word that may be the beginning
// of a longer one is not.
func (u unit) isQuestionWord() bool {
	return !u.prefix && len(u.alternatives) == 1 && len(u.alternatives[0]) == 1 && slices.Contains(questionWords, u.alternatives[0][0])
}

// units returns the units of a query without duplicates. It leaves out question words
// unless the query consists only of these.
func units(query string) []unit {
	n := normalise(nil, query)
	if len(n.chars) > maxQuery {
		n.chars, n.text = n.chars[:maxQuery], n.text[:n.chars[maxQuery].at]
	}
	if last := len(n.chars) - 1; last > 0 && 'a' <= n.chars[last].r && n.chars[last].r <= 'z' && 0x3041 <= n.chars[last-1].r && n.chars[last-1].r <= 0x3096 {
		n.chars, n.text = n.chars[:last], n.text[:n.chars[last].at] // as in 注もn, while the input method waits for the rest of の
	}
	var list []unit
	for i := 0; i < len(n.chars); {
		switch n.chars[i].class {
		case japanese:
			j := n.run(i)
			list = append(list, n.japaneseUnit(i, j))
			i = j
		case wordClass:
			parts := n.compound(i)
			list = append(list, n.wordUnit(parts))
			i = parts[len(parts)-1].to
		default:
			i++
		}
	}
	if len(list) > 0 && !list[len(list)-1].japanese && !slices.Contains([]rune(" \t\r\n+#"), n.chars[len(n.chars)-1].r) {
		list[len(list)-1].prefix = true
	}
	var once []unit
	for _, u := range list {
		if !slices.ContainsFunc(once, func(x unit) bool {
			return slices.EqualFunc(x.alternatives, u.alternatives, slices.Equal) && x.prefix == u.prefix
		}) {
			once = append(once, u)
		}
	}
	if slices.ContainsFunc(once, func(u unit) bool { return !u.isQuestionWord() }) {
		once = slices.DeleteFunc(once, unit.isQuestionWord)
	}
	return once[:min(len(once), maxUnits)]
}

// japaneseUnit returns a unit with all pairs of a run. A single character is the
// beginning of a term, because each character of a text begins one.
func (n normal) japaneseUnit(i, j int) unit {
	u := unit{japanese: true, run: n.string(i, j), prefix: j == i+1}
	if u.prefix {
		u.alternatives = [][]string{{u.run}}
		return u
	}
	var pairs []string
	for k := i; k+1 < j; k++ {
		if pair := n.string(k, k+2); !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	u.alternatives = [][]string{pairs}
	return u
}

// wordUnit returns a unit with a word or a compound: joined, or all its words.
func (n normal) wordUnit(parts []span) unit {
	var u unit
	var words, names []string // names contain signs, such as c++
	for _, p := range parts {
		word := n.cut(p)
		_, name := n.special(p)
		if name == "" {
			name = word
		}
		words, names = append(words, word), append(names, name)
	}
	if joined := n.joined(parts); joined != "" {
		u.alternatives = append(u.alternatives, []string{joined})
	}
	if !slices.Equal(names, words) {
		u.alternatives = append(u.alternatives, names)
	}
	u.alternatives = append(u.alternatives, words)
	if letters := n.letters(parts[0]); letters != "" && len(parts) == 1 {
		u.alternatives = append(u.alternatives, []string{letters}) // so that OAuth 2 finds oauth2
	}
	return u
}
