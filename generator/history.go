package generator

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"time"

	"platmap/generator/changes"
	"platmap/generator/git"
	"platmap/generator/history"
	"platmap/generator/par"
	"platmap/generator/site"
	"platmap/generator/source"
)

// ReadHistory returns what changed in a folder of a repository (relative to its root)
// since a time, in the languages of a site. The zero time means from the first commit.
func (in Input) ReadHistory(ctx context.Context, r *git.Repository, dir string, since time.Time, locales []string) (*history.History, error) {
	head, err := r.Commit(ctx, "HEAD")
	if err != nil {
		return nil, err
	}
	log, err := r.History(ctx, head, dir, since)
	if err != nil {
		return nil, err
	}
	l := historyLoader{in: in, repository: r, dir: dir, words: map[string]*changes.Words{}, files: map[string]*pastFile{}}
	for _, locale := range locales {
		l.words[locale] = changes.In(in.Theme, locale)
	}
	for _, c := range slices.Backward(slices.Concat(log.Earlier, []git.Commit{log.Base})) { // the newest one that parses
		if l.last != nil {
			break
		}
		if err := l.compare(ctx, []git.Commit{c}); err != nil {
			return nil, err
		}
	}
	l.skipped = nil // of those before the history
	// Few sites are in memory at a time: those of some commits, which are linked and
	// compared concurrently, and the last one before them.
	for some := range slices.Chunk(log.Commits, 2*runtime.GOMAXPROCS(0)) {
		if err := l.compare(ctx, some); err != nil {
			return nil, err
		}
	}
	return history.New(l.compared, l.skipped), nil
}

// historyLoader compares commits, from the oldest to the newest.
type historyLoader struct {
	in         Input
	repository *git.Repository
	dir        string
	words      map[string]*changes.Words // by language

	files    map[string]*pastFile // those of the last commit, by name
	last     *site.Site           // of the last commit that was not skipped, or nil
	compared []history.Compared
	skipped  []history.Skipped
}

// pastFile is a version of a file. Commits that have the same version share it.
type pastFile struct {
	blob    string
	locales string // with which it was parsed
	parsed  *Parsed
}

// compare compares some commits with the one before each.
func (l *historyLoader) compare(ctx context.Context, commits []git.Commit) error {
	var kept []git.Commit
	var contents [][]*Parsed
	for _, c := range commits {
		parsed, err := l.parse(ctx, c)
		if err != nil {
			return err
		}
		if file := firstBroken(parsed); file != "" {
			l.skipped = append(l.skipped, history.Skipped{Commit: c, File: file})
			continue
		}
		kept, contents = append(kept, c), append(contents, parsed)
	}
	sites := make([]*site.Site, len(kept)+1)
	sites[0] = l.last
	par.Each(len(kept), func(i int) { sites[i+1] = Input{}.Link(contents[i]).Site })
	l.last = sites[len(kept)]
	if sites[0] == nil && len(kept) > 0 { // nothing is before the first commit
		sites, kept = sites[1:], kept[1:]
	}
	compared := make([]history.Compared, len(kept))
	par.Each(len(kept), func(i int) { compared[i] = history.Compare(l.words, kept[i], sites[i], sites[i+1]) })
	l.compared = append(l.compared, compared...)
	return nil
}

// parse returns the content at a commit. It parses only what the last commit did not have.
func (l *historyLoader) parse(ctx context.Context, c git.Commit) ([]*Parsed, error) {
	tree, err := l.repository.FS(ctx, c, l.dir)
	if errors.Is(err, git.ErrNoFolder) {
		return nil, nil // the folder was removed
	} else if err != nil {
		return nil, err
	}
	names, _, err := source.List(tree)
	if err != nil {
		return nil, err
	}
	files := make([]*pastFile, len(names))
	var missing []int
	for i, name := range names {
		blob, err := tree.BlobID(name)
		if old := l.files[name]; err == nil && old != nil && old.blob == blob {
			files[i] = old
			continue
		}
		files[i] = &pastFile{blob: blob}
		missing = append(missing, i)
	}
	if err := readPast(git.LF(tree), names, files, missing); err != nil {
		return nil, err
	}
	return l.parsePast(names, files), nil
}

// readPast reads the files with some indexes.
func readPast(tree fs.FS, names []string, files []*pastFile, indexes []int) error {
	wanted := make([]string, len(indexes))
	for i, at := range indexes {
		wanted[i] = names[at]
	}
	read, errs := source.ReadFiles(tree, wanted)
	for i, at := range indexes {
		if read[i] != nil && read[i].Kind != "" {
			files[at].parsed = &Parsed{File: read[i]}
		}
	}
	return errors.Join(errs...)
}

// parsePast parses the files that are new, or all if the languages of the site are others.
func (l *historyLoader) parsePast(names []string, files []*pastFile) []*Parsed {
	var all []*source.File
	for _, f := range files {
		if f.parsed != nil {
			all = append(all, f.parsed.File)
		}
	}
	locales := localesOf(all)
	key := strings.Join(locales, " ")
	par.Each(len(files), func(i int) {
		if f := files[i]; f.parsed != nil && f.locales != key {
			files[i] = &pastFile{f.blob, key, parseFile(f.parsed.File, locales, l.in.Schemas)}
		}
	})
	l.files = make(map[string]*pastFile, len(files))
	var parsed []*Parsed
	for i, f := range files {
		l.files[names[i]] = f
		if f.parsed != nil {
			parsed = append(parsed, f.parsed)
		}
	}
	return parsed
}

// firstBroken returns the name of the first file that does not parse, or "". Without it, a
// comparison would report what it has as removed.
func firstBroken(parsed []*Parsed) string {
	for _, p := range parsed {
		noSyntax := p.File.Unreadable || p.Doc == nil && p.File.Kind != source.Asset ||
			slices.ContainsFunc(p.Findings, func(d source.Diagnostic) bool {
				return d.Severity == source.Error && strings.HasPrefix(d.Code, "yaml/")
			})
		if noSyntax && p.File.Kind != source.Asset {
			return p.File.Name
		}
	}
	return ""
}
