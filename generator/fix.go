package generator

import (
	"cmp"
	"io/fs"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
)

// Fixed is a file with its fixes applied.
type Fixed struct {
	Name  string // path in the content folder
	Text  string
	Fixes source.Diagnostics // the findings that were fixed

	ranges []fixRange // the ranges of the fixes
}

// Fix applies the fixes that the reported findings offer, in memory, and returns the
// files that change, sorted by name. Fixes are mechanical and do not change the layout: a
// byte order mark, line ends, a misspelt key.
//
// A fix is not applied if the result does not parse, if values change outside its edits,
// or if it only replaces the error by another error at the same value. Fixing the result
// again changes nothing.
func Fix(in Input) ([]Fixed, error) {
	skip := map[string]bool{}
	for range 8 {
		a := attempt{content: in.Content, skip: skip, fixed: map[string]*Fixed{}}
		if err := a.run(in); err != nil {
			return nil, err
		}
		bad := a.replacingErrors()
		if len(bad) == 0 {
			return a.list(), nil
		}
		for _, key := range bad {
			skip[key] = true
		}
	}
	return nil, nil
}

// attempt is a series of rounds that applies all fixes except the skipped ones.
type attempt struct {
	content       fs.FS
	skip          map[string]bool // by fixKey
	fixed         map[string]*Fixed
	before, after source.Diagnostics
}

// run applies fixes until there are no more. A fix can reveal another finding with a fix.
// The number of rounds is limited, in case two fixes undo each other.
func (a *attempt) run(in Input) error {
	for round := range 10 {
		c, err := in.check(nil)
		if err != nil {
			return err
		}
		if a.after = c.all; round == 0 {
			a.before = c.all
		}
		if !a.round(c.Findings) {
			break
		}
		in.Content = overlay{FS: a.content, files: changedFiles(a.fixed)}
	}
	return nil
}

// round applies the fixes of one check and reports whether there were any.
func (a *attempt) round(diags source.Diagnostics) bool {
	byFile := map[*source.File]source.Diagnostics{}
	var files []*source.File
	for _, d := range diags {
		if len(d.Fix) > 0 && d.Pos.File != nil && !a.skip[fixKey(d)] {
			if byFile[d.Pos.File] == nil {
				files = append(files, d.Pos.File)
			}
			byFile[d.Pos.File] = append(byFile[d.Pos.File], d)
		}
	}
	changed := false
	for _, f := range files {
		text, done, values := applyFixes(f, byFile[f])
		if len(done) == 0 {
			continue
		}
		x := a.fixed[f.Name]
		if x == nil {
			x = &Fixed{Name: f.Name}
			a.fixed[f.Name] = x
		}
		x.ranges = append(x.ranges, rangesOf(values, done, len(x.Fixes))...)
		moveRanges(x.ranges, done)
		x.Text, x.Fixes = text, append(x.Fixes, done...)
		changed = true
	}
	return changed
}

// fixKey identifies a fix across attempts. Equal findings in a file have the same key.
func fixKey(d source.Diagnostic) string {
	key := d.Pos.File.Name + "\n" + d.Text
	for _, e := range d.Fix {
		key += "\n" + e.New
	}
	return key
}

// replacingErrors returns the keys of fixes after which the same value has a new error,
// such as an unknown name. It does not return fixes of the syntax, because these only
// reveal errors that already existed.
func (a *attempt) replacingErrors() []string {
	known := map[string]bool{}
	for _, d := range a.before {
		known[errorKey(d)] = true
	}
	errors := map[string]source.Diagnostics{} // new errors by file
	for _, d := range a.after {
		if d.Severity == source.Error && d.Pos.IsValid() && !known[errorKey(d)] {
			errors[d.Pos.File.Name] = append(errors[d.Pos.File.Name], d)
		}
	}
	var bad []string
	for name, f := range a.fixed {
		f.blamed(errors[name], func(i int) {
			if d := f.Fixes[i]; !strings.HasPrefix(d.Code, "yaml/") && !strings.HasPrefix(d.Code, "file/") {
				bad = append(bad, fixKey(d))
			}
		})
	}
	return bad
}

func errorKey(d source.Diagnostic) string {
	if d.Pos.File == nil {
		return d.Text
	}
	return d.Pos.File.Name + "\n" + d.Text
}

// list returns the fixed files, sorted by name.
func (a *attempt) list() []Fixed {
	var list []Fixed
	for _, f := range a.fixed {
		list = append(list, *f)
	}
	stable.Sort(list, func(a, b Fixed) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

func changedFiles(fixed map[string]*Fixed) map[string][]byte {
	files := map[string][]byte{}
	for name, f := range fixed {
		files[name] = []byte(f.Text)
	}
	return files
}
