package watch

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

const (
	// period is the shortest time between two looks, and effort the least
	// number of times a look takes that it is followed by.
	period = 300 * time.Millisecond
	effort = 10
	// young is how long a file's time proves nothing: it may be written again
	// within the same tick of the disk's clock, which is up to two seconds long.
	young = 2 * time.Second
	// largest is the size of the largest file that is read for this.
	largest = 16 << 20
)

// poll finds changes by looking again and again, in a goroutine of its own, for on
// some disks a look takes long. It knows every file, so it can name even those of
// a folder that has gone. What was done and undone between two looks it cannot
// see, even if the receiver looked just then.
type poll struct {
	given  string // the folder
	period time.Duration
	marks  map[string]mark
	found  chan []string
	quit   chan struct{}
	ended  chan struct{}
}

// mark is what is compared of a file.
type mark struct {
	info   fs.FileInfo // of a link, its target's if that is followed
	kind   fs.FileMode
	target string            // of a link
	sum    [sha256.Size]byte // of a young file
}

// newPoll begins to look. What is there now is not told.
func newPoll(dir string, period time.Duration) *poll {
	p := &poll{given: dir, period: period, found: make(chan []string), quit: make(chan struct{}), ended: make(chan struct{})}
	p.look()
	go p.run()
	return p
}

// close returns when the goroutine has ended.
func (p *poll) close() {
	close(p.quit)
	<-p.ended
}

func (p *poll) run() {
	defer close(p.ended)
	timer := time.NewTimer(p.period)
	defer timer.Stop()
	for {
		select {
		case <-p.quit:
			return
		case <-timer.C:
		}
		start := time.Now()
		if names := p.look(); len(names) > 0 {
			select {
			case <-p.quit:
				return
			case p.found <- names:
			}
		}
		timer.Reset(max(p.period, effort*time.Since(start)))
	}
}

// look returns what has changed since the last look.
func (p *poll) look() (changed []string) {
	dir := p.given
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	old := p.marks
	p.marks = make(map[string]mark, len(old))
	p.folder(dir, ".", time.Now(), old, func(name string) { changed = append(changed, name) })
	for name := range old {
		if _, still := p.marks[name]; !still {
			changed = append(changed, name)
		}
	}
	return changed
}

func (p *poll) folder(dir, folder string, now time.Time, old map[string]mark, tell func(name string)) {
	select {
	case <-p.quit: // nobody wants to know
		return
	default:
	}
	// What is not there or may not be read has no files.
	entries, _ := os.ReadDir(filepath.Join(dir, filepath.FromSlash(folder)))
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if hidden(e.Name()) {
			continue
		}
		if e.IsDir() {
			p.folder(dir, name, now, old, tell)
			continue
		}
		m, ok := look(dir, name, e)
		if !ok {
			continue
		}
		before, known := old[name]
		isYoung := now.Sub(m.info.ModTime()) < young
		if isYoung || before.sum != [sha256.Size]byte{} {
			m.sum = m.read(filepath.Join(dir, filepath.FromSlash(name)))
		}
		if !known || differs(before, m) {
			tell(name)
		}
		if !isYoung {
			m.sum = [sha256.Size]byte{}
		}
		p.marks[name] = m
	}
}

// differs tells whether a file has changed. A sum that was not made before says
// nothing.
func differs(before, now mark) bool {
	return before.kind != now.kind || before.target != now.target ||
		before.info.Size() != now.info.Size() || !before.info.ModTime().Equal(now.info.ModTime()) ||
		!os.SameFile(before.info, now.info) ||
		before.sum != [sha256.Size]byte{} && before.sum != now.sum
}

// look returns the mark of a file, or that of the file which a link leads to.
func look(dir, name string, e fs.DirEntry) (mark, bool) {
	info, err := e.Info()
	if err != nil {
		return mark{}, false
	}
	m := mark{kind: info.Mode().Type(), info: info}
	if m.kind&fs.ModeSymlink == 0 {
		return m, true
	}
	if m.target = follow(dir, name); m.target != "" {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(m.target))); err == nil {
			m.info = info
		}
	}
	return m, true
}

// read returns the sum of a file's text. A file that cannot be read has that of
// nothing, and so has a film, which takes too long, and a pipe, which would be
// waited for.
func (m mark) read(path string) [sha256.Size]byte {
	var text []byte
	if (m.kind.IsRegular() || m.target != "") && m.info.Size() <= largest {
		text, _ = os.ReadFile(path)
	}
	return sha256.Sum256(text)
}
