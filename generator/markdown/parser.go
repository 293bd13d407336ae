package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Limits on what one document may hold. Nobody writes so much by hand; without
// them a page of a megabyte can keep goldmark, or a browser, busy for hours.
const (
	maxDepth      = 48      // blocks within blocks
	maxDelimiters = 2000    // of emphasis in one paragraph
	maxBrackets   = 10_000  // in one paragraph
	maxRun        = 12      // characters of one delimiter
	maxCells      = 1 << 17 // of one table
	maxFootnotes  = 1000
	maxTag        = 2000    // bytes of an HTML tag
	maxRef        = 400     // bytes of a [[reference]]
	maxLines      = 10_000  // of a paragraph with links in it
	maxScan       = 1 << 25 // bytes looked at for links that were none
	maxFindings   = 100     // of HTML that is not allowed
	maxPlaces     = 1000    // in a text of YAML; those after get that of the first like them
)

// parsers are goldmark's, by mode. They are set up once and then only read,
// like compiled regular expressions.
var parsers = [...]parser.Parser{
	guide:      newParser(guide),
	blockText:  newParser(blockText),
	inlineText: newParser(inlineText),
}

func newParser(m mode) parser.Parser {
	blocks := []util.PrioritizedValue{
		util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(limited{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(quoteParser{limited{parser.NewBlockquoteParser()}}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(parser.InlineParser(extension.NewTaskCheckBoxParser()), 0),
		util.Prioritized(codeSpanParser{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(refParser{}, 150),
		util.Prioritized(newLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(tagParser{}, 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(bareLinkParser{}, 600),
		util.Prioritized(shortcodeParser{}, 700),
	}
	transformers := []util.PrioritizedValue{
		util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(tableTransformer{}, 200),
	}
	var atLast []util.PrioritizedValue
	switch m {
	case guide:
		blocks = append(blocks, util.Prioritized(footnoteParser{limited{extension.NewFootnoteBlockParser()}}, 950))
		inlines = append(inlines, util.Prioritized(notTooLong{extension.NewFootnoteParser()}, 101))
		atLast = append(atLast, util.Prioritized(extension.NewFootnoteASTTransformer(), 999))
	case inlineText:
		blocks, transformers = blocks[len(blocks)-1:], nil
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(transformers...),
		parser.WithASTTransformers(atLast...),
		parser.WithEscapedSpace(),
	)
}

// state is what the parsers remember of one document.
type state struct {
	in    *input
	ends  map[ast.Node]int // where links end
	ids   map[string]bool  // explicit ids of headings
	notes int              // footnotes
	scan  int              // bytes looked at for links in vain
	sized int              // where an image with a size is, or 0

	// Of the paragraph (or other block of text) that is being parsed.
	block    ast.Node
	delims   int         // delimiters of emphasis
	brackets int         // that may open a link
	runs     map[int]int // length of a run of backticks → where the last one starts
	unclosed bool        // no --> is left
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// enter makes the state ready for the text of a block.
func (s *state) enter(block ast.Node) *state {
	if s.block != block {
		s.block, s.delims, s.brackets, s.runs, s.unclosed = block, 0, 0, nil, false
	}
	return s
}

// parse parses an input.
func parse(in *input) *Document {
	src := util.StringToReadOnlyBytes(in.text[in.from:])
	st := &state{in: in}
	pc := parser.NewContext()
	pc.Set(stateKey, st)
	root := parsers[in.mode].Parse(text.NewReader(src), parser.WithContext(pc))
	w := &writer{in: in, src: src, st: st, doc: &Document{text: in.text, from: in.from}}
	for id := range st.ids {
		w.ids.Reserve(id)
	}
	return w.document(root)
}

// limited refuses to open a block that would stand too deep in others; its text
// then goes on in the block it is in.
type limited struct{ parser.BlockParser }

func (l limited) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	deep := len(pc.OpenedBlocks()) >= maxDepth
	line, pos := reader.Position()
	// The list parser must be asked even so: it notes that it was.
	node, state := l.BlockParser.Open(parent, reader, pc)
	if node != nil && deep {
		reader.SetPosition(line, pos)
		return nil, parser.NoChildren
	}
	return node, state
}

// definitions leaves the definitions of links in a very long paragraph alone:
// goldmark moves all lines for each. Where there are no footnotes, [^1]: is not
// to be taken for a link.
type definitions struct{ parser.ParagraphTransformer }

func (d definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first := node.Lines().At(0)
	if node.Lines().Len() <= maxLines && !bytes.HasPrefix(bytes.TrimLeft(first.Value(reader.Source()), " "), []byte("[^")) {
		d.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// notTooLong keeps a parser from paragraphs of very many lines, which it would
// go through for each label.
type notTooLong struct{ parser.InlineParser }

func (p notTooLong) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if parent.Lines().Len() > maxLines {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}
