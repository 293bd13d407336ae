package theme

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/themes"
)

// The name of a thing can be Latin or not, so a Japanese or Chinese text has no space beside it.
func TestDefaultTheme_SpaceBesideName(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	theme := load(t, base, nil)
	for _, lang := range []string{"ja", "zh-Hans"} {
		for _, key := range []string{"calendar.since", "calendar.until", "compare.pair", "leaving.deprecated", "leaving.retired", "permalink.to", "edit.item"} {
			if word := theme.Words(lang)[key]; strings.Contains(word, "} ") || strings.Contains(word, " {") {
				t.Errorf("%s.json, %s: space beside the name in %q", lang, key, word)
			}
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
