package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platmap/generator/source"
)

// linkParser wraps goldmark's parser. It records where links end, and stops if it
// has read too many bytes after brackets that are not links.
type linkParser struct {
	parser.InlineParser
	parser.CloseBlocker
}

func newLinkParser() linkParser {
	p := parser.NewLinkParser()
	return linkParser{p, p.(parser.CloseBlocker)}
}

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if parent.Lines().Len() > maxLines {
		return nil
	}
	line, segment := block.PeekLine()
	st := stateOf(pc).enter(parent)
	if line[0] != ']' {
		if st.brackets++; st.brackets > maxBrackets {
			return nil
		}
		if m := embedSyntax.FindSubmatch(line[:min(len(line), maxRef)]); m != nil && st.embed == nil {
			st.embed = &embed{segment.Start, len(m[0]), string(m[1])}
		}
		return p.InlineParser.Parse(parent, block, pc)
	}
	if st.scan > maxScan {
		return nil
	}
	n := p.InlineParser.Parse(parent, block, pc)
	if n != nil {
		if st.ends == nil {
			st.ends = map[ast.Node]int{}
		}
		_, end := block.Position()
		st.ends[n] = end.Start
	} else if len(line) > 1 && (line[1] == '(' || line[1] == '[' || bytes.HasPrefix(line[1:], []byte("（"))) {
		if u, ok := linkInText(line, segment.Start); ok && len(st.unparsed) < maxFindings {
			st.unparsed = append(st.unparsed, u)
		}
		if m := sized.FindIndex(line[:min(len(line), maxTag)]); m != nil && st.sized == 0 {
			st.sized = segment.Start + 1
		}
		lines := parent.Lines()
		if line[1] == '[' {
			if u, ok := undefinedReference(block.Source(), lines.At(0).Start, segment.Start, segment.Stop); ok {
				st.references = addUndefined(st.references, u)
			}
		}
		st.scan += lines.At(lines.Len()-1).Stop - segment.Start
	}
	return n
}

// sized matches the end of an image with a size: ![text](a.png =300x).
var sized = regexp.MustCompile(`^\]\([^\s()]+\s+=\d*x\d*\)`)

// embed is the first ![[figure.png]] on a page, which Obsidian shows as an image.
type embed struct {
	off, len int
	file     string
}

var embedSyntax = regexp.MustCompile(`^!\[\[([^\[\]|\n]+\.[A-Za-z0-9]{2,5})(?:\|[^\[\]\n]*)?\]\]`)

// link writes a link, or only its text if its URL is not allowed.
func (w *writer) link(n *ast.Link) {
	if end, ok := w.st.ends[n]; ok && usesComment(n) {
		w.plain(string(w.src[n.Pos():end]))
		return
	}
	w.use(n.Reference)
	if w.inLink {
		w.inlines(n)
		return
	}
	l := Link{Kind: Inline, Text: w.plainOf(n), Title: string(appendPlain(nil, n.Title))}
	if !w.locate(&l, n, n.Destination) {
		w.inlines(n)
		return
	}
	if l.Text == "" && !hasImage(n) {
		w.hole(wholeLink, w.add(l))
		return
	}
	w.hole(openLink, w.add(l))
	w.inLink = true
	w.inlines(n)
	w.inLink = false
	w.hole(closeLink, 0)
}

// image writes a hole for an image, or its text if its URL is not allowed.
func (w *writer) image(n *ast.Image) {
	w.use(n.Reference)
	l := Link{Kind: Image, Text: w.plainOf(n), Title: string(appendPlain(nil, n.Title))}
	if w.locate(&l, n, n.Destination) {
		w.hole(image, w.add(l))
	} else {
		w.plain(l.Text)
	}
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.src)
	l := Link{Kind: Autolink, Text: string(label)}
	dest := label
	switch {
	case w.inLink || bytes.Contains(label, []byte("::")): // <std::string> is not a URL
		w.plain(l.Text)
		return
	case n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(label), []byte("mailto:")):
		dest = append([]byte("mailto:"), label...)
	case n.Protocol != nil:
		dest = append([]byte("http://"), label...)
	}
	if !w.locate(&l, n, dest) {
		w.plain(l.Text)
		return
	}
	if off, ok := w.offset(label); ok {
		w.checkChatLink(off)
		l.Start, l.End = w.in.from+off, w.in.from+off+len(label)
		l.Written = w.in.exact(off, len(label))
	}
	w.hole(openLink, w.add(l))
	w.plain(l.Text)
	w.hole(closeLink, 0)
}

