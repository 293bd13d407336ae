package markdown

import (
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Larger blocks, and blocks with longer lines, are not highlighted: they are most
// likely data, and chroma's regular expressions can take seconds for them.
const (
	maxHighlight = 100_000 // bytes
	maxLine      = 4_000   // bytes
)

// Highlight returns the HTML of a code block's text, with spans in chroma's short
// classes and class hl on marked lines. Code in an unknown language gets no spans.
func Highlight(c Code) []byte {
	lexer := lexerFor(c.Lang)
	if lexer == nil || len(c.Source) > maxHighlight || longLine(c.Source) {
		return appendLines(nil, []chroma.Token{{Type: chroma.Text, Value: c.Source}}, c.Lines)
	}
	tokens, err := chroma.Tokenise(lexer, &chroma.TokeniseOptions{State: "root"}, c.Source)
	if err != nil {
		tokens = []chroma.Token{{Type: chroma.Text, Value: c.Source}}
	}
	return appendLines(make([]byte, 0, 3*len(c.Source)), tokens, c.Lines)
}

func longLine(s string) bool {
	for line := range strings.Lines(s) {
		if len(line) > maxLine {
			return true
		}
	}
	return false
}

// appendLines appends tokens, with each marked line in a span of its own.
func appendLines(dst []byte, tokens []chroma.Token, marked [][2]int) []byte {
	if len(marked) == 0 {
		for _, t := range tokens {
			dst = appendToken(dst, t)
		}
		return dst
	}
	for i, line := range chroma.SplitTokensIntoLines(tokens) {
		mark := false
		for _, r := range marked {
			mark = mark || r[0] <= i+1 && i+1 <= r[1]
		}
		if mark {
			dst = append(dst, `<span class="hl">`...)
		}
		for _, t := range line {
			dst = appendToken(dst, t)
		}
		if mark {
			dst = append(dst, "</span>"...)
		}
	}
	return dst
}

func appendToken(dst []byte, t chroma.Token) []byte {
	class := ""
	if strings.TrimSpace(t.Value) != "" {
		class = classOf(t.Type)
	}
	if class == "" {
		return appendText(dst, t.Value)
	}
	dst = append(append(append(dst, `<span class="`...), class...), `">`...)
	return append(appendText(dst, t.Value), "</span>"...)
}

// classOf returns chroma's short class for a token type or its nearest parent.
func classOf(t chroma.TokenType) string {
	for t != 0 {
		if class, ok := chroma.StandardTypes[t]; ok {
			return class
		}
		t = t.Parent()
	}
	return ""
}

// lexerFor returns the lexer of a language by name, ignoring case, or nil. Chroma's
// own search matches all file patterns when no name matches, which is slow.
func lexerFor(lang string) chroma.Lexer { return lexersByName()[strings.ToLower(lang)] }

var lexersByName = sync.OnceValue(func() map[string]chroma.Lexer {
	byName := map[string]chroma.Lexer{}
	registry := chroma.NewLexerRegistry() // a registry, because some lexers use other lexers
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		config := l.Config()
		merged := chroma.Coalesce(registry.Register(withMatchTimeout(l)))
		for _, name := range append([]string{config.Name}, config.Aliases...) {
			if name = strings.ToLower(name); byName[name] == nil {
				byName[name] = merged
			}
		}
	}
	delete(byName, "plaintext")
	delete(byName, "text")
	return byName
})

// matchTimeout is how long one regular expression may take. Chroma's own limit is
// 250 ms of wall-clock time. A busy machine sometimes exceeds it. The rule then
// counts as not matching, and equal input gives different pages. Without any
// limit, a malicious block could stop a build.
const matchTimeout = 10 * time.Second

// withMatchTimeout returns a copy of a lexer that uses matchTimeout. Lexers that
// are not based on rules are returned unchanged.
func withMatchTimeout(l chroma.Lexer) chroma.Lexer {
	old, ok := l.(*chroma.RegexLexer)
	if !ok {
		return l
	}
	made, err := chroma.NewLexer(old.Config(), func() chroma.Rules {
		rules, err := old.Rules()
		if err != nil {
			return nil
		}
		rules = rules.Clone()
		rules[timeoutState] = []chroma.Rule{{Pattern: `\z`, Type: chroma.Text, Mutator: setPatience{}}}
		return rules
	})
	if err != nil {
		return l
	}
	return made.SetAnalyser(old.AnalyseText)
}

// timeoutState is a state that no rule enters. Its mutator is the only access to
// compiled rules that chroma offers.
const timeoutState = "platmap-timeout"

type setPatience struct{}

func (setPatience) Mutate(*chroma.LexerState) error { return nil }

func (setPatience) MutateLexer(rules chroma.CompiledRules, state string, _ int) error {
	delete(rules, state)
	for _, list := range rules {
		for _, rule := range list {
			rule.Regexp.MatchTimeout = matchTimeout
		}
	}
	return nil
}
