package markdown

import (
	_ "embed"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platmap/generator/text"
)

// emoji is :name:, which is shown as a character, as on GitHub. The id of a heading
// contains its name instead of the character.
type emoji struct {
	ast.BaseInline
	name, char string
	stop       int
}

var kindEmoji = ast.NewNodeKind("Emoji")

func (e *emoji) Kind() ast.NodeKind { return kindEmoji }

func (e *emoji) Dump(source []byte, level int) { ast.DumpHelper(e, source, level, nil, nil) }

// emojiSyntax matches :name: unless it is part of a word, as in 10:30:00 or a:b:c, or
// of a role in reStructuredText, :ref:`x`.
var emojiSyntax = regexp.MustCompile("^:([a-z0-9+-][a-z0-9_+-]*):(?:[^\\pL\\pN:_`/]|[\\p{Han}\\p{Hiragana}\\p{Katakana}]|$)")

type emojiParser struct{}

func (emojiParser) Trigger() []byte { return []byte{':'} }

func (emojiParser) Parse(parent ast.Node, block gmtext.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	m := emojiSyntax.FindSubmatch(line[:min(len(line), maxTag)])
	before := block.PrecendingCharacter()
	if m == nil || before < 0x80 && util.IsAlphaNumeric(byte(before)) || before == ':' || before == '/' || before == '_' {
		return nil
	}
	name := string(m[1])
	char := emojiChars()[name]
	if char == "" && (before == '[' || len(name) < 3 || !strings.ContainsFunc(name, func(r rune) bool { return 'a' <= r && r <= 'z' })) {
		return nil // not emoji: alpha in [[:alpha:]], 30 in 10 :30: 5, and --- in a table
	}
	n := len(name) + len("::")
	block.Advance(n)
	e := &emoji{name: name, char: char, stop: segment.Start + n}
	e.SetPos(segment.Start)
	return e
}

// mayHaveEmoji reports whether :name: may start at the start of s.
func mayHaveEmoji(s string) bool {
	return len(s) > 1 && s[0] == ':' && ('a' <= s[1] && s[1] <= 'z' || '0' <= s[1] && s[1] <= '9' || s[1] == '+' || s[1] == '-')
}

// emoji writes the character, or the text as it is written if the name is unknown.
func (w *writer) emoji(e *emoji) {
	if e.char != "" {
		w.plain(e.char)
		return
	}
	code := ":" + e.name + ":"
	w.plain(code)
	if !w.first("emoji") {
		return
	}
	help := "write the character itself, or put the text between backticks"
	if near := text.Closest(e.name, slices.Sorted(maps.Keys(emojiChars()))); near != "" {
		help = "did you mean :" + near + ":?"
	}
	w.in.warn("markdown/foreign", e.Pos(), len(code), help, "%s is not the name of a known emoji and is shown as text", code)
}

// emojiText returns the text of an emoji in a text without markup.
func (w *writer) emojiText(e *emoji) string {
	if e.char == "" || w.emojiNames {
		return ":" + e.name + ":"
	}
	return e.char
}

// hasEmoji reports whether a node contains an emoji.
func hasEmoji(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == kindEmoji || hasEmoji(c) {
			return true
		}
	}
	return false
}

//go:generate go run platmap/generator/internal/emojigen
//go:embed emoji.txt
var emojiList string

// emojiChars returns the characters of all emoji by the names that GitHub gives them.
var emojiChars = sync.OnceValue(func() map[string]string {
	chars := make(map[string]string, strings.Count(emojiList, "\n"))
	for line := range strings.Lines(emojiList) {
		name, char, _ := strings.Cut(strings.TrimSpace(line), " ")
		chars[name] = char
	}
	return chars
})
