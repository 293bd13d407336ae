// Package svg rewrites SVG images so that they only draw.
//
// A browser runs no script of an image in a page. But if the file itself is opened, its
// scripts run with the privileges of the site. Checking a file and then publishing its
// bytes would be safe only if the check parsed XML exactly as every browser does. So
// [Rewrite] parses the file and writes a new one, which contains only elements and
// attributes from its lists, all of which only draw.
//
// Anything else is left out. If it has an effect, such as a script or an image on another
// server, it is also returned as a [Problem]; other parts, such as the data of an editor,
// are left out silently.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Image is an SVG that is safe to publish.
type Image struct {
	Text          []byte // in UTF-8
	Width, Height int    // in pixels, or zeros if they are unknown
}

// Problem is a part of an SVG that cannot be published. It is not in the image.
type Problem struct {
	Offset, Length int // in bytes of the original
	Text, Help     string
	Minor          bool // whether the drawing can be published without it
}

// The namespaces that matter to browsers.
const (
	svgNS   = "http://www.w3.org/2000/svg"
	xlinkNS = "http://www.w3.org/1999/xlink"
	xmlNS   = "http://www.w3.org/XML/1998/namespace"
	htmlNS  = "http://www.w3.org/1999/xhtml"
)

// Rewrite returns the image with only the parts that draw, and its first problems.
// Problems with the same text are returned once, because a program repeats the same
// mistake in every label. The input must be UTF-8, whatever its XML declaration says. For
// an input that is not well-formed the image is empty.
func Rewrite(text string) (Image, []Problem) {
	r := &rewriter{text: text, dec: xml.NewDecoder(strings.NewReader(text)), reported: map[string]bool{}}
	r.dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		r.start = int(r.dec.InputOffset())
		token, err := r.dec.Token()
		r.end = int(r.dec.InputOffset())
		if errors.Is(err, io.EOF) && r.hasRoot {
			r.reportCut()
			r.image.Text = r.out.Bytes()
			return r.image, r.problems
		}
		if errors.Is(err, io.EOF) {
			err = errors.New("no element")
		} else if err == nil {
			err = r.token(token)
		}
		if err != nil {
			reason := strings.TrimPrefix(err.Error(), "XML syntax error on ")
			r.report(0, 0, "export it again from a drawing program", "this SVG is not well-formed XML: %s", reason)
			return Image{}, r.problems
		}
	}
}

type rewriter struct {
	text       string
	dec        *xml.Decoder
	start, end int // offsets of the current token

	image    Image
	out      bytes.Buffer
	problems []Problem
	reported map[string]bool // texts of problems

	hasRoot bool
	bare    bool       // whether the root has no namespace: drawing programs show such an image, but browsers do not
	open    []*element // written elements that are not closed
	skipped int        // number of open elements that are left out
	inTag   bool       // whether the > of the last start tag is not written yet

	choice *element // the innermost open <switch> whose <foreignObject> was left out
	cut    []label  // labels that are only partly shown
}

// label is a text that a program has written twice: as HTML and, for programs that cannot
// show HTML, as SVG.
type label struct {
	offset     int
	html, text string
}

// element is an element that is being written.
type element struct {
	name     string
	children int // elements in it
	css      strings.Builder
	cssStart int // offset of its text in the original, for a <style>

	// For a <switch> whose <foreignObject> was left out:
	foreign    *Problem
	html, text strings.Builder // the text in the <foreignObject>, and that outside it
}

// maxProblems is the maximum number of problems of a file. It prevents that the time to
// find their positions is quadratic.
const maxProblems = 20

// report adds a problem, unless one with the same text was reported before.
func (r *rewriter) report(offset, length int, help, format string, args ...any) {
	if len(r.problems) == maxProblems {
		return
	}
	if text := fmt.Sprintf(format, args...); !r.reported[text] {
		r.reported[text] = true
		r.problems = append(r.problems, Problem{Offset: r.start + offset, Length: length, Text: text, Help: help})
	}
}

// reportAt is like report, but for a part of the current token, if it can be found there.
func (r *rewriter) reportAt(part, help, format string, args ...any) {
	if len(r.problems) == maxProblems {
		return
	}
	offset := strings.Index(r.text[r.start:r.end], part)
	if offset < 0 {
		offset, part = 0, ""
	}
	r.report(offset, len(part), help, format, args...)
}

