// Package rounds decides how often a property test repeats, and how many similar cases
// other long tests check. Only tests import it; it
// is not in generator/internal because tests in cmd import it too.
package rounds

import (
	"os"
	"testing"
)

// Full reports whether tests run all cases. It is true with PLATMAP_FULL=1, which make
// audit sets.
func Full() bool { return os.Getenv("PLATMAP_FULL") == "1" }

// Of returns the number of rounds of a test: all of them if Full, a tenth in make test,
// and a hundredth in make check, which runs short tests. It is at least 1.
func Of(full int) int {
	switch {
	case Full():
		return full
	case testing.Short():
		return max(full/100, 1)
	}
	return max(full/10, 1)
}
