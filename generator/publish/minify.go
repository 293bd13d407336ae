package publish

import (
	"bytes"
	"path"
	"strings"

	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/xml"
)

// Minify returns the bytes to publish for the file of the site with that name: style
// sheets and scripts below assets/ and all SVG pictures get shorter, everything else is
// returned as it is. Pages and JSON come compact from where they are made, and parsing
// them once more would cost more than rendering them; a script or style sheet elsewhere
// is something an author offers for download, which is nobody's to change.
//
// It depends on name and data only, so a name that carries a hash of the source changes
// whenever the published bytes do. What the minifier cannot parse, newer syntax than it
// knows, is published unchanged: the reader's browser is the judge of it. data is not
// modified.
func Minify(name string, data []byte) []byte {
	// The minifiers get a reader that does not show its bytes, for they write into them.
	in, out := bytes.NewReader(data), new(bytes.Buffer)
	asset := strings.HasPrefix(name, "assets/")
	var err error
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".css" && asset:
		err = new(css.Minifier).Minify(nil, out, in, nil)
	case ext == ".js" && asset:
		err = new(js.Minifier).Minify(nil, out, in, nil)
	case ext == ".svg" && !keepsSpace(data):
		// As XML: the library's SVG minifier joins words around <tspan>, turns the id
		// "007" into "7" and drops xml:lang. Our pictures are compact but for blanks.
		err = (&xml.Minifier{KeepWhitespace: true}).Minify(nil, out, in, nil)
	default:
		return data
	}
	if err != nil || out.Len() >= len(data) {
		return data
	}
	return out.Bytes()
}

// keepsSpace reports whether blanks may mean something in an SVG picture.
func keepsSpace(svg []byte) bool {
	for _, sign := range []string{"xml:space", "white-space", "foreignObject", "<!ENTITY"} {
		if bytes.Contains(svg, []byte(sign)) {
			return true
		}
	}
	return false
}
