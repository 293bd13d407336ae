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

// assets makes the files beside the guides known.
func (l *Graph) assets(files []*source.File) {
	for _, f := range files {
		if strings.EqualFold(path.Ext(f.Name), ".svg") {
			l.checkSVG(f)
		}
		a := &Asset{File: f}
		l.Site.Assets = append(l.Site.Assets, a)
		l.Site.names.files[text.NFC(f.Name)] = Target{Asset: a}
	}
}

// checkSVG reports what makes an SVG more than a picture. Within a page a
// browser runs none of it, but it would if somebody opened the file itself.
func (l *Graph) checkSVG(f *source.File) {
	dec := xml.NewDecoder(strings.NewReader(f.Text))
	for {
		at := int(dec.InputOffset())
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		pos := source.Pos{File: f, Offset: at}
		if err != nil {
			l.structural.Errorf("file/svg", pos, 0, "open it in a browser or an editor, and save it again", "this SVG is not well-formed: %s", strings.TrimPrefix(err.Error(), "XML syntax error on "))
			return
		}
		what := ""
		switch t := token.(type) {
		case xml.StartElement:
			what = active(t)
		case xml.Directive:
			if strings.Contains(string(t), "ENTITY") {
				what = "an entity of its own"
			}
		}
		if what != "" {
			l.structural.Errorf("file/svg", pos, 0, "remove it from the picture", "an SVG may not have %s", what)
			return
		}
	}
}

// active names what an element could do beyond drawing, or returns "".
func active(e xml.StartElement) string {
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
			return fmt.Sprintf("a link that runs something (%s)", a.Name.Local)
		}
	}
	return ""
}
