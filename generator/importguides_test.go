package generator

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"platmap/generator/convert"
	"platmap/generator/internal/testsite"
	"platmap/generator/source"
)

// Guides of every generator pass the checks with warnings at most, whatever mistakes they
// contain.
func TestImportGuides(t *testing.T) {
	broken := "---\nowner: nobody\ndomains: [gone]\nreviewed: 2024-13-45\nnotes: [{text: x, kind: bad}]\ntitle: [a]\nstatus: new\n---\n" +
		"# A\n\n[a](gone.md \"T\"), ![b](gone.png), [c][ref], [ref], [d](#nothing), [e](b.md#nothing), <javascript:x>, [f](javascript:y), [[nobody]], [x](draft.md)\n\n" +
		"<a href=\"gone.md\">g</a> <img src=\"gone.png\" alt=\"h\"> [i](//host/x) [j](../../../etc/passwd) ![k][ref]\n\n[ref]: gone.md\n[^1]: twice\n[^1]: twice\n\n<<<<<<< ours\n\n| a | b |\n|---|\n| c |\n\n<!-- no end\n"
	docs := map[string]fstest.MapFS{"broken": {
		"a.md": {Data: []byte(broken)}, "b.md": {Data: []byte("---\nno end\n")}, "draft.md": {Data: []byte("---\ndraft: true\n---\n")}, "con.md": {Data: []byte("# Con\n")},
		"Case.md": {Data: []byte("one\x1b[31m")}, "case.md": {Data: []byte("two")}, "img.md": {Data: []byte("![x](x.svg) [y](y.yaml)")},
		"x.svg": {Data: []byte("<svg")}, "y.yaml": {Data: []byte("<!doctype html>")},
	}}
	archives, _ := filepath.Glob("convert/testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{}
		for _, f := range archive.Files {
			if in, ok := strings.CutPrefix(f.Name, "in/"); ok {
				files[in] = &fstest.MapFile{Data: f.Data}
			}
		}
		docs[strings.TrimSuffix(filepath.Base(name), ".txtar")] = files
	}
	content := fstest.MapFS{"site.yaml": {Data: []byte("title: T\nlocales: [en, ja]\n")}, "guides/own.md": {Data: []byte("[[nobody]] and [x](imported/a.md)\n")}}
	for name, files := range docs {
		from := convert.Generator(name)
		if name == "broken" {
			from = convert.MkDocs
		}
		done, err := ImportGuides(Input{Content: content, Schemas: testsite.Schemas(t)}, convert.Input{From: from, Source: files, Folder: "imported"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		all := fstest.MapFS{"site.yaml": content["site.yaml"]}
		for _, f := range done.Files {
			all[f.Name] = &fstest.MapFile{Data: []byte(f.Text)}
		}
		_, found, err := Check(Input{Content: all, Schemas: testsite.Schemas(t)})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			if d.Pos.File != nil && strings.HasPrefix(d.Pos.File.Name, "guides/imported/") && d.Severity == source.Error {
				t.Errorf("%s: %s: %s [%s]", name, d.Pos.File.Name, d.Text, d.Code)
			}
		}
		if name != "broken" {
			continue
		}
		for _, want := range []string{"x-owner: nobody\n", "a (`gone.md`) (T), b (`gone.png`), c (`gone.md`), ref (`gone.md`), d, [e](b.md),", "g (gone.md) h (gone.png) i (`//host/x`)", "<!-- [ref]: gone.md -->"} {
			if text := done.Files[0].Text; !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
		if errors, _ := done.Before.Count(); errors < 15 {
			t.Errorf("%d errors before", errors)
		}
	}
}
