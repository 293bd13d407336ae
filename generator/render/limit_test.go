package render_test

import (
	"io/fs"
	"strings"
	"testing"
)

// A limit is one phrase in the language of the page, in HTML and in the twin.
func TestLimit(t *testing.T) {
	site := build(t, map[string]string{
		"site.yaml": "title: Limits\nlocales: [ja, en, ko, zh-CN]\n",
		"domains/a.yaml": `name: A
status: draft
responsibilities:
  - name: R
    guarantees:
      - {name: wait, at_most: 5, unit: min}
      - {name: errors, at_most: 0.1, unit: "%"}
      - {name: size, at_most: 2000, unit: MB}
      - {name: cost, at_most: 3, unit: {ja: 円, en: yen, ko: 엔, zh-CN: 日元}}
      - {name: copies, at_least: 2}
`,
	})
	for name, want := range map[string][]string{
		"domains/a":       {"5 分以内", "0.1% 以下", "2,000 MB 以下", "3 円以下", "2 以上"},
		"en/domains/a":    {"≤ 5 min", "≤ 0.1%", "≤ 2,000 MB", "≤ 3 yen", "≥ 2"},
		"ko/domains/a":    {"5분 이내", "0.1% 이하", "2,000 MB 이하", "3엔 이하", "2 이상"},
		"zh-CN/domains/a": {"5 分钟以内", "≤ 0.1%", "≤ 2,000 MB", "≤ 3 日元", "≥ 2"},
	} {
		for _, ext := range []string{".html", ".md"} {
			text, err := fs.ReadFile(site, name+ext)
			if err != nil {
				t.Fatal(err)
			}
			for _, limit := range want {
				if !strings.Contains(string(text), limit) {
					t.Errorf("%s%s lacks %q", name, ext, limit)
				}
			}
		}
	}
}

// The twin has the punctuation of its language, and a label before the condition for a
// new decision.
func TestTwin_Punctuation(t *testing.T) {
	site := build(t, map[string]string{
		"site.yaml": "title: Twins\nlocales: [ja, en]\n",
		"domains/a.yaml": `name: A
status: draft
responsibilities: [R]
features: [{name: F, variants: [Go, Ruby]}]
interfaces: [{cli: x, mode: self-service}]
decisions: [{date: 2026-01-02, title: D, revisit: next year}]
`,
	})
	for name, want := range map[string][]string{
		"domains/a.md":    {"- R（プラットフォーム）\n", "- F（Go、Ruby · 提供中）\n", "- x（CLI、提供中、セルフサービス）\n", "  - 見直しの条件：next year\n"},
		"en/domains/a.md": {"- R (Platform)\n", "- F (Go, Ruby · Available)\n", "- x (CLI, Available, Self-service)\n", "  - Revisit when: next year\n"},
	} {
		text, err := fs.ReadFile(site, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range want {
			if !strings.Contains(string(text), line) {
				t.Errorf("%s lacks %q:\n%s", name, line, text)
			}
		}
	}
}
