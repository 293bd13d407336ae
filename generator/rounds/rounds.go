// Package rounds decides how often a property test repeats. Only tests import it; it
// is not in generator/internal because tests in cmd import it too.
package rounds

import (
	"os"
	"testing"
)

// Of returns the number of rounds of a test: all of them with PLATMAP_FULL=1, which
// make audit sets, a tenth in make test, and a hundredth in make check, which runs
// short tests. It is at least 1.
func Of(full int) int {
	switch {
	case os.Getenv("PLATMAP_FULL") == "1":
		return full
	case testing.Short():
		return max(full/100, 1)
	}
	return max(full/10, 1)
}
