package explain

import (
	"fmt"
	"strconv"
	"strings"
)

// words are what a guide says beside its page.
var words = map[string]struct {
	wrong, right, cure, error, warning, dated, fixed, byHand string
	list, listAbout, bytes, times, link                      string
}{
	"en": {
		wrong: "Wrong", right: "Right", cure: "Cure",
		error: "An error: the site is not built.", warning: "A warning: the site is built all the same, unless `--strict` is given.",
		dated: "A warning that comes with time: the site is built all the same, even with `--strict`.",
		fixed: "`platmap check --fix` does this for you.", byHand: "`check --fix` leaves this to you.",
		list:      "All findings",
		listAbout: "Every finding of `platmap check` ends with a code in brackets. `platmap explain CODE` shows the same page in the terminal.",
		bytes:     " (what cannot be seen is written as \\…)", times: " (this line %s times)", link: " (a symbolic link)",
	},
	"ja": {
		wrong: "誤り", right: "正しい書き方", cure: "直し方",
		error: "エラーです。直すまでサイトは作られません。", warning: "警告です。`--strict` を付けないかぎり、サイトは作られます。",
		dated: "時間がたつと出る警告です。`--strict` を付けても、サイトは作られます。",
		fixed: "`platmap check --fix` が直します。", byHand: "`check --fix` では直りません。",
		list:      "指摘の一覧",
		listAbout: "`platmap check` の指摘は、角括弧に入った符号で終わります。`platmap explain 符号` とすると、ターミナルで同じページが読めます。",
		bytes:     "（見えない文字は \\… と表記）", times: "（この行を %s 回）", link: "（シンボリックリンク）",
	},
}

// Guides returns the pages as guides of a map in Japanese and English, by the
// name of the file below the content folder, with a list of them all.
func Guides() (map[string]string, error) {
	guides := map[string]string{}
	titles := map[string]string{} // in both languages, for the front matter
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
		order := 1000 // behind what people wrote
		head(&list, words[lang].list, "", order)
		fmt.Fprintf(&list, "%s\n", words[lang].listAbout)
		for _, g := range groups {
			fmt.Fprintf(&list, "\n## %s {#%s}\n\n", capital(g.Title, lang), g.Name)
			for _, p := range g.Pages {
				order++
				name := strings.ReplaceAll(p.Code, "/", "-") + ending
				guides["guides/findings/"+name] = p.guide(lang, titles[p.Code][2:], order)
				fmt.Fprintf(&list, "- [`%s`](%s): %s\n", p.Code, name, p.Title)
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

// capital makes a heading of a title.
func capital(s, lang string) string {
	if lang != "en" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
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
	fmt.Fprintf(&b, "\n## %s {#cure}\n", w.cure)
	for _, text := range p.Cure {
		fmt.Fprintf(&b, "\n%s\n", text)
	}
	fmt.Fprintf(&b, "\n%s\n", p.fixing(lang))
	return b.String()
}

// consequence says what an error or a warning does to a build.
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

// fixing says whether check --fix cures it.
func (p *Page) fixing(lang string) string {
	if p.Fix {
		return words[lang].fixed
	}
	return words[lang].byHand
}

// label is the name of the file, and what its text does not show of it.
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

// shown is the text to show for the file.
func (f File) shown() string {
	if f.Link != "" {
		return "→ " + f.Link
	}
	return f.Text
}

// block writes a file as a block of code, with a fence that is not in it.
func (f File) block(b *strings.Builder, lang string) {
	fence := "```"
	for strings.Contains(f.Text, fence) {
		fence += "`"
	}
	fmt.Fprintf(b, "\n%s%s title=\"%s\"\n%s\n%s\n", fence, f.Lang, f.label(lang), f.shown(), fence)
}
