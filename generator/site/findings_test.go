package site_test

import (
	"testing"

	"platmap/generator/internal/archivetest"
)

func TestFindings(t *testing.T) { archivetest.Findings(t, "testdata/findings/*.txtar") }
