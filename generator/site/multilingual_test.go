package site

import "testing"

func TestForeign(t *testing.T) {
	for _, test := range []struct {
		text, lang string
		want       bool
	}{
		{"kube", "ja", false}, {"kube", "zh-CN", false}, {"日志", "zh-Hans", true}, {"로그", "ko-KR", true},
		{"kube", "en", true}, {"kube", "de-AT", true},
	} {
		if got := Foreign(test.text, test.lang); got != test.want {
			t.Errorf("Foreign(%q, %q) = %t", test.text, test.lang, got)
		}
	}
}
