package par

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

func TestEach_CallsEveryIndexOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 100} {
		calls := make([]atomic.Int32, n)
		Each(n, func(i int) { calls[i].Add(1) })
		for i := range calls {
			if got := calls[i].Load(); got != 1 {
				t.Errorf("n = %d: f(%d) was called %d times", n, i, got)
			}
		}
	}
}

func TestEachErr_StopsAfterAnError(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // one worker, so that the order is known
	want := errors.New("the third call")
	calls := 0
	err := EachErr(10, func(i int) error {
		if calls++; i == 2 {
			return want
		}
		return nil
	})
	if err != want || calls != 3 {
		t.Errorf("got %v after %d calls, want %v after 3", err, calls, want)
	}
}

func TestEachErr_ReturnsOneOfSeveralErrors(t *testing.T) {
	want := errors.New("any call")
	if err := EachErr(100, func(int) error { return want }); err != want {
		t.Errorf("got %v, want %v", err, want)
	}
}
