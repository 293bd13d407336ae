package source

import (
	"strings"
	"testing"
	"testing/fstest"
)

// An SVG may be in any encoding that its declaration or byte order mark specifies.
func TestRead_EncodingOfSVG(t *testing.T) {
	for _, c := range []struct{ name, bytes, want string }{
		{"UTF-8", "<svg>é図</svg>", "é図"},
		{"byte order mark", "\uFEFF<svg>é図</svg>", "é図"},
		{"Latin-1", `<?xml version="1.0" encoding="ISO-8859-1"?><svg>` + "caf\xE9</svg>", "café"},
		{"Shift_JIS", "<?xml version='1.0' encoding='Shift_JIS'?><svg>\x90\x7D</svg>", "図"},
		{"UTF-16", "\xFF\xFE<\x00s\x00v\x00g\x00>\x00\xF3\x56", "<svg>図"},
		{"UTF-16 without a mark", "\x00<\x00s\x00v\x00g\x00>\x56\xF3", "<svg>図"},
		{"declared as UTF-16", `<?xml version="1.0" encoding="UTF-16"?><svg>図</svg>`, "図"},
		{"unknown, but UTF-8", `<?xml version="1.0" encoding="x-mac"?><svg>図</svg>`, "図"},
	} {
		files, diags, err := Read(fstest.MapFS{"guides/a.svg": {Data: []byte(c.bytes)}})
		if err != nil || len(diags) > 0 || files[0].Unreadable || len(files[0].Findings) > 0 {
			t.Fatalf("%s: %v %v %v", c.name, err, diags, files[0].Findings)
		}
		if !strings.Contains(files[0].Text, c.want) {
			t.Errorf("%s: %q, want %q in it", c.name, files[0].Text, c.want)
		}
	}
	for _, bytes := range []string{"<svg>caf\xE9</svg>", `<?xml version="1.0" encoding="Shift_JIS"?><svg>` + "\x90</svg>"} {
		files, _, err := Read(fstest.MapFS{"guides/a.svg": {Data: []byte(bytes)}})
		if err != nil || !files[0].Unreadable || len(files[0].Findings) != 1 || files[0].Findings[0].Code != "file/encoding" {
			t.Errorf("%q: %v %v", bytes, err, files[0].Findings)
		}
	}
}