func (r *rewriter) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if r.hasRoot && len(r.open) == 0 && r.skipped == 0 {
			return fmt.Errorf("<%s> is not in the first element", t.Name.Local)
		}
		return r.startElement(t)
	case xml.EndElement:
		r.endElement()
	case xml.CharData:
		r.charData(t)
	case xml.ProcInst:
		r.procInst(t.Target)
	case xml.Directive:
		if bytes.ContainsRune(t, '[') {
			r.report(0, 0, "delete it, or export the file as plain SVG", "an SVG may not have a DTD with declarations")
		}
	}
	return nil
}

// procInst reports processing instructions, because xml-stylesheet can run scripts. Those
// that common programs write for themselves have no effect, and are not reported.
func (r *rewriter) procInst(target string) {
	switch target {
	case "xml", "xpacket", "adobe-xap-filters", "plantuml", "plantuml-src":
	default:
		r.report(0, 0, "remove it from the file", "an SVG may not have a processing instruction <?%s", target)
	}
}

func (r *rewriter) startElement(t xml.StartElement) error {
	root := !r.hasRoot
	r.hasRoot = true
	if root && (t.Name.Local != "svg" || t.Name.Space != svgNS && t.Name.Space != "") {
		return fmt.Errorf("its first element is <%s>, not <svg>", t.Name.Local)
	}
	r.bare = r.bare || root && t.Name.Space == ""
	if !r.keeps(t, root) {
		r.skipped++
		return nil
	}
	r.finishTag()
	if len(r.open) > 0 {
		r.open[len(r.open)-1].children++
	}
	r.open = append(r.open, &element{name: t.Name.Local, cssStart: r.end})
	r.out.WriteString("<" + t.Name.Local)
	r.inTag = true
	if root {
		r.out.WriteString(` xmlns="` + svgNS + `"`)
		if strings.Contains(r.text, "xlink") {
			r.out.WriteString(` xmlns:xlink="` + xlinkNS + `"`)
		}
	}
	written := map[string]string{}
	for _, a := range t.Attr {
		name, value := attrName(a.Name), lineBreaks.Replace(a.Value)
		if _, twice := written[name]; name == "" || twice || !r.allowed(t.Name.Local, name, value) {
			continue
		}
		written[name] = value
		r.out.WriteString(" " + name + `="`)
		attrEscaper.WriteString(&r.out, value)
		r.out.WriteByte('"')
	}
	if root {
		r.image.Width, r.image.Height = size(written)
	}
	return nil
}

// keeps reports whether an element is written. It reports a problem for some of the
// others.
func (r *rewriter) keeps(t xml.StartElement, root bool) bool {
	name := t.Name.Local
	if t.Name.Space == svgNS || t.Name.Space == htmlNS || t.Name.Space == "" {
		if lower := strings.ToLower(name); lower == "script" || lower == "handler" || lower == "listener" {
			r.report(0, 0, "remove it from the file", "an SVG may not have a <%s>", name)
			return false
		}
		for _, a := range t.Attr {
			if a.Name.Space == "" && strings.HasPrefix(strings.ToLower(a.Name.Local), "on") {
				r.reportAt(a.Name.Local, "remove it from the file", "an SVG may not have an event handler (%s)", a.Name.Local)
			}
		}
	}
	switch {
	case r.skipped > 0:
		return false
	case root, t.Name.Space == svgNS && elements[name], t.Name.Space == "" && elements[name] && r.bare:
		return r.animates(t)
	case strings.EqualFold(name, "foreignObject"):
		r.foreignObject()
	case t.Name.Space == htmlNS:
		r.report(0, 0, "export it again without HTML, or as PNG", "an SVG may not have HTML (<%s>)", name)
	case dangerousNS[t.Name.Space]:
		r.report(0, 0, "remove it from the file", "an SVG may not have an element of %s (<%s>)", t.Name.Space, name)
	}
	return false
}

