package source

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// xmlEncoding matches the encoding in an XML declaration.
var xmlEncoding = regexp.MustCompile(`^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']`)

// setXML stores the bytes of an XML file as its text, in UTF-8. As XML requires, the
// encoding is that of the byte order mark or, without one, that of the declaration.
func (f *File) setXML(b []byte) {
	charset := "UTF-8"
	switch {
	case bytes.HasPrefix(b, []byte("\uFEFF")):
		b = b[len("\uFEFF"):]
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}), bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		charset = "UTF-16"
	case bytes.HasPrefix(b, []byte{0, '<'}):
		charset = "UTF-16BE"
	case bytes.HasPrefix(b, []byte{'<', 0}):
		charset = "UTF-16LE"
	default:
		if m := xmlEncoding.FindSubmatch(b[:min(len(b), 256)]); m != nil && !bytes.HasPrefix(bytes.ToUpper(m[1]), []byte("UTF-")) {
			charset = string(m[1])
		}
	}
	decoded, ok := text.Decode(charset, b)
	if !ok && utf8.Valid(b) { // the declaration has an unknown encoding, but the bytes are valid UTF-8
		decoded, ok = string(b), true
	}
	if !ok {
		f.notUTF8(b, encodingByMarks(b))
		return
	}
	f.Text = decoded
}

// startSize is the number of bytes that browsers read to determine the type of a file.
const startSize = 512

// readStart reads the start of a file that is copied, and checks it.
func (f *File) readStart(content fs.FS) error {
	file, err := content.Open(f.Name)
	if err != nil {
		return err
	}
	defer file.Close()
	start := make([]byte, startSize)
	n, err := io.ReadFull(file, start)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return err
	}
	f.checkStart(start[:n])
	return nil
}

// checkStart reports a file that would be published as an image or a download although a
// browser may show it as a page. Servers that do not know the extension of a file
// determine its type from its first bytes, or from another extension in its name.
func (f *File) checkStart(start []byte) {
	const help = "publish it as text, with a name that ends in .txt"
	if strings.EqualFold(path.Ext(f.Name), ".txt") { // every server knows this extension
		return
	}
	base := strings.ToLower(path.Base(f.Name))
	ext := path.Ext(base)
	switch what := markup(start); {
	case what == "SVG":
		f.Findings.Errorf("file/content", Pos{f, 0}, 0, "rename it, so that its name ends in .svg", "the content of this %s file is an SVG image", ext)
	case what != "":
		f.Findings.Errorf("file/content", Pos{f, 0}, 0, help, "the content of this %s file is %s", ext, what)
	case slices.Contains(rareExts, ext):
		for _, other := range strings.Split(strings.TrimSuffix(base, ext), ".")[1:] {
			if slices.Contains(pageExts, other) {
				f.Findings.Errorf("file/content", Pos{f, 0}, 0, help, "a server may send this file as .%s, because .%s is in its name", other, other)
				break
			}
		}
	}
	f.Unreadable = f.Findings.HaveError()
}

// rareExts are the extensions of downloads that some servers do not know, or that
// they remove (.gz). pageExts are extensions of files that run scripts.
var (
	rareExts = []string{".tsv", ".yaml", ".yml", ".toml", ".tf", ".sh", ".go", ".rb", ".py", ".sql", ".proto", ".gz"}
	pageExts = []string{"html", "htm", "xhtml", "xht", "shtml", "svg", "svgz", "xml", "xsl", "mhtml", "mht", "js", "mjs"}
)

// htmlStart matches the starts of HTML by which browsers recognize it
// (mimesniff.spec.whatwg.org), and other elements that come first.
var htmlStart = regexp.MustCompile(`(?i)^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|img|meta|link|base|form)[\s>/]|^<!--`)

// markup returns the type that a browser may detect from the start of a file: HTML, XML,
// SVG or, if the browser would not run anything, "".
func markup(start []byte) string {
	start = bytes.TrimPrefix(start, []byte("\uFEFF"))
	if bytes.HasPrefix(start, []byte{0xFE, 0xFF}) || bytes.HasPrefix(start, []byte{0xFF, 0xFE}) {
		start = bytes.ReplaceAll(start[2:], []byte{0}, nil)
	}
	start = bytes.TrimLeft(start, " \t\r\n\f")
	switch {
	case !bytes.HasPrefix(start, []byte("<")):
		return ""
	case bytes.Contains(start, []byte("<svg")):
		return "SVG"
	case htmlStart.Match(start):
		return "HTML"
	case bytes.HasPrefix(start, []byte("<?xml")):
		return "XML"
	}
	return ""
}
