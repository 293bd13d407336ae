package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/levels"
	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
)

// baselineFlags holds the flags of check that concern the baseline.
type baselineFlags struct {
	baseline string // a path, "none", or "" for the file in the content folder
	update   bool
}

func (b *baselineFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&b.baseline, "baseline", "", "the `file` with findings that are not reported, or none (default: "+levels.BaselineFile+" in the content folder, if it exists)")
	c.Flags().BoolVar(&b.update, "update-baseline", false, "write all present findings to the baseline, so that only new ones are reported")
}

// setBaseline reads the file of --baseline into the input. Without the flag the input
// keeps the baseline of the content folder.
func (b *baselineFlags) setBaseline(p *project, in *generator.Input) error {
	switch b.baseline {
	case "":
		return nil
	case "-":
		return errors.New("--baseline needs a file, such as baseline.json")
	case "none":
		if b.update {
			return errors.New("--baseline none has no file to update; use one of the two flags")
		}
		in.Baseline = new(levels.Baseline)
		return nil
	}
	text, err := readBaseline(b.baseline)
	if errors.Is(err, fs.ErrNotExist) {
		if !b.update {
			return fmt.Errorf("baseline %s not found; write it with platmap check %s--update-baseline", printable(b.baseline), b.typed(p))
		}
		in.Baseline = new(levels.Baseline)
		return nil
	} else if err != nil {
		return err
	}
	known, offset, err := levels.ParseBaseline(text)
	if err != nil && (!b.update || !levels.IsDamaged(text)) {
		f := &source.File{Text: text}
		line, _ := source.Pos{File: f, Offset: offset}.LineColumn()
		return fmt.Errorf("%s, line %d: %w", printable(b.baseline), line, err)
	}
	in.Baseline = known
	return nil
}

// typed returns the flags for the content folder and the baseline, for a command that a
// message suggests.
func (b *baselineFlags) typed(p *project) string {
	s := ""
	if p.home == "" { // --content was set
		s += "--content " + shellWord(shown(p.content)) + " "
	}
	if b.baseline != "" {
		s += "--baseline " + shellWord(b.baseline) + " "
	}
	return s
}

// readBaseline returns the text of a file.
func readBaseline(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a regular file", printable(name))
	}
	text, err := io.ReadAll(io.LimitReader(f, source.MaxDataSize+1))
	if len(text) > source.MaxDataSize {
		return "", fmt.Errorf("%s is larger than %d MiB", printable(name), source.MaxDataSize>>20)
	}
	return string(text), err
}

// writeBaseline writes the findings of a check to the baseline, and checks again with it.
func (b *baselineFlags) writeBaseline(p *project, in generator.Input, found levels.Result, out *printer) (*site.Site, levels.Result, error) {
	file := b.baseline
	if file == "" {
		file = filepath.Join(p.content, levels.BaselineFile)
	}
	old := new(levels.Baseline)
	switch text, err := readBaseline(file); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, found, err
	default:
		known, _, err := levels.ParseBaseline(text)
		if err != nil && !levels.IsDamaged(text) {
			return nil, found, fmt.Errorf("%s is %w; it is not overwritten: use another file with --baseline", printable(file), err)
		} else if err == nil {
			old = known
		}
	}
	newer := found.NewBaseline()
	if _, err := publish.Update(filepath.Dir(file), map[string]string{filepath.Base(file): string(newer.JSON())}); err != nil {
		return nil, found, err
	}
	added, removed := old.Difference(newer)
	fmt.Fprintf(out.stderr, "%s: %s (%d added, %d removed)\n", printable(file), report.Count(newer.Len(), "finding"), added, removed)
	if in.Baseline != nil {
		in.Baseline = newer
	}
	return generator.CheckFiltered(in)
}
