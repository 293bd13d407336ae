// Package rounds decides how often a property test repeats. Only tests import it.
package rounds

import (
	"os"
	"testing"
)

// Of returns the number of rounds of a test that has full rounds: all of them if
// PLATMAP_FULL=1 is set, which make audit does, a tenth in make test, and a hundredth
// with -short; always at least one.
func Of(full int) int {
	switch {
	case os.Getenv("PLATMAP_FULL") == "1":
		return full
	case testing.Short():
		return max(full/100, 1)
	}
	return max(full/10, 1)
}
