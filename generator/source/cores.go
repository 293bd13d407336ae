package source

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// OnAllCores calls do for 0 to n-1, side by side, and returns when all are done.
func OnAllCores(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wg.Wait()
}
