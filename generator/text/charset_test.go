package text

import "testing"

func TestDecode(t *testing.T) {
	for _, c := range []struct{ charset, in, want string }{
		{"UTF-8", "é図", "é図"},
		{"ISO-8859-1", "caf\xE9", "café"},
		{"Shift_JIS", "\x90\x7D", "図"},
		{"euc-jp", "\xBF\xDE", "図"},
		{"ISO-2022-JP", "\x1b$B?^\x1b(B", "図"},
		{"UTF-16", "\xFE\xFF\x56\xF3", "図"},
		{"UTF-16", "\xFF\xFE\xF3\x56", "図"},
		{"utf-16le", "\xF3\x56", "図"},
	} {
		if got, ok := Decode(c.charset, []byte(c.in)); !ok || got != c.want {
			t.Errorf("%s: got %q %v, want %q", c.charset, got, ok, c.want)
		}
	}
	for charset, in := range map[string]string{"UTF-8": "\xE9", "Shift_JIS": "\x90", "x-unknown": "a"} {
		if got, ok := Decode(charset, []byte(in)); ok {
			t.Errorf("%s: %q is decoded as %q", charset, in, got)
		}
	}
}
