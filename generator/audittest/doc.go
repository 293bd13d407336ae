// Package audittest has the tests that only make audit runs: those with Lighthouse, and
// those with Firefox as a second browser. The script setup installs both.
package audittest
