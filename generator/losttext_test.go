package generator

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// lettersOf returns the letters and digits of a text.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.L, unicode.M, unicode.N) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// syntax matches parts of Markdown that are not shown: comments, tags, labels of notes
// and of definitions, ids of headings, numbers of lists, check boxes, alerts, the words
// after a fence, and names of emoji.
var syntax = regexp.MustCompile(`(?s:<!--.*?-->)|(?im:^[> ]*\[(?://|comment|_)\]:(?:[ \t]*(?:#|<>)[ \t]*\([^()]*\)|.*)$)|</?[a-zA-Z][^<>]*>|(?m:^[> ]*\[[^\]\n]+\]:[ \t]*\S*)|\]\[[^\]\n]*\]|\[\^[^\]\n]+\]` +
	`|\{#[^}\n]*\}|\{/\*[^}\n]*\*/\}|(?m:^[-+*> \t]*\d+[.)][ \t])|\[[xX]\]|\[!\w+\]|(?m:^[-+*> \t]*(?:` + "```+|~~~+" + `).*$)|&#?\w+;|:[a-z0-9+][a-z0-9_]*:`)

// wordsOf returns the words of Markdown that readers must see: runs of letters and
// digits. It leaves out link targets and names in [[x]], which may be shown in another
// form.
func wordsOf(text string) []string {
	text = syntax.ReplaceAllString(text, " ")
	text = regexp.MustCompile(secret+`\d+`).ReplaceAllString(text, " ")
	text = regexp.MustCompile(`\[\[[^\]|\n]*\|?`).ReplaceAllString(text, " ")
	text = regexp.MustCompile(`\]\([^\s()]*`).ReplaceAllString(text, " ")
	words := plainWords(text)
	slices.Sort(words)
	return slices.Compact(words)
}

// plainWords returns the runs of letters and digits of a text.
func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
}

// allText returns a page with its tags but without their names, so that titles and
// alternative texts count as text. A term is a link that may begin in the middle of a
// word.
func allText(page string) string {
	page = regexp.MustCompile(`<a class="term"[^>]*>`).ReplaceAllString(page, "")
	return html.UnescapeString(regexp.MustCompile(`</?[a-z0-9]+`).ReplaceAllString(page, ""))
}

// controls are classes of elements that are for navigation, or that count or mark what
// the page says elsewhere.
var controls = []string{"handles", "filters", "choice", "count", "anchor", "screen", "quiet-word", "tally", "comma", "skip", "back", "find", "list-parts"}

// isControl reports whether an element is no part of the content of a page.
func isControl(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.CommentNode
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "class" && slices.ContainsFunc(strings.Fields(a.Val), func(c string) bool { return slices.Contains(controls, c) }) {
			return true
		}
	}
	switch n.Data {
	case "nav", "svg", "script", "style", "button":
		return true
	case "thead": // the head of a table from the theme, whose columns are labels in the twin
		return n.PrevSibling != nil && n.PrevSibling.Data == "caption"
	case "div": // the notice on a component repeats facts
		return attr(n, "class") == "notice"
	case "form": // a form that filters a list
		return true
	case "summary":
		return n.Parent != nil && slices.Contains([]string{"shelf", "fold"}, attr(n.Parent, "class"))
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// elementOf returns the first element with a name.
func elementOf(page, name string) *html.Node {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		panic(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	panic("no " + name)
}

// textsOf returns the texts between the tags of an element of a page, without controls.
// Dates are in the form of the source.
func textsOf(page, element string) []string {
	var list []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if isControl(n) {
			return
		}
		if n.Type == html.TextNode {
			list = append(list, n.Data)
		}
		if n.Data == "img" {
			list = append(list, attr(n, "alt"))
		}
		if n.Data == "time" {
			list = append(list, attr(n, "datetime"))
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(elementOf(page, element))
	return list
}

// outlineOf returns the text of an element with the tags of lists, tables, quotes and
// code.
func outlineOf(page, element string) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if isControl(n) || attr(n, "class") == "footnotes" { // the twin has footnotes in another place
			return
		}
		tag := ""
		switch n.Data {
		case "img":
			b.WriteString(lettersOf(attr(n, "alt")))
		case "ul", "ol", "li", "table", "tr", "th", "td", "pre", "blockquote", "aside", "details":
			tag = n.Data
		}
		if n.Type == html.TextNode {
			b.WriteString(lettersOf(n.Data))
			return
		}
		if tag != "" {
			b.WriteString("<" + tag + ">")
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if tag != "" {
			b.WriteString("</" + tag + ">")
		}
	}
	walk(elementOf(page, element))
	return b.String()
}

// secret is the prefix of words in comments, which no page shows.
const secret = "secretx"

// pieces are blocks of Markdown. A # is replaced by a number, so that all words differ.
var pieces = []string{
	"para# one\nline# two",
	"段落#の\n続き#です。**強調#**の後",
	"- item#\n- other#\n  - deep#\n\n    para# in item",
	"3. first#\n4. second#\n   ```sh\n   code#\n   ```",
	"```go title=\"name#\" {1}\nfunc f#() {}\n\n\tdeep#\n```",
	"~~~\ntilde# ```\n~~~",
	"    indented#\n      more#",
	"| head# | b# |\n|---|:-:|\n| cell# | `a# \\| b#` |",
	"> quote#\n> - in# quote\n\n> other# quote",
	"> [!NOTE]\n> alert# text",
	"§ Heading#\n\ntext# below",
	"Underlined#\n===========",
	"<details><summary>more#</summary>\n\nhidden# text\n\n</details>",
	"a<br>b# <kbd>key#</kbd> H<sub>2#</sub>",
	"[link# text](https://example.com/x) and ![alt#](p.png \"title#\")",
	"<https://example.com/auto#> https://example.com/bare#",
	"[ref# text][d#] and [short#]\n\n[d#]: https://example.com/d \"def# title\"\n[short#]: https://example.com/s",
	"word#[^n#] here\n\n[^n#]: the note#\n\n    second# part",
	"\\*escaped#\\* &amp; &copy; a_b#_c",
	"- [ ] todo#\n- [x] done#",
	"***",
	"~~gone#~~ 10~20#",
	"1. loose#\n\n2. list#\n\n   > quoted# in item",
	"+ plus#\n* star#",
	"文#。\n- 項目#。\n> 引用#。\n1. 番号#。\n| a# | 表#。|\n|---|---|",
	"www.example.com/www#",
	"![external#](https://example.com/y.png \"other# title\") [![badge#](https://example.com/b.svg)](https://example.com/)",
	"<!-- secret# -->",
	"before# <!-- secret# --> after#\n<!-- secret#\n   secret# -->\nlast#",
	"[//]: # (secret#)",
}

// randomText returns Markdown made of some of the pieces.
func randomText(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for i := range 1 + r.IntN(5) {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(strings.NewReplacer("#", fmt.Sprint("x", i), "§", "##").Replace(pieces[r.IntN(len(pieces))]))
	}
	return b.String()
}
