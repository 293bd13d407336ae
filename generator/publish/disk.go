package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// plain says in plain words what the disk refused. The system's own errors name the
// call and a path below dir; people know neither.
func plain(dir, name string, err error) error {
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	} else if linkErr := (*os.LinkError)(nil); errors.As(err, &linkErr) {
		err = linkErr.Err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("cannot write %s: %w; change who may write there, or choose another output folder", file, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write %s: something removed files while they were written: is another build using %s? (%w)", file, dir, err)
	}
	return fmt.Errorf("cannot write %s: %w", file, err)
}

// each calls f(0) to f(n-1) with a worker per core and returns the first error, after
// which no further call is started.
func each(n int, f func(i int) error) error {
	var (
		next   atomic.Int64
		failed atomic.Bool
		once   sync.Once
		first  error
		wg     sync.WaitGroup
	)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(i); err != nil {
					once.Do(func() { first = err })
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return first
}
