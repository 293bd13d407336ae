package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"platmap/generator/rounds"
)

// mirror is a correct receiver: it reads all reported files again.
type mirror struct {
	*watched
	files map[string]string
	got   union // since the last comparison
}

func (m *mirror) follow(c Change) {
	m.got.add(c)
	if c.All {
		m.files = m.everything()
	}
	for _, name := range c.Names {
		text, err := os.ReadFile(m.path(name))
		if err != nil {
			delete(m.files, name)
		} else {
			m.files[name] = string(text)
		}
	}
}

// everything reads all files. They may be removed at the same time.
func (m *mirror) everything() map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(m.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if errors.Is(err, fs.ErrNotExist) {
				err = nil
			}
			return err
		}
		if text, err := os.ReadFile(name); err == nil {
			rel, err := filepath.Rel(m.dir, name)
			m.must(err)
			files[filepath.ToSlash(rel)] = string(text)
		}
		return nil
	})
	m.must(err)
	return files
}

// After random changes in quick succession every file that differs was reported. With
// events, a receiver that reads the reported files has the current content. Polling
// does not guarantee that; see poller.
func TestFolder_RandomChanges(t *testing.T) {
	for range rounds.Of(40) {
		seed := uint64(time.Now().UnixNano())
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			eachMode(t, func(t *testing.T, refuse func(string) error) {
				m := &mirror{watched: watch(t, temp(t), testSettings(refuse))}
				random := rand.New(rand.NewPCG(seed, 0))
				for range 6 {
					before := m.everything()
					m.files, m.got = maps.Clone(before), union{}
					m.followWhile(func() {
						for range 60 {
							changeRandomly(m.dir, random)
						}
					})
					m.flush()
					after := m.everything()
					if refuse == nil {
						m.compare("but the mirror has", m.files, after)
					} else if !m.got.all {
						for name := range m.got.names {
							delete(before, name)
							delete(after, name)
						}
						m.compare("which was not reported, before", before, after)
					}
					if t.Failed() {
						return
					}
				}
			})
		})
	}
}

func (m *mirror) followWhile(work func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		work()
	}()
	for {
		select {
		case c := <-m.changes:
			m.follow(c)
		case <-done:
			return
		}
	}
}

// flush follows until one more written file is reported.
func (m *mirror) flush() {
	m.Helper()
	m.flushes++
	name := fmt.Sprintf("flush%d.md", m.flushes)
	m.write(name, "flush")
	for m.files[name] != "flush" {
		m.follow(m.next())
	}
}

func (m *mirror) compare(what string, got, want map[string]string) {
	names := maps.Clone(got)
	maps.Copy(names, want)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		old, known := got[name]
		text, there := want[name]
		if known != there || old != text {
			m.Errorf("%s is %q (%v), %s %q (%v)", name, text, there, what, old, known)
		}
	}
}

// changeRandomly makes one random change. It ignores errors, because the files and
// folders may not exist.
func changeRandomly(dir string, random *rand.Rand) {
	randomPath := func(depth int) string {
		parts := []string{dir}
		for range depth {
			parts = append(parts, string(rune('a'+random.IntN(3))))
		}
		return filepath.Join(parts...)
	}
	file := func() string { return filepath.Join(randomPath(random.IntN(4)), fmt.Sprintf("%d.md", random.IntN(4))) }
	folder := func() string { return randomPath(1 + random.IntN(3)) }
	switch n := random.IntN(100); {
	case n < 40:
		name := file()
		_ = os.MkdirAll(filepath.Dir(name), 0o777)
		_ = os.WriteFile(name, []byte(strings.Repeat("x", random.IntN(3))+fmt.Sprint(random.IntN(10))), 0o666)
	case n < 55:
		_ = os.Rename(file(), file())
	case n < 65:
		_ = os.Remove(file())
	case n < 75:
		_ = os.MkdirAll(folder(), 0o777)
	case n < 90:
		_ = os.Rename(folder(), folder())
	case n < 96:
		_ = os.RemoveAll(folder())
	case n < 98: // sometimes the watched folder
		if random.IntN(4) == 0 {
			_ = os.RemoveAll(dir)
			_ = os.MkdirAll(dir, 0o777)
		}
	default: // a pause that completes the batch
		for start := time.Now(); time.Since(start) < 40*time.Millisecond; {
			_, _ = os.Stat(dir)
		}
	}
}