// animates reports whether an element may animate the attribute that it animates, if any.
func (r *rewriter) animates(t xml.StartElement) bool {
	const attr = "attributeName"
	for _, a := range t.Attr {
		if a.Name.Local == attr && (!attributes[a.Value] || strings.HasSuffix(a.Value, "href")) {
			r.reportAt(attr, "remove this <"+t.Name.Local+">", "an SVG may not animate %q", a.Value)
			return false
		}
	}
	return true
}

// foreignObject reports HTML in the image, unless it is in a <switch> with an
// alternative.
func (r *rewriter) foreignObject() {
	const text = "an SVG may not have a <foreignObject>"
	const help = "export it without HTML in labels (in Mermaid, htmlLabels: false), or as PNG"
	if parent := r.open[len(r.open)-1]; parent.name == "switch" {
		if parent.foreign == nil {
			parent.foreign = &Problem{Offset: r.start, Text: text, Help: help}
			r.choice = parent
		}
		return
	}
	r.report(0, 0, help, "%s", text)
}

func (r *rewriter) endElement() {
	if r.skipped > 0 {
		r.skipped--
		return
	}
	last := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	if f := last.foreign; f != nil {
		r.choice = nil
		html, text := strings.Join(strings.Fields(last.html.String()), " "), strings.TrimSpace(last.text.String())
		switch {
		case last.children == 0:
			r.report(f.Offset-r.start, 0, f.Help, "%s", f.Text)
		case strings.HasSuffix(text, "...") && html != text:
			r.cut = append(r.cut, label{f.Offset, html, text})
		}
	}
	if last.name == "style" {
		r.style(last)
	}
	if r.inTag {
		r.out.WriteString("/>")
		r.inTag = false
	} else {
		r.out.WriteString("</" + last.name + ">")
	}
}

// style writes the style sheet of a <style>, unless it loads something.
func (r *rewriter) style(e *element) {
	css := e.css.String()
	if url, loads := loadsCSS(css); loads {
		r.start, r.end = e.cssStart, max(r.start, e.cssStart)
		if url == "@import" {
			r.reportAt(url, "remove the @import, or export the drawing as PNG", "an SVG may not load a font or style sheet")
		} else {
			r.reportAt(url, embedHelp, "an SVG may not load %q", url)
		}
		return
	}
	if css != "" {
		r.finishTag()
		textEscaper.WriteString(&r.out, css)
	}
}

// reportCut reports labels that draw.io has cut off in their second form.
func (r *rewriter) reportCut() {
	if len(r.cut) == 0 {
		return
	}
	first, more := r.cut[0], ""
	if n := len(r.cut) - 1; n > 0 {
		more = fmt.Sprintf(", and %d more", n)
	}
	r.problems = append(r.problems, Problem{Offset: first.offset, Minor: true,
		Text: fmt.Sprintf("the label %q is shown as %q%s", shorten(first.html), first.text, more),
		Help: "in draw.io, turn off Formatted Text for all labels and export it again, or export it as PNG"})
}

func (r *rewriter) charData(text xml.CharData) {
	switch {
	case r.choice == nil:
	case r.skipped > 0:
		r.choice.html.Write(text)
		r.choice.html.WriteByte(' ') // because lines and paragraphs are elements
	default:
		r.choice.text.Write(text)
	}
	if r.skipped > 0 || len(r.open) == 0 {
		return
	}
	if e := r.open[len(r.open)-1]; e.name == "style" {
		e.css.Write(text)
		return
	}
	r.finishTag()
	textEscaper.WriteString(&r.out, string(text))
}

// finishTag writes the > of the last start tag if it is not written yet.
func (r *rewriter) finishTag() {
	if r.inTag {
		r.out.WriteByte('>')
		r.inTag = false
	}
}

var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;")
	lineBreaks  = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ") // line breaks in attributes, which XML reads as spaces
)

// size returns the width and height of an image in a page: the size in its root element,
// or in its viewBox.
func size(root map[string]string) (width, height int) {
	width, height = pixels(root["width"]), pixels(root["height"])
	if box := strings.Fields(strings.ReplaceAll(root["viewBox"], ",", " ")); (width == 0 || height == 0) && len(box) == 4 {
		width, height = pixels(box[2]), pixels(box[3])
	}
	return width, height
}

func pixels(s string) int {
	x, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil || x < 0 || x > 1e5 {
		return 0
	}
	return int(x + 0.5)
}
