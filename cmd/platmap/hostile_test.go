package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hostile are texts that could control a terminal or a CI system.
var hostile = []string{
	"\x1b[31mred", "\x1b]0;title\a", "\u009b2J", "\x7f\b\b\b", "a\rb", "\u202egnp.exe", "\u2066x\u2069", "\u200fx", "\u2028::error::x",
	"##[error]x", "##vso[task.setvariable variable=x]y", "::error file=a,line=1::x", " ::add-mask::x", "\ufeffx", "x\n::warning::y",
}

// Text of content files, file names and arguments is printed escaped everywhere.
func TestOutput_HostileText(t *testing.T) {
	t.Parallel()
	for i, s := range hostile {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			put := func(name, text string) { writeFile(t, filepath.Join(dir, "content", name), text) }
			quoted := yamlQuoted(s)
			put("site.yaml", "title: x\ngroups: [{id: "+quoted+", name: x}]\nrepo: "+quoted+"\nowner: "+quoted+"\n")
			put("domains/key.yaml", quoted+": x\n"+quoted+": x\n")
			put("domains/value.yaml", "name: x\nstatus: "+quoted+"\ndepends_on: ["+quoted+"]\nreviewed: "+quoted+"\nreview_every: "+quoted+
				"\naliases: ["+quoted+"]\nlang: "+quoted+"\ngroup: "+quoted+"\nlabel: {color: "+quoted+"}\n")
			put("domains/prose.yaml", "status: draft\nname: "+yamlQuoted("[["+s+"]]")+"\nsummary: "+yamlQuoted("[x]("+s+")")+"\n")
			put("domains/raw.yaml", "name: "+s+"\nstatus: "+s+"\n")
			put("domains/tag.yaml", "name: !"+s+" x\nb: &"+s+" x\nc: *"+s+"\n")
			put("domains/open.yaml", "name: \""+s+"\n"+s+": [\n")
			put("domains/items.yaml", "name: x\nstatus: draft\ninterfaces: [{"+quoted+": x}, {cli: x, source: "+quoted+", component: "+quoted+"}]\n")
			put("components/list.yaml", "- {id: "+quoted+"}\n- {id: "+quoted+"}\n- {id: a, kind: "+quoted+", repo: "+quoted+"}\n")
			put("guides/a.md", "---\n"+quoted+": x\ntype: "+quoted+"\n---\n# "+s+"\n\n[["+s+"]] [x](<"+s+">) [y](#"+s+") ![z](<"+s+".png>) <"+s+">\n\n<script>"+s+"</script>\n\n!!! "+s+"\n\n[x]: "+s+"\n")
			if name := strings.ReplaceAll(s, "/", ""); utf8.ValidString(name) {
				put("guides/"+name+".md", "[x](missing.md)\n")
				put("domains/"+name+".yaml", "nmae: x\n")
				put(name+"/domains/x.yaml", "nmae: x\n")
			}
			commands := [][]string{{"check"}, {"check", "--content", filepath.Join("content", s)}, {"build"}, {"build", "--theme", s}, {s}, {"check", s}, {"check", "--" + s}}
			if testing.Short() { // in short mode each text is tried with two of the commands
				commands = [][]string{commands[0], commands[1+i%6]}
			}
			for _, args := range commands {
				cmd := exec.Command("platmap", args...)
				cmd.Dir = dir
				out, err := cmd.CombinedOutput()
				if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || !exit.Exited() || exit.ExitCode() > 2 {
					t.Errorf("%q: %v", args, err)
				}
				if len(out) == 0 {
					t.Errorf("%q: no output", args)
				}
				for line := range strings.SplitSeq(string(out), "\n") {
					if why := unsafeLine(line); why != "" {
						t.Errorf("%q: %s in %q", args, why, line)
					}
				}
			}
		})
	}
}

// unsafeLine returns the first unsafe sequence in a line, or "".
func unsafeLine(line string) string {
	switch {
	case !utf8.ValidString(line):
		return "not UTF-8"
	case strings.HasPrefix(strings.TrimSpace(line), "::"):
		return "a command for GitHub"
	case strings.Contains(line, "##[") || strings.Contains(line, "##vso["):
		return "a command for a CI system"
	}
	for _, r := range line {
		if unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 || r == 0xFEFF {
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

// yamlQuoted returns a double-quoted YAML scalar with as few escapes as possible.
func yamlQuoted(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b.WriteString(`\` + string(r))
		case unicode.IsControl(r) || r == 0x2028 || r == 0xFEFF:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}

func TestEscape(t *testing.T) {
	t.Parallel()
	const block = 256
	for first := rune(0); first <= unicode.MaxRune; first += block {
		var all strings.Builder
		for r := first; r < first+block; r++ {
			all.WriteString("a" + string(r))
		}
		if why := unsafeLine(escape(all.String())); why != "" {
			t.Fatalf("%U to %U: %s", first, first+block-1, why)
		}
	}
	if got, want := escape("x\ny 検索 \x1b"), "x<000A>y 検索 <001B>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
