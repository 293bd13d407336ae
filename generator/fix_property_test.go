package generator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
	"platmap/generator/source"
	"platmap/generator/text"
)

func TestFix_EndsInOneRun(t *testing.T) {
	for name, content := range archives(t, "*/testdata/findings/*.txtar") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fixIsComplete(t, content)
		})
	}
}

// fixIsComplete tests that the first fix causes no new error and that a second fix
// changes nothing. It returns the number of fixes.
func fixIsComplete(t *testing.T, content fstest.MapFS) (fixes int) {
	t.Helper()
	in := Input{Content: content, Schemas: testsite.Schemas(t), Today: "2026-11-23"}
	_, before, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := Fix(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(fixed) == 0 {
		return 0
	}
	result := fstest.MapFS{}
	for name, f := range content {
		result[name] = f
	}
	syntax := map[string]bool{} // files with syntax fixes, which may reveal errors
	for _, f := range fixed {
		result[f.Name] = &fstest.MapFile{Data: []byte(f.Text)}
		fixes += len(f.Fixes)
		for _, d := range f.Fixes {
			if strings.HasPrefix(d.Code, "yaml/") || strings.HasPrefix(d.Code, "file/") {
				syntax[f.Name] = true
			}
		}
	}
	in.Content = result
	_, after, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, d := range before {
		known[errorKey(d)] = true
	}
	for _, d := range after {
		if d.Severity == source.Error && !known[errorKey(d)] && (d.Pos.File == nil || !syntax[d.Pos.File.Name]) {
			t.Errorf("an error after the fixes that was not there before: %s %s", describe(d), report(fixed))
		}
	}
	again, err := Fix(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(again) > 0 {
		t.Errorf("a second run fixes more: %safter %s", report(again), report(fixed))
	}
	return fixes
}

func describe(d source.Diagnostic) string {
	name := ""
	if d.Pos.File != nil {
		name = d.Pos.File.Name
	}
	line, column := d.Pos.LineColumn()
	return fmt.Sprintf("%s:%d:%d: %s | %s [%s]", name, line, column, d.Text, d.Help, d.Code)
}

func report(fixed []Fixed) string {
	text := ""
	for _, f := range fixed {
		for _, d := range f.Fixes {
			text += "\n  fixed " + describe(d)
		}
	}
	return text + "\n"
}

// The sample content with random mistakes of the kinds that people make.
func TestFix_EndsInOneRunOnBrokenContent(t *testing.T) {
	sample := sampleContent(t)
	var names []string
	for name := range sample {
		if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".md") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	fixes := 0
	for seed := range uint64(rounds.Of(100)) {
		random := rand.New(rand.NewPCG(seed, 0))
		content := fstest.MapFS{}
		for name, f := range sample {
			content[name] = f
		}
		for range 12 {
			name := names[random.IntN(len(names))]
			text := string(content[name].Data)
			for range 1 + random.IntN(4) {
				text = misspell(random, text)
			}
			content[name] = &fstest.MapFile{Data: []byte(text)}
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) { fixes += fixIsComplete(t, content) })
	}
	t.Logf("%d fixes", fixes)
	if fixes == 0 {
		t.Error("no mistake was fixed")
	}
}

// sampleContent returns the sample content. Guides have only their front matter, because
// checking their text takes most of the time.
func sampleContent(t *testing.T) fstest.MapFS {
	content := wholeSample(t)
	for name, file := range content {
		if _, _, body, _ := text.FrontMatter(string(file.Data)); strings.HasSuffix(name, ".md") {
			file.Data = append(file.Data[:body:body], "# Title\n"...)
		}
	}
	return content
}

// misspell makes one mistake in a line of a YAML text.
func misspell(random *rand.Rand, yaml string) string {
	lines := strings.Split(yaml, "\n")
	i := random.IntN(len(lines))
	line := lines[i]
	key, value, isPair := strings.Cut(line, ": ")
	indent := key[:len(key)-len(strings.TrimLeft(key, " -{["))]
	key = key[len(indent):]
	at := func(s string) int { return random.IntN(max(1, len(s))) }
	switch random.IntN(16) {
	case 0: // two letters swapped
		if n := at(key); n+1 < len(key) {
			key = key[:n] + key[n+1:n+2] + key[n:n+1] + key[n+2:]
		}
	case 1:
		if n := at(key); n < len(key) {
			key = key[:n] + key[n+1:]
		}
	case 2:
		if n := at(key); n < len(key) {
			key = key[:n+1] + key[n:]
		}
	case 3:
		key = strings.ToUpper(key)
	case 4:
		key = strings.ReplaceAll(key, "_", "-")
	case 5:
		words := []string{"description", "tags", "title", "team", "type", "link", "needs", "reviewers", "domain", "language", "url", "state"}
		key = words[random.IntN(len(words))]
	case 6:
		value = strings.Trim(value, "[]")
	case 7:
		value = strings.ToUpper(value)
	case 8:
		value = `"` + strings.Trim(value, `"`) + `"`
	case 9:
		value = strings.ReplaceAll(value, "-", " ")
	case 10:
		value = strings.ReplaceAll(value, "-", "/")
	case 11:
		return strings.Join(slices.Insert(lines, i, line), "\n")
	case 12:
		return strings.Join(slices.Delete(lines, i, i+1), "\n")
	case 13:
		lines[i] = strings.Replace(line, ": ", "：", 1)
		return strings.Join(lines, "\n")
	case 14:
		if n := at(line); n < len(line) {
			lines[i] = line[:n] + line[n+1:]
		}
		return strings.ToValidUTF8(strings.Join(lines, "\n"), "?")
	case 15:
		lines[i] = "\t" + line
		return strings.Join(lines, "\n")
	}
	lines[i] = indent + key
	if isPair {
		lines[i] += ": " + value
	}
	return strings.ToValidUTF8(strings.Join(lines, "\n"), "?")
}
