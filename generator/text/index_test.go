package text

import "testing"

func TestIndexLetter(t *testing.T) {
	for s, want := range map[string]string{
		"Kubernetes": "K", "kube": "K", "ｋｕｂｅ": "K", "émile": "E", ".NET": "N", "(beta) x": "B",
		"がぞう": "か", "ガゾウ": "か", "ｶﾞｿﾞｳ": "か", "カ\u3099ゾウ": "か", "パス": "は", "ヴォルト": "う",
		"ファイル": "ふ", "ァ": "あ", "ッ": "つ", "ャ": "や", "ヶ": "け", "ーム": "む", "ん": "ん",
		"障害対応": IndexKanji, "々": IndexKanji, "㈱": IndexKanji, "𠮟る": IndexKanji,
		"5xx": IndexSymbols, "２段階": IndexSymbols, "--": IndexSymbols, "": IndexSymbols, "한국": "ㅎ", "까치": "ㄱ", "왜": "ㅇ", "Ж": "Ж", "жук": "Ж",
	} {
		if got := IndexLetter(s); got != want {
			t.Errorf("IndexLetter(%q) = %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]bool{"デプロイ": true, "でぷろい": true, "ﾃﾞ": true, "障害": false, "Deploy": false, "": false} {
		if got := IsKana(s); got != want {
			t.Errorf("IsKana(%q) = %t", s, got)
		}
	}
}