// chatLink matches a link that was copied from Slack: <URL|text>. A URL has no |.
var chatLink = regexp.MustCompile(`^<([^\s|>]+)\|([^|>\n]+)>`)

// checkChatLink reports the link with a URL at off if it was copied from Slack.
func (w *writer) checkChatLink(off int) {
	if off == 0 || w.src[off-1] != '<' {
		return
	}
	m := chatLink.FindSubmatch(w.src[off-1 : min(off+maxTag, len(w.src))])
	if m == nil {
		return
	}
	instead := "[" + string(m[2]) + "](" + string(m[1]) + ")"
	fix := []source.Edit{{Start: off - 1, End: off - 1 + len(m[0]), New: instead}}
	w.in.report(source.Warning, "markdown/foreign", off-1, len(m[0]), fix, wholeOr(instead, "write [text](URL)"), "a link in the syntax of Slack has a wrong target")
}

// ref writes a [[reference]], which is text within a link.
func (w *writer) ref(n *ref) {
	if w.inLink {
		w.plain(string(w.src[n.Pos():n.stop]))
		return
	}
	l := Link{Kind: WikiRef, Dest: n.dest, Text: n.label, Start: w.in.from + n.Pos(), End: w.in.from + n.stop}
	l.Pos, l.Len = w.in.pos(n.Pos(), n.stop-n.Pos())
	if at := bytes.Index(w.src[n.Pos():n.stop], []byte(l.Dest)); at >= 0 { // the text is not found if it has an escape
		l.Written = w.in.exact(n.Pos()+at, len(l.Dest))
	}
	if l.Text == "" {
		w.hole(wholeLink, w.add(l))
		w.last = lastRune(l.Dest)
		return
	}
	w.hole(openLink, w.add(l))
	w.prose(l.Text)
	w.hole(closeLink, 0)
}

func (w *writer) add(l Link) int {
	w.doc.Links = append(w.doc.Links, l)
	return len(w.doc.Links) - 1
}

// locate sets the URL and the positions of a link, and reports whether the URL is
// allowed.
func (w *writer) locate(l *Link, n ast.Node, dest []byte) bool {
	start := max(n.Pos(), 0)
	end, ok := w.st.ends[n]
	if !ok {
		end = start + len(l.Text)
		if start < len(w.src) && w.src[start] == '<' {
			end += 2
		}
	}
	if off, ok := w.offset(dest); ok && len(dest) > 0 {
		l.Start, l.End = w.in.from+off, w.in.from+off+len(dest)
		l.Written = w.in.exact(off, len(dest))
		if l.ByReference = usesDefinition(n); l.ByReference {
			start, end = off, off+len(dest)
		}
	}
	l.Dest = string(appendPlain(nil, dest))
	return w.allowDest(l, start, end-start)
}

// allowDest decodes the URL of a link, sets the position of the link, and reports
// whether the URL is allowed. off and length are the span in the source.
func (w *writer) allowDest(l *Link, off, length int) bool {
	l.Pos, l.Len = w.in.pos(off, length)
	scheme, ok := allowed(l.Dest)
	if ok && scheme == "" {
		l.Dest = unescapePercent(l.Dest)
		scheme, ok = allowed(l.Dest)
	}
	if !ok {
		if scheme == "" {
			w.in.err("link/scheme", off, length, "write https: before it", "URL without a scheme: browsers add the scheme of the page")
		} else {
			w.in.err("link/scheme", off, length, schemeHelp(scheme, l.Dest), "%s: URLs are not allowed", scheme)
		}
	}
	return ok
}

// usesDefinition reports whether a link or an image has its URL from a definition,
// such as [ref]: dest.
func usesDefinition(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Link:
		return n.Reference != nil
	case *ast.Image:
		return n.Reference != nil
	}
	return false
}

// offset returns the offset of a subslice in the source. It is computed from
// their capacities, because both end at the same byte.
func (w *writer) offset(piece []byte) (int, bool) {
	off := cap(w.src) - cap(piece)
	if off < 0 || off+len(piece) > len(w.src) || !bytes.Equal(w.src[off:off+len(piece)], piece) {
		return 0, false
	}
	return off, true
}
