package convert

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// The front matter of Hugo may be TOML. This file parses the part of TOML that occurs in
// front matter. A library would make the program one percent larger. Front matter that
// does not parse is kept as text.

// tomlKeys returns the top-level keys of a TOML text.
func tomlKeys(s string) (keys []*key, ok bool) {
	p := tomlParser{rest: s}
	top := map[string]any{}
	var order []string
	table, atTop := top, true
	for p.space(true); p.rest != ""; p.space(true) {
		header, isArray := strings.CutPrefix(p.rest, "[[")
		if isArray || strings.HasPrefix(p.rest, "[") {
			if !isArray {
				header = p.rest[1:]
			}
			p.rest = header
			path := p.path()
			if closing := map[bool]string{true: "]]", false: "]"}[isArray]; len(path) == 0 || !p.eat(closing) {
				return nil, false
			}
			if table = tomlTable(top, path, isArray); table == nil {
				return nil, false
			}
			order, atTop = append(order, path[0]), false
		} else {
			path := p.path()
			if p.space(false); len(path) == 0 || !p.eat("=") {
				return nil, false
			}
			p.space(false)
			value, ok := p.value(0)
			into := tomlTable(table, path[:len(path)-1], false)
			if !ok || into == nil || into[path[len(path)-1]] != nil {
				return nil, false
			}
			into[path[len(path)-1]] = value
			if atTop {
				order = append(order, path[0])
			}
		}
		if p.space(false); p.rest != "" && !p.eat("\n") {
			return nil, false
		}
	}
	done := map[string]bool{}
	for _, name := range order {
		if value, ok := top[name]; ok && !done[name] {
			done[name] = true
			keys = append(keys, newKey(name, value))
		}
	}
	if len(keys) > 0 {
		keys[len(keys)-1].lines += p.comments
	}
	return keys, len(keys) > 0 && len(done) == len(top)
}

// tomlTable returns the table at a path, and creates it if necessary. If isArray is set,
// it appends a table to the array at the path.
func tomlTable(top map[string]any, path []string, isArray bool) map[string]any {
	for i, name := range path {
		last := i == len(path)-1
		switch next := top[name].(type) {
		case nil:
			made := map[string]any{}
			if top[name] = made; last && isArray {
				top[name] = []any{made}
			}
			top = made
		case map[string]any:
			if last && isArray {
				return nil
			}
			top = next
		case []any:
			if last && isArray {
				next = append(next, map[string]any{})
				top[name] = next
			}
			if len(next) == 0 {
				return nil
			}
			made, ok := next[len(next)-1].(map[string]any)
			if !ok {
				return nil
			}
			top = made
		default:
			return nil
		}
	}
	return top
}

type tomlParser struct {
	rest     string
	comments string // the comments read so far, one on each line
}

func (p *tomlParser) eat(s string) (ok bool) {
	p.rest, ok = strings.CutPrefix(p.rest, s)
	return ok
}

// space skips spaces and comments, and line breaks too if lines is set.
func (p *tomlParser) space(lines bool) {
	for {
		p.rest = strings.TrimLeft(p.rest, " \t\r")
		if strings.HasPrefix(p.rest, "#") {
			n := strings.IndexByte(p.rest, '\n')
			if n < 0 {
				n = len(p.rest)
			}
			p.comments += strings.TrimRight(p.rest[:n], " \t\r") + "\n"
			p.rest = p.rest[n:]
		}
		if !lines || !p.eat("\n") {
			return
		}
	}
}

var (
	bareKey   = regexp.MustCompile(`^[A-Za-z0-9_-]+`)
	bareValue = regexp.MustCompile(`^[A-Za-z0-9_:.+-]+( [0-9][0-9:.]+(Z|[+-][0-9:]+)?)?`)
)

// path reads a key, which may be dotted.
func (p *tomlParser) path() (path []string) {
	for {
		p.space(false)
		name := bareKey.FindString(p.rest)
		if strings.HasPrefix(p.rest, `"`) || strings.HasPrefix(p.rest, "'") {
			s, ok := p.text()
			if !ok {
				return nil
			}
			name = s
		} else if name == "" {
			return nil
		} else {
			p.rest = p.rest[len(name):]
		}
		path = append(path, name)
		if p.space(false); !p.eat(".") {
			return path
		}
	}
}

// value reads a value. Dates become texts.
func (p *tomlParser) value(depth int) (any, bool) {
	switch {
	case p.rest == "" || depth > maxDepth:
		return nil, false
	case p.rest[0] == '"' || p.rest[0] == '\'':
		return p.text()
	case p.eat("["):
		list := []any{}
		for p.space(true); !p.eat("]"); p.space(true) {
			v, ok := p.value(depth + 1)
			if !ok {
				return nil, false
			}
			list = append(list, v)
			if p.space(true); !p.eat(",") && !strings.HasPrefix(p.rest, "]") {
				return nil, false
			}
		}
		return list, true
	case p.eat("{"):
		table := map[string]any{}
		for p.space(true); !p.eat("}"); p.space(true) {
			path := p.path()
			if p.space(false); len(path) == 0 || !p.eat("=") {
				return nil, false
			}
			p.space(false)
			v, ok := p.value(depth + 1)
			into := tomlTable(table, path[:len(path)-1], false)
			if !ok || into == nil {
				return nil, false
			}
			into[path[len(path)-1]] = v
			if p.space(true); !p.eat(",") && !strings.HasPrefix(p.rest, "}") {
				return nil, false
			}
		}
		return table, true
	}
	word := bareValue.FindString(p.rest)
	p.rest = p.rest[len(word):]
	switch {
	case word == "":
		return nil, false
	case word == "true" || word == "false":
		return word == "true", true
	}
	if number := strings.ReplaceAll(strings.TrimPrefix(word, "+"), "_", ""); json.Valid([]byte(number)) {
		return json.Number(number), true
	}
	return word, true
}

// text reads a quoted string.
func (p *tomlParser) text() (string, bool) {
	for _, quote := range []string{`"""`, "'''", `"`, "'"} {
		if !p.eat(quote) {
			continue
		}
		end := 0
		for ; ; end++ {
			if end >= len(p.rest) || len(quote) == 1 && p.rest[end] == '\n' {
				return "", false
			}
			if strings.HasPrefix(p.rest[end:], quote) {
				break
			}
			if quote[0] == '"' && p.rest[end] == '\\' {
				end++
			}
		}
		s := p.rest[:end]
		p.rest = p.rest[end+len(quote):]
		if len(quote) == 3 {
			s = strings.TrimPrefix(s, "\n")
		}
		if quote[0] == '\'' {
			return s, true
		}
		if len(quote) == 3 { // a backslash at the end of a line joins lines
			s = joinedLines.ReplaceAllString(s, "")
			s = strings.ReplaceAll(s, "\n", `\n`)
		}
		s = strings.ReplaceAll(s, "\t", `\t`)
		if len(quote) == 3 {
			s = bareQuote.ReplaceAllString(s, `$1\"`)
		}
		unquoted, err := strconv.Unquote(`"` + s + `"`)
		return unquoted, err == nil
	}
	return "", false
}

var (
	joinedLines = regexp.MustCompile(`\\[ \t]*\n\s*`)
	bareQuote   = regexp.MustCompile(`((?:^|[^\\])(?:\\\\)*)"`)
)
