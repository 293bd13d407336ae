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
	// pollInterval is the shortest pause between two scans.
	pollInterval = 300 * time.Millisecond
	// pauseFactor makes the pause at least this many times as long as the scan
	// before it, so that slow disks are not always busy.
	pauseFactor = 10
	// youngAge is the age up to which the modification time of a file is not
	// reliable. The clock of a disk may have a resolution of two seconds, so the file
	// can be written again without getting a new time.
	youngAge = 2 * time.Second
	// maxHashSize is the size in bytes of the largest file whose content is compared.
	maxHashSize = 16 << 20
)

// poller finds changes by scanning the folder periodically, in a goroutine of its
// own because a scan of some disks is slow. It knows all files, so it can report
// the files of a removed folder by name. It does not notice a change that is
// undone between two scans, even if the receiver has read the file in between.
type poller struct {
	given    string // path of the folder
	interval time.Duration
	files    map[string]fileState
	changes  chan []string
	quit     chan struct{}
	ended    chan struct{}
}

// fileState is the data of a file that is compared.
type fileState struct {
	info   fs.FileInfo // for a followed link, the info of its target
	kind   fs.FileMode
	target string            // target of a link
	hash   [sha256.Size]byte // zero unless the file was modified recently (see youngAge)
}

// newPoller starts scanning. The files that exist already are not reported.
func newPoller(dir string, interval time.Duration) *poller {
	p := &poller{given: dir, interval: interval, changes: make(chan []string), quit: make(chan struct{}), ended: make(chan struct{})}
	p.scan()
	go p.run()
	return p
}

// close returns when the goroutine has ended.
func (p *poller) close() {
	close(p.quit)
	<-p.ended
}

func (p *poller) run() {
	defer close(p.ended)
	timer := time.NewTimer(p.interval)
	defer timer.Stop()
	for {
		select {
		case <-p.quit:
			return
		case <-timer.C:
		}
		start := time.Now()
		if names := p.scan(); len(names) > 0 {
			select {
			case <-p.quit:
				return
			case p.changes <- names:
			}
		}
		timer.Reset(max(p.interval, pauseFactor*time.Since(start)))
	}
}

// scan returns the files that have changed since the last scan.
func (p *poller) scan() (changed []string) {
	dir := p.given
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	old := p.files
	p.files = make(map[string]fileState, len(old))
	p.scanFolder(dir, ".", time.Now(), old, &changed)
	for name := range old {
		if _, exists := p.files[name]; !exists {
			changed = append(changed, name)
		}
	}
	return changed
}

func (p *poller) scanFolder(dir, folder string, now time.Time, old map[string]fileState, changed *[]string) {
	select {
	case <-p.quit:
		return
	default:
	}
	// A folder that is missing or unreadable counts as empty.
	entries, _ := os.ReadDir(filepath.Join(dir, filepath.FromSlash(folder)))
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if isHidden(e.Name()) {
			continue
		}
		if e.IsDir() {
			p.scanFolder(dir, name, now, old, changed)
			continue
		}
		f, ok := stat(dir, name, e)
		if !ok {
			continue
		}
		before, known := old[name]
		isYoung := now.Sub(f.info.ModTime()) < youngAge
		if isYoung || before.hash != [sha256.Size]byte{} {
			f.hash = f.readHash(filepath.Join(dir, filepath.FromSlash(name)))
		}
		if !known || differs(before, f) {
			*changed = append(*changed, name)
		}
		if !isYoung {
			f.hash = [sha256.Size]byte{}
		}
		p.files[name] = f
	}
}

// differs reports whether a file has changed. Hashes are compared if the file was
// younger than youngAge at the last scan.
func differs(before, now fileState) bool {
	return before.kind != now.kind || before.target != now.target ||
		before.info.Size() != now.info.Size() || !before.info.ModTime().Equal(now.info.ModTime()) ||
		!os.SameFile(before.info, now.info) ||
		before.hash != [sha256.Size]byte{} && before.hash != now.hash
}

// stat returns the state of a file, or of the file that a link leads to, without
// its hash.
func stat(dir, name string, e fs.DirEntry) (fileState, bool) {
	info, err := e.Info()
	if err != nil {
		return fileState{}, false
	}
	f := fileState{kind: info.Mode().Type(), info: info}
	if f.kind&fs.ModeSymlink == 0 {
		return f, true
	}
	if f.target = linkTarget(dir, name); f.target != "" {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.target))); err == nil {
			f.info = info
		}
	}
	return f, true
}

// readHash returns the hash of the content. Unreadable files, files that are too
// large and pipes, which would block, have the hash of an empty file.
func (f fileState) readHash(path string) [sha256.Size]byte {
	var text []byte
	if (f.kind.IsRegular() || f.target != "") && f.info.Size() <= maxHashSize {
		text, _ = os.ReadFile(path)
	}
	return sha256.Sum256(text)
}
