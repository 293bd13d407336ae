package render_test

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator"
)

// The content security policy of the 404 page allows exactly the style and the script in
// the page.
func TestNotFound_Policy(t *testing.T) {
	in := input()
	in.Content = fstest.MapFS{"domains/a.yaml": {Data: []byte("name: A\nstatus: draft\n")}}
	site, _, err := generator.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(site, "404.html")
	if err != nil {
		t.Fatal(err)
	}
	page := html.UnescapeString(regexp.MustCompile(`<meta http-equiv[^>]*>`).FindString(string(b)))
	for _, tag := range []string{"style", "script"} {
		text := regexp.MustCompile(`(?s)<`+tag+`>(.*?)</`+tag+`>`).FindAllSubmatch(b, -1)
		if len(text) != 1 {
			t.Fatalf("%d elements %s", len(text), tag)
		}
		sum := sha256.Sum256(text[0][1])
		if want := tag + "-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"; !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
}
