package explain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// parser reads a page line by line.
type parser struct {
	page  *Page
	into  *[]string // the list that paragraphs are added to; nil where only files are allowed
	files *[]File   // the list that files are added to
	open  bool      // whether the next line continues a paragraph
	fence string    // the fence of the current file, or ""
	file  File
	lines []string
}

var (
	fenceLine = regexp.MustCompile("^(`{3,})(\\S+) (.*)$")
	attribute = regexp.MustCompile(`(\w+)(?:="([^"]*)")?`)
)

func (p *parser) line(line string) error {
	if p.fence != "" {
		if line != p.fence {
			p.lines = append(p.lines, line)
			return nil
		}
		p.fence = ""
		p.file.Text = strings.Join(p.lines, "\n")
		*p.files = append(*p.files, p.file)
		return nil
	}
	if m := fenceLine.FindStringSubmatch(line); m != nil {
		if p.files == nil {
			return fmt.Errorf("code block outside the examples: %s", line)
		}
		return p.openFile(m[1], m[2], m[3])
	}
	switch {
	case line == "":
		p.open = false
	case strings.HasPrefix(line, "# "):
		p.page.Title, p.into = line[2:], &p.page.About
	case line == "## Wrong":
		p.into, p.files = nil, &p.page.Wrong
	case line == "## Right":
		p.into, p.files = nil, &p.page.Right
	case line == "## Help", line == "## 直し方":
		p.into, p.files = &p.page.Help, nil
	case strings.HasPrefix(line, "- "): // a list is not supported: its items would become one paragraph
		return fmt.Errorf("a page has no lists: %s", line)
	case p.into == nil:
		return fmt.Errorf("examples may only have code blocks: %s", line)
	case p.open:
		last := len(*p.into) - 1
		(*p.into)[last] = join((*p.into)[last], line)
	default:
		*p.into = append(*p.into, line)
		p.open = true
	}
	return nil
}

func (p *parser) property(line string) error {
	key, value, _ := strings.Cut(line, ": ")
	switch key {
	case "severity":
		p.page.Severity = value
	case "fix":
		p.page.Fix, p.page.Partly = value == "yes", value == "partly"
	case "also":
		p.page.Also = strings.Split(value, ", ")
	default:
		return fmt.Errorf("unknown property: %s", line)
	}
	return nil
}

func (p *parser) openFile(fence, lang, info string) error {
	p.fence, p.lines = fence, nil
	p.file = File{Lang: lang, Times: 1}
	for _, m := range attribute.FindAllStringSubmatch(info, -1) {
		switch m[1] {
		case "title":
			p.file.Name = m[2]
		case "bytes":
			p.file.Bytes = true
		case "link":
			p.file.Link = m[2]
		case "times":
			n, err := strconv.Atoi(m[2])
			if err != nil {
				return err
			}
			p.file.Times = n
		default:
			return fmt.Errorf("unknown attribute after the fence: %s", m[0])
		}
	}
	return nil
}

func (p *parser) end() error {
	if p.fence != "" {
		return fmt.Errorf("%s: unclosed code block", p.page.Code)
	}
	return nil
}

// Content returns the content of the file, with escapes and repetitions expanded.
func (f File) Content() (string, error) {
	text := f.Text + "\n"
	if f.Bytes {
		var b strings.Builder
		for line := range strings.Lines(text) {
			raw, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.TrimSuffix(line, "\n"), `"`, `\"`) + `"`)
			if err != nil {
				return "", fmt.Errorf("%s: %w: %s", f.Name, err, line)
			}
			b.WriteString(raw + "\n")
		}
		text = b.String()
	}
	return strings.Repeat(text, f.Times), nil
}
