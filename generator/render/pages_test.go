package render_test

import (
	"testing"

	"platmap/generator/internal/archivetest"
)

func TestPages(t *testing.T) { archivetest.Pages(t, "testdata/pages/*.txtar") }
