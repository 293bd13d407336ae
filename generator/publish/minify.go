package publish

import (
	"bytes"
	"path"
	"strings"

	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/xml"
)

// Minify returns the content to publish for a file of the site: style sheets and scripts
// below assets/ and all SVG images are minified, all other files are returned unchanged.
// Pages and JSON are compact already, and parsing them again would take longer than
// rendering them. Style sheets and scripts elsewhere are downloads that authors offer.
//
// The result depends only on name and data, so a name with a hash of the source changes
// whenever the published content does. Code that does not parse, because its syntax is
// too new for the minifier, is published unchanged. Minify does not modify data.
func Minify(name string, data []byte) []byte {
	// The minifiers modify the bytes of a bytes.Buffer, but not those of a bytes.Reader.
	in, out := bytes.NewReader(data), new(bytes.Buffer)
	asset := strings.HasPrefix(name, "assets/")
	var err error
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".css" && asset:
		err = new(css.Minifier).Minify(nil, out, in, nil)
	case ext == ".js" && asset:
		err = new(js.Minifier).Minify(nil, out, in, nil)
	case ext == ".svg" && !keepsSpace(data):
		// As XML, because the SVG minifier of this library joins words around <tspan>,
		// changes the id "007" to "7" and removes xml:lang.
		err = (&xml.Minifier{KeepWhitespace: true}).Minify(nil, out, in, nil)
	default:
		return data
	}
	if err != nil || out.Len() >= len(data) {
		return data
	}
	return out.Bytes()
}

// keepsSpace reports whether white space may be significant in an SVG image.
func keepsSpace(svg []byte) bool {
	for _, sign := range []string{"xml:space", "white-space", "foreignObject", "<!ENTITY"} {
		if bytes.Contains(svg, []byte(sign)) {
			return true
		}
	}
	return false
}
