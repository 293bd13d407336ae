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
	"platmap/generator/source"
)

// ReadHistory returns the changes in a folder of a repository (relative to its root)
// since a time, in the languages of a site. The zero time means since the first commit.
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
	for _, c := range slices.Backward(slices.Concat(log.Earlier, []git.Commit{log.Base})) { // start from the newest commit that parses
		if l.last != nil {
			break
		}
		if err := l.compare(ctx, []git.Commit{c}); err != nil {
			return nil, err
		}
	}
	l.skipped = nil // forget the commits skipped before the history
	// Only a few sites are in memory at a time: those of a group of commits, which are
	// linked and compared concurrently, and the one before the group.
	for some := range slices.Chunk(log.Commits, 2*runtime.GOMAXPROCS(0)) {
		if err := l.compare(ctx, some); err != nil {
			return nil, err
		}
	}
	return history.New(l.compared, l.skipped), nil
}

// historyLoader compares commits in order, the oldest first.
type historyLoader struct {
	in         Input
	repository *git.Repository
	dir        string
	words      map[string]*changes.Words // by language

	files    map[string]*pastFile // the files of the last commit, by name
	last     *State               // the state of the last commit that was not skipped, or nil
	compared []history.Compared
	skipped  []history.Skipped
}

// pastFile is a version of a file. Commits that have the same version share it.
type pastFile struct {
	blob    string
	locales string // the languages with which it was parsed
	parsed  *Parsed
}

// compare compares each of some commits with the one before it.
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
	states := make([]*State, len(kept)+1)
	states[0] = l.last
	par.Each(len(kept), func(i int) { states[i+1] = pastState(contents[i]) })
	l.last = states[len(kept)]
	if states[0] == nil && len(kept) > 0 { // there is no state before the first commit
		states, kept = states[1:], kept[1:]
	}
	compared := make([]history.Compared, len(kept))
	par.Each(len(kept), func(i int) {
		compared[i] = history.Compare(l.words, kept[i], changesOf(states[i], states[i+1]))
	})
	l.compared = append(l.compared, compared...)
	return nil
}

// pastState links the content of a commit.
func pastState(parsed []*Parsed) *State {
	var findings source.Diagnostics
	for _, p := range parsed {
		findings = append(findings, p.Findings...)
	}
	return stateOf(Input{}.Link(parsed).Site, findings)
}

// parse returns the content at a commit. It parses only files that the last commit did
// not have.
func (l *historyLoader) parse(ctx context.Context, c git.Commit) ([]*Parsed, error) {
	tree, err := l.repository.FS(ctx, c, l.dir)
	if errors.Is(err, git.ErrNoFolder) {
		return nil, nil // the commit removed the folder
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

// readPast reads the files with the given indexes.
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

// parsePast parses the new files, or all files if the languages of the site have changed.
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

// firstBroken returns the name of the first file that does not parse or has a value of
// the wrong type, or "". A comparison with such a file would report what is missing from
// it as removed, and later as added. Other errors are frequent in old commits, because
// schemas change; for these, a comparison ignores only what is missing.
func firstBroken(parsed []*Parsed) string {
	for _, p := range parsed {
		if p.File.Kind != source.Asset && (p.File.Unreadable || p.Doc == nil || slices.ContainsFunc(p.Findings, isBroken)) {
			return p.File.Name
		}
	}
	return ""
}

func isBroken(d source.Diagnostic) bool {
	return d.Severity == source.Error && (strings.HasPrefix(d.Code, "yaml/") || d.Code == "schema/type")
}
