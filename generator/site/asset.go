package site

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// Asset is a file beside the guides that is published unchanged.
type Asset struct {
	File *source.File // without its text, unless it is an SVG image
}

func (g *Graph) collectAssets(files []*source.File) {
	for _, f := range files {
		if strings.EqualFold(path.Ext(f.Name), ".svg") {
			checkSVG(f, &g.structural)
		}
		a := &Asset{File: f}
		g.Site.Assets = append(g.Site.Assets, a)
		g.Site.names.files[text.NFC(f.Name)] = Target{Asset: a}
	}
}

// checkSVG reports everything in an SVG other than graphics. A browser does not run
// scripts in images of a page, but it does if the file itself is opened.
func checkSVG(f *source.File, diags *source.Diagnostics) {
	dec := xml.NewDecoder(strings.NewReader(f.Text))
	for {
		pos := source.Pos{File: f, Offset: int(dec.InputOffset())}
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			diags.Errorf("file/svg", pos, 0, "export it again from a drawing program", "this SVG is not well-formed XML: %s", strings.TrimPrefix(err.Error(), "XML syntax error on "))
			return
		}
		unsafe := ""
		switch t := token.(type) {
		case xml.StartElement:
			unsafe = unsafePart(t)
		case xml.Directive:
			if strings.Contains(string(t), "ENTITY") {
				unsafe = "an entity declaration"
			}
		}
		if unsafe != "" {
			diags.Errorf("file/svg", pos, 0, "remove it from the file", "an SVG may not have %s", unsafe)
			return
		}
	}
}

// unsafePart returns a description of an element that does more than drawing, or
// "".
func unsafePart(e xml.StartElement) string {
	switch name := strings.ToLower(e.Name.Local); {
	case name == "script" || name == "foreignobject" || name == "handler" || name == "iframe" || name == "object" || name == "embed",
		strings.Contains(e.Name.Space, "xhtml"):
		return fmt.Sprintf("a <%s>", e.Name.Local)
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
		switch {
		case strings.HasPrefix(name, "on"):
			return fmt.Sprintf("an event handler (%s)", a.Name.Local)
		case strings.HasPrefix(value, "javascript:"), strings.HasPrefix(value, "data:text"), name == "attributename" && strings.HasSuffix(value, "href"):
			return fmt.Sprintf("a link that runs a script (%s)", a.Name.Local)
		}
	}
	return ""
}
