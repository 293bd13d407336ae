package source

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestRead_NamesThatCannotBeUsed(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"guides/" + strings.Repeat("x", 250) + ".md", ""},
		{"guides/" + strings.Repeat("x", 251) + ".md", "this file name is too long: the name of its page would have 256 bytes, and file systems allow 255 | shorten it to at most 253 bytes"},
		{"guides/" + strings.Repeat("x", 251) + ".png", ""},
		{"guides/a\x1b[31m.md", "the path of this file contains the control character U+001B | rename the file or its folder without that character"},
		{"guides/a\u202Edm.md", "the path of this file contains the control character U+202E | rename the file or its folder without that character"},
		{"guides/caf\xe9.md", "guides/caf\xe9.md: the name of this file or folder is not UTF-8 | rename it; the bytes that are not UTF-8 are written as \\x… here"},
		{"guides/\xff/a.md", "guides/\xff: the name of this file or folder is not UTF-8 | rename it; the bytes that are not UTF-8 are written as \\x… here"},
		{"guides/はじめに.md", ""},
	} {
		_, diags, err := Read(fstest.MapFS{tt.name: {Data: []byte("# A\n")}})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range diags {
			if d.Pos.File.Unreadable {
				got += d.Pos.File.Name + ": "
			}
			got += d.Text + " | " + d.Help
		}
		if got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
