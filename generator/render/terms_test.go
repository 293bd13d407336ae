package render

import (
	"regexp"
	"testing"

	"platmap/generator/site"
)

// explained returns HTML with the explained words in brackets.
func explained(html string, names ...string) string {
	tree := &termTree{}
	for _, name := range names {
		tree.add(name, &site.Term{Anchor: name})
	}
	s := &site.Site{Settings: site.Settings{Locales: []string{"en"}}}
	r := &renderer{site: s}
	p := &Page{Site: s, Locale: "en", Path: "guides/a.html", r: r, explained: map[*site.Term]bool{}}
	out := p.explain(html, tree)
	return regexp.MustCompile(`<a class="term"[^>]*>([^<]*)</a>`).ReplaceAllString(out, "[$1]")
}

func TestExplain(t *testing.T) {
	names := []string{"SLO", "Error budget", "Error", "責務", "コンポーネント", "golden-path", "A&B"}
	for _, test := range [][2]string{
		{"The SLO and the SLO", "The [SLO] and the SLO"},
		{"slo, SLOs, xSLO, SLO2, SLO_x, pre-SLO, SLO.", "slo, SLOs, xSLO, SLO2, SLO_x, pre-SLO, [SLO]."},
		{"an error budget, an ERROR", "an [error budget], an [ERROR]"},
		{"error budgets", "[error] budgets"},
		{"golden-path golden", "[golden-path] golden"},
		{"各責務、この責務を果たす", "各責務、この[責務]を果たす"},
		{"コンポーネントは", "[コンポーネント]は"},
		{"Webコンポーネントとサブコンポーネント", "Web[コンポーネント]とサブコンポーネント"},
		{"サブコンポーネントー", "サブコンポーネントー"},
		{"<h2 id='x'>SLO</h2><p title='a > SLO'>SLO</p>", "<h2 id='x'>SLO</h2><p title='a > SLO'>[SLO]</p>"},
		{"<a href='x'><b>SLO</b></a> <code>SLO</code><pre><span>SLO</span></pre><em>SLO</em>", "<a href='x'><b>SLO</b></a> <code>SLO</code><pre><span>SLO</span></pre><em>[SLO]</em>"},
		{"<table><tr><td>SLO</td></tr></table>SLO", "<table><tr><td>SLO</td></tr></table>[SLO]"},
		{"A&amp;B &SLO; <unclosed", "A&amp;B &SLO; <unclosed"},
		{"nothing", "nothing"},
		{"", ""},
	} {
		if got := explained(test[0], names...); got != test[1] {
			t.Errorf("%s\ngot  %s\nwant %s", test[0], got, test[1])
		}
	}
}
