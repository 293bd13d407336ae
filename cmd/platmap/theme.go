package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"platmap/generator/report"
	"platmap/generator/source"
)

// templateFaults are the faults of the user's theme within an error. They are
// told like findings, with their place, though the machine met them.
type templateFaults struct {
	run  report.Run
	rest error // what else went wrong, or nil
	err  error
}

func (f *templateFaults) Error() string { return f.err.Error() }

// templateError is what package theme says of a template: file, line, sometimes
// a column from 0 in bytes, and what was executed. Before it stands the page.
var templateError = regexp.MustCompile(`^(?:(?:rendering )?(\S+): .*?)?theme: ([^:]+):(\d+)(?::(\d+))?: (?:executing ".*?" at <(.*?)>: )?(.*)$`)

var moreFiles = regexp.MustCompile(`^and \d+ more files? could not be rendered$`)

// templateFault finds the faults of the user's templates in an error.
func (p *project) templateFault(err error) error {
	var findings source.Diagnostics
	var rest []string
	files, at := map[string]*source.File{}, map[string]int{}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		m := templateError.FindStringSubmatch(line)
		if len(findings) > 0 && moreFiles.MatchString(line) {
			continue // for the same reasons
		}
		if p.theme == "" || m == nil || !p.readTemplate(m[2], files) {
			rest = append(rest, line)
			continue
		}
		key := strings.Join(m[2:], "\n")
		if i, told := at[key]; told {
			findings[i].Help = strings.TrimSuffix(findings[i].Help, " and others") + " and others"
			continue
		}
		at[key] = len(findings)
		findings.Add(fault(files[m[2]], m))
	}
	if len(findings) == 0 {
		return err
	}
	f := &templateFaults{err: err, run: report.Run{Findings: findings, Content: shown(p.theme), Version: currentVersion()}}
	if onGitHub() {
		f.run.Root = repositoryPath(p.theme)
	}
	if len(rest) > 0 {
		f.rest = errors.New(strings.Join(rest, "\n"))
	}
	return f
}

// themeFaults parts an error into faults of the user's templates, and the rest.
func (p *project) themeFaults(err error) (source.Diagnostics, error) {
	if err == nil {
		return nil, nil
	}
	var faults *templateFaults
	if errors.As(p.templateFault(err), &faults) {
		return faults.run.Findings, faults.rest
	}
	return nil, err
}

func fault(f *source.File, m []string) source.Diagnostic {
	line, _ := strconv.Atoi(m[3])
	text := f.Line(line)
	offset := f.LineStart(line) + len(text) - len(strings.TrimLeft(text, " \t"))
	if column, err := strconv.Atoi(m[4]); err == nil {
		offset = f.LineStart(line) + column
	}
	d := source.Diagnostic{Code: "theme/template", Pos: source.Pos{File: f, Offset: min(offset, len(f.Text))}, Text: m[6]}
	if m[5] != "" && strings.HasPrefix(f.Text[d.Pos.Offset:], m[5]) {
		d.Len = len(m[5])
	}
	if m[1] != "" {
		d.Help = "this kept platmap from making " + m[1]
	}
	return d
}

// readTemplate reads a file of the user's theme, as package theme does.
func (p *project) readTemplate(name string, files map[string]*source.File) bool {
	if files[name] == nil {
		root, err := os.OpenRoot(p.theme)
		if err != nil {
			return false
		}
		defer root.Close()
		text, err := root.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return false
		}
		files[name] = &source.File{Name: name, Text: strings.ReplaceAll(string(text), "\r\n", "\n")}
	}
	return true
}
