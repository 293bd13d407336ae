package source

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestRead_ChecksBytes(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"domains/a.yaml", "name: ok\n", ""},
		{"domains/a.yaml", "\uFEFFname: ok\n", "1:1: warning: this file starts with a byte order mark | save it as UTF-8 without a byte order mark [file/bom]"},
		{"domains/a.yaml", "id: a\r\nname: ok\r\n", "1:6: warning: this file has Windows line breaks (CRLF) | save it with Unix line breaks (LF)"},
		{"guides/a.md", "# 題\r\n", "1:4: warning: this file has Windows line breaks (CRLF)"},
		{"metrics/a.csv", "month,a\r\n", ""},
		{"domains/a.yaml", "a: x\rb: y\n", "1:5: error: this line ends in a lone carriage return"},
		{"domains/a.yaml", "a: x\r\nb: y\rc: z\n", "2:5: error: this line ends in a lone carriage return"},
		{"domains/a.yaml", "a: 検索\u2028b\n", "1:6: error: this line ends in a line separator (U+2028), which editors and YAML count differently | replace it with a space"},
		{"domains/a.yaml", "a: x\u2029\n", "1:5: error: this line ends in a paragraph separator (U+2029)"},
		{"domains/a.yaml", "a: x\u0085\n", "1:5: error: this line ends in a next-line character (U+0085)"},
		{"guides/a.md", "a\u2028b\r\n\tc\u200e\n", "1:4: warning: this file has Windows"},
		{"guides/a.md", "# \x1b[31mx \u202ey\n", "1:3: error: invisible control character (U+001B) | remove it [file/control]"},
		{"guides/a.md", "---\ntitle: x\u0085\n---\n", "2:9: error: invisible control character (U+0085) | remove it [file/control]"},
		{"domains/a.yaml", "id: a\nname: \x8c\x9f\x8d\xf5\x82\xcc\n", "2:7: error: this file is not UTF-8: byte 0x8C | save it as UTF-8; it seems to be Shift_JIS (iconv -f CP932 -t UTF-8) [file/encoding]"},
		{"guides/a.md", "# \x96\xbc\x91\x4f\n", "1:3: error: this file is not UTF-8: byte 0x96 | save it as UTF-8; it seems to be Shift_JIS"},
		{"domains/a.yaml", "name: \xb8\xa1\xba\xf7\xa4\xce\n", "1:7: error: this file is not UTF-8: byte 0xB8 | save it as UTF-8; it seems to be EUC-JP (iconv -f EUC-JP"},
		{"domains/a.yaml", "name: \x1b$B8!:w\x1b(B\n", "1:7: error: this file is not UTF-8 | save it as UTF-8; it seems to be ISO-2022-JP"},
		{"domains/a.yaml", "\xff\xfen\x00a\x00", "1:1: error: this file is not UTF-8: byte 0xFF | save it as UTF-8; it seems to be UTF-16"},
		{"domains/a.yaml", "\xfe\xff\x00n\x00a", "1:1: error: this file is not UTF-8: byte 0xFE | save it as UTF-8; it seems to be UTF-16"},
		{"domains/a.yaml", "n\x00a\x00m\x00e\x00:\x00", "1:1: error: this file is not UTF-8 | save it as UTF-8; it seems to be UTF-16"},
		{"domains/a.yaml", "name: caf\xe9 x\n", "1:10: error: this file is not UTF-8: byte 0xE9 | save it as UTF-8; it seems to be Latin-1 (iconv -f CP1252"},
		{"domains/a.yaml", "name: caf\xe9s\n", "1:10: error: this file is not UTF-8: byte 0xE9 | save it as UTF-8; it seems to be Latin-1"},
		{"guides/a.md", "**\xa6\xa6** Code\n", "1:3: error: this file is not UTF-8: byte 0xA6 | save it as UTF-8; it seems to be Latin-1"},
		{"domains/a.yaml", "name: 検索\xe6と\n", "1:9: error: this file is not UTF-8: byte 0xE6 | type this character again; the rest of the file is UTF-8"},
		{"domains/a.yaml", strings.Repeat("#", MaxSize+1), "1:1: error: this file is larger than 1 MiB (its size is 1048577 bytes) | split it into several files [file/size]"},
		{"domains/a.yaml", strings.Repeat("#", 5*MaxSize+MaxSize/5), "1:1: error: this file is larger than 1 MiB (its size is 5.2 MiB) |"},
		{"domains/a.yaml", strings.Repeat("#", MaxSize), ""},
		{"data/issues.json", strings.Repeat("#", MaxDataSize), ""},
		{"data/issues.json", strings.Repeat("#", MaxDataSize+1), "1:1: error: this file is larger than 16 MiB (its size is 16777217 bytes) | export only the fields that are read: run platmap issues pull [file/size]"},
	} {
		got := findingsOf(t, fstest.MapFS{test.name: {Data: []byte(test.text)}})
		want := test.want
		if want != "" {
			want = test.name + ":" + want
		}
		if want == "" && got != "" || !strings.HasPrefix(got, want) || strings.Count(got, "\n") > 1 {
			t.Errorf("%.30q: got %s, want %s", test.text, got, want)
		}
	}
}

func TestRead_FixesOfBytesRemoveTheFinding(t *testing.T) {
	for _, text := range []string{"\uFEFFa: b\n", "a: b\r\nc: 検索\r\n"} {
		files, _, err := Read(fstest.MapFS{"domains/a.yaml": {Data: []byte(text)}})
		if err != nil || len(files) != 1 {
			t.Fatalf("%q: %v, %v", text, files, err)
		}
		diags := files[0].Findings
		if len(diags) != 1 || diags[0].Fix == nil {
			t.Fatalf("%q: %v", text, diags)
		}
		fixed := "\uFEFF" + files[0].Text
		for i := len(diags[0].Fix) - 1; i >= 0; i-- {
			e := diags[0].Fix[i]
			fixed = fixed[:e.Start+3] + e.New + fixed[e.End+3:]
		}
		if got := findingsOf(t, fstest.MapFS{"domains/a.yaml": {Data: []byte(strings.TrimPrefix(fixed, "\uFEFF"))}}); got != "" || strings.Contains(fixed, "\r") {
			t.Errorf("%q: fixed to %q: %s", text, fixed, got)
		}
	}
}

// Whatever the bytes are, Read returns no error and findings are inside the text.
func FuzzRead(f *testing.F) {
	f.Add([]byte("\uFEFFa: b\r\n\x8c\x9f"))
	f.Add([]byte("\xff\xfe\x00"))
	f.Add([]byte("a\rb\u2028"))
	f.Fuzz(func(t *testing.T, text []byte) {
		files, diags, err := Read(fstest.MapFS{"domains/a.yaml": {Data: text}})
		if err != nil || len(files) != 1 || len(diags) > 0 {
			t.Fatal(files, diags, err)
		}
		diags = files[0].Findings
		if files[0].Unreadable != diags.HaveError() {
			t.Errorf("unreadable %v, findings %v", files[0].Unreadable, diags)
		}
		for _, d := range diags {
			if d.Pos.Offset < 0 || d.Pos.Offset+d.Len > len(files[0].Text) || d.Text == "" || d.Help == "" {
				t.Errorf("bad finding: %+v", d)
			}
			d.Pos.LineColumn()
		}
	})
}
