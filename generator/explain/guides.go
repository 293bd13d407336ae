package explain

import (
	"fmt"
	"strconv"
	"strings"

	"platmap/generator/text"
)

// words has the fixed texts of a page by language.
var words = map[string]struct {
	wrong, right, help, error, warning, dated, fixed, partly, byHand string
	list, listAbout, colon, bytes, times, link                       string
}{
	"en": {
		wrong: "Wrong", right: "Right", help: "Help",
		error: "Error: the site is not built.", warning: "Warning: the site is still built, unless `--strict` is given.",
		dated: "Warning that depends on today's date: the site is still built, even with `--strict`.",
		fixed: "`platmap check --fix` fixes this automatically.", partly: "`platmap check --fix` fixes only the case that is described above.", byHand: "`platmap check --fix` cannot fix this.",
		list:      "All findings",
		listAbout: "Every finding of `platmap check` ends with a code in brackets. `platmap explain CODE` prints the page of a code.",
		colon:     ": ",
		bytes:     " (invisible characters are written as \\…)", times: " (this line %s times)", link: " (a symbolic link)",
	},
	"ja": {
		wrong: "誤った例", right: "正しい例", help: "直し方",
		error: "エラーです。修正するまでサイトは生成されません。", warning: "警告です。`--strict` を付けなければ、サイトは生成されます。",
		dated: "今日の日付によって出る警告です。`--strict` を付けても、サイトは生成されます。",
		fixed: "`platmap check --fix` で自動修正できます。", partly: "`platmap check --fix` で自動修正できるのは、上に書いた場合だけです。", byHand: "`platmap check --fix` では自動修正できません。",
		list:      "指摘の一覧",
		listAbout: "`platmap check` の指摘の末尾には、角括弧で囲まれたコードが付きます。`platmap explain コード` を実行すると、ターミナルで同じページを読めます。",
		colon:     "：",
		bytes:     "（見えない文字は \\… と表記）", times: "（この行を %s 回）", link: "（シンボリックリンク）",
	},
}

// Guides returns the pages, and a list of all pages, as guides in Japanese and English.
// The keys are paths in the content folder.
func Guides() (map[string]string, error) {
	guides := map[string]string{}
	titles := map[string]string{} // front matter values in both languages, by code
	for _, lang := range []string{"ja", "en"} {
		groups, err := Groups(lang)
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			for _, p := range g.Pages {
				titles[p.Code] += fmt.Sprintf(", %s: %q", lang, capital(p.Title, lang))
			}
		}
	}
	for lang, ending := range map[string]string{"en": ".en.md", "ja": ".md"} {
		groups, err := Groups(lang)
		if err != nil {
			return nil, err
		}
		var list strings.Builder
		// All pages have the same order. Pages with the same order are sorted by name, so
		// a new page changes no other page.
		const order = 1000 // after the guides that are written by hand
		head(&list, words[lang].list, "", order)
		fmt.Fprintf(&list, "%s\n", words[lang].listAbout)
		for i, g := range groups {
			fmt.Fprintf(&list, "\n## %s {#%s}\n\n", capital(g.Title, lang), g.Name)
			for _, p := range g.Pages {
				name := strings.ReplaceAll(p.Code, "/", "-") + ending
				guides["guides/findings/"+name] = p.guide(lang, titles[p.Code][2:], order+1+i)
				fmt.Fprintf(&list, "- [`%s`](%s)%s%s\n", p.Code, name, words[lang].colon, p.Title)
			}
		}
		guides["guides/findings/all-findings"+ending] = list.String()
	}
	return guides, nil
}

func head(b *strings.Builder, title, summary string, order int) {
	fmt.Fprintf(b, "---\ntitle: %s\n", title)
	if summary != "" {
		fmt.Fprintf(b, "summary: {%s}\n", summary)
	}
	fmt.Fprintf(b, "type: reference\norder: %d\n---\n\n", order)
}

// capital returns a title as a heading, which in English begins with a capital.
func capital(s, lang string) string {
	if lang != "en" {
		return s
	}
	return text.UpperFirst(s)
}

func (p *Page) guide(lang, titles string, order int) string {
	var b strings.Builder
	w := words[lang]
	head(&b, p.Code, titles, order)
	for _, text := range p.About {
		fmt.Fprintf(&b, "%s\n\n", text)
	}
	fmt.Fprintf(&b, "%s\n\n## %s {#wrong}\n", p.consequence(lang), w.wrong)
	for _, f := range p.Wrong {
		f.block(&b, lang)
	}
	fmt.Fprintf(&b, "\n## %s {#right}\n", w.right)
	for _, f := range p.Right {
		f.block(&b, lang)
	}
	fmt.Fprintf(&b, "\n## %s {#help}\n", w.help)
	for _, text := range p.Help {
		fmt.Fprintf(&b, "\n%s\n", text)
	}
	fmt.Fprintf(&b, "\n%s\n", p.fixing(lang))
	return b.String()
}

// consequence returns how the finding affects a build.
func (p *Page) consequence(lang string) string {
	switch w := words[lang]; p.Severity {
	case "error":
		return w.error
	case "dated":
		return w.dated
	default:
		return w.warning
	}
}

// fixing returns the sentence about whether check --fix fixes the finding.
func (p *Page) fixing(lang string) string {
	switch w := words[lang]; {
	case p.Fix:
		return w.fixed
	case p.Partly:
		return w.partly
	default:
		return w.byHand
	}
}

// label returns the name of the file and its attributes.
func (f File) label(lang string) string {
	w := words[lang]
	name := strings.TrimPrefix(f.Name, "../")
	switch {
	case f.Link != "":
		return name + w.link
	case f.Times > 1:
		return name + fmt.Sprintf(w.times, strconv.Itoa(f.Times))
	case f.Bytes:
		return name + w.bytes
	}
	return name
}

// shown returns the text of the file in the form that pages show.
func (f File) shown() string {
	if f.Link != "" {
		return "→ " + f.Link
	}
	return f.Text
}

// block writes the file as a fenced code block. The fence is longer than any in
// the text.
func (f File) block(b *strings.Builder, lang string) {
	fence := "```"
	for strings.Contains(f.Text, fence) {
		fence += "`"
	}
	fmt.Fprintf(b, "\n%s%s title=\"%s\"\n%s\n%s\n", fence, f.Lang, f.label(lang), f.shown(), fence)
}
