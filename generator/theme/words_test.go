package theme

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"platmap/themes"
)

// In Japanese and Chinese, a space is between Latin and other characters and nowhere else.
func TestSay_Space(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	theme := load(t, base, nil)
	for _, c := range []struct {
		locale, key, want string
		args              []any
	}{
		{"ja", "compare.pair", "Infra と基盤", []any{"Infra", "基盤"}},
		{"ja", "compare.pair", "基盤と Infra", []any{"基盤", "Infra"}},
		{"zh-Hans", "compare.pair", "Infra 和平台", []any{"Infra", "平台"}},
		{"ja", "calendar.until", "「検索」の提供終了", []any{"検索"}},
		{"ja", "calendar.until", "「Redis」の提供終了", []any{"Redis"}},
		{"ja", "leaving.deprecated.until", "提供は 2027-03 までです。", []any{"2027-03"}},
		{"ja", "leaving.deprecated.until", "提供は 2027年3月までです。", []any{"2027年3月"}},
		{"ja", "count", "3 件", []any{3}},
		{"en", "compare.pair", "Infra and 基盤", []any{"Infra", "基盤"}},
	} {
		if got := theme.Say(c.locale, c.key, c.args...); got != c.want {
			t.Errorf("Say(%s, %s, %v) = %q, want %q", c.locale, c.key, c.args, got, c.want)
		}
	}
	for unit, want := range map[string]string{"min": "5 分以内", "ms": "5 ms 以内", "%": "5% 以下", "円": "5 円以下", "": "5 以下"} {
		if got := theme.Limit("ja", "5", "", unit); got != want {
			t.Errorf("limit in %q: %q, want %q", unit, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	base, overlay := fstest.MapFS{}, fstest.MapFS{}
	for name, word := range map[string]string{"en": "domain", "zh-Hans": "域", "ko": "영역", "de": "Domäne"} {
		base["words/"+name+".json"] = &fstest.MapFile{Data: []byte(`{"a": "` + word + `", "b": "` + word + `"}`)}
	}
	base["words/en.json"].Data = []byte(`{"a": "domain", "b": "domain", "c": "team"}`)
	overlay["words/zh-CN.json"] = &fstest.MapFile{Data: []byte(`{"a": "领域"}`)}
	overlay["words/de-AT.json"] = &fstest.MapFile{Data: []byte(`{"b": "Bereich"}`)}
	list, err := readAll(base)
	if err != nil {
		t.Fatal(err)
	}
	theme := &Theme{}
	if theme.overlay, err = readAll(overlay); err != nil {
		t.Fatal(err)
	}
	if err := theme.parseWords(list); err != nil {
		t.Fatal(err)
	}
	for locale, want := range map[string]string{
		"zh-Hans": "zh-Hans", "zh": "zh-Hans", "zh-SG": "zh-Hans", "zh-Hans-CN": "zh-Hans", "zh-hans": "zh-Hans", "zh-CN": "zh-CN",
		"zh-TW": "en", "zh-HK": "en", "zh-Hant": "en", "ko": "ko", "ko-KR": "ko", "de-AT": "de-AT", "de-CH": "de", "xx": "en", "not a language": "en",
	} {
		for range 2 { // the second answer is remembered
			if got := theme.Language(locale); got != want {
				t.Errorf("Language(%q) = %q, want %q", locale, got, want)
			}
		}
	}
	for locale, want := range map[string]string{"zh-CN": "领域 域 team", "de-AT": "Domäne Bereich team", "ko": "영역 영역 team"} {
		if got := theme.Say(locale, "a") + " " + theme.Say(locale, "b") + " " + theme.Say(locale, "c"); got != want {
			t.Errorf("words in %s: %s, want %s", locale, got, want)
		}
	}
}
