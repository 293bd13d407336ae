package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Limits for one document, far above what people write by hand. Without them a
// page of one megabyte can keep goldmark or a browser busy for hours.
const (
	maxDepth      = 48      // blocks within blocks
	maxDelimiters = 2000    // emphasis delimiters in one paragraph
	maxBrackets   = 10_000  // brackets in one paragraph
	maxRun        = 12      // characters of one emphasis delimiter
	maxCells      = 1 << 17 // cells of one table
	maxFootnotes  = 1000
	maxTag        = 2000    // bytes of an HTML tag
	maxRef        = 400     // bytes of a [[reference]]
	maxLines      = 10_000  // lines of a paragraph with links
	maxScan       = 1 << 25 // bytes read for brackets that are not links
	maxFindings   = 100     // findings about HTML, tables and labels, each
	maxTags       = 1000    // tags of one kind with findings
	maxLocated    = 1000    // exact positions in a text of YAML; later links get the position of the first occurrence
)

// parsers are goldmark's parsers by mode, created once and safe for concurrent use.
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
		util.Prioritized(fenceParser{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(quoteParser{limited{parser.NewBlockquoteParser()}}, 800),
		util.Prioritized(htmlParser{parser.NewHTMLBlockParser()}, 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(checkBoxParser{extension.NewTaskCheckBoxParser()}, 0),
		util.Prioritized(codeSpanParser{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(footnoteRefParser{m}, 101),
		util.Prioritized(refParser{}, 150),
		util.Prioritized(newLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(tagParser{}, 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(emojiParser{}, 550),
		util.Prioritized(bareLinkParser{}, 600),
		util.Prioritized(shortcodeParser{}, 700),
	}
	transformers := []util.PrioritizedValue{
		util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(lineComments{}, 150),
		util.Prioritized(tableTransformer{}, 200),
	}
	var atLast []util.PrioritizedValue
	switch m {
	case guide:
		blocks = append(blocks, util.Prioritized(footnoteParser{limited{extension.NewFootnoteBlockParser()}}, 950))
		atLast = append(atLast, util.Prioritized(extension.NewFootnoteASTTransformer(), 999))
	case inlineText:
		blocks, transformers = blocks[len(blocks)-1:], []util.PrioritizedValue{util.Prioritized(lineComments{}, 150)}
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(transformers...),
		parser.WithASTTransformers(atLast...),
		parser.WithEscapedSpace(),
	)
}

// state is the state that all parsers share while they parse a document.
type state struct {
	in    *input
	ends  map[ast.Node]int // end offsets of links
	ids   map[string]bool  // explicit ids of headings
	scan  int              // bytes read for brackets that are not links
	sized int              // offset of an image with a size, or 0
	embed *embed           // the first one, or nil
	html  htmlScan         // scan of the HTML block that is being parsed

	notes      []footnote       // definitions of footnotes
	marks      []undefinedLabel // footnotes without a definition
	references []undefinedLabel // links by reference without a definition
	unparsed   []unparsedLink   // links that are shown as text
	ended      ast.Node         // the last fenced code block that has an end
	endless    ast.Node         // the first fenced code block without an end
	left       [][2]int         // see Document
	comments   [][2]int         // see Document

	// The fields below describe the block of text that is being parsed.
	block    ast.Node
	delims   int         // number of emphasis delimiters
	brackets int         // number of brackets that may open a link
	runs     map[int]int // length of a run of backticks → offset of the last one
	unclosed bool        // whether no --> follows
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// enter resets the fields that describe the current block if block is a new one.
func (s *state) enter(block ast.Node) *state {
	if s.block != block {
		s.block, s.delims, s.brackets, s.runs, s.unclosed = block, 0, 0, nil, false
	}
	return s
}

func parse(in *input) *Document {
	src := util.StringToReadOnlyBytes(in.text[in.from:])
	st := &state{in: in}
	pc := parser.NewContext()
	pc.Set(stateKey, st)
	root := parsers[in.mode].Parse(text.NewReader(src), parser.WithContext(pc))
	w := &writer{in: in, src: src, st: st, doc: &Document{text: in.text, from: in.from}}
	w.reportReferences(pc)
	w.reportUnparsed()
	w.reportFootnotes()
	w.reportFence()
	for id := range st.ids {
		w.ids.Reserve(id)
	}
	return w.document(root)
}

// limited wraps a parser so that no block is nested deeper than maxDepth. The text
// of a deeper block belongs to the block around it.
type limited struct{ parser.BlockParser }

func (l limited) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	deep := len(pc.OpenedBlocks()) >= maxDepth
	line, pos := reader.Position()
	// Open is called even if its result is discarded, because goldmark's list
	// parser depends on having been called.
	node, state := l.BlockParser.Open(parent, reader, pc)
	if node != nil && deep {
		reader.SetPosition(line, pos)
		return nil, parser.NoChildren
	}
	return node, state
}

// definitions skips link reference definitions in very long paragraphs, because goldmark
// moves all lines for each definition. It also skips [^1]:, which is a footnote and not a
// link, and paragraphs that start with other text, as most do.
type definitions struct{ parser.ParagraphTransformer }

func (d definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	line := node.Lines().At(0)
	first := util.TrimLeftSpace(line.Value(reader.Source()))
	if node.Lines().Len() <= maxLines && bytes.HasPrefix(first, []byte("[")) && !bytes.HasPrefix(first, []byte("[^")) {
		d.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// checkBoxParser reads "[x](a.md)" at the start of an item as a link, as GitHub does.
type checkBoxParser struct{ parser.InlineParser }

func (p checkBoxParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) > 3 && (line[3] == '(' || line[3] == '[') {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}
