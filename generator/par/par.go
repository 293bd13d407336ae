// Package par makes independent calls concurrently, with one worker per core.
package par

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f(0) to f(n-1) and returns when all calls have returned.
func Each(n int, f func(i int)) {
	_ = EachErr(n, func(i int) error {
		f(i)
		return nil
	})
}

// EachErr calls f(0) to f(n-1) and returns the first error. After an error it
// starts no further call, and waits for those that are running.
func EachErr(n int, f func(i int) error) error {
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
