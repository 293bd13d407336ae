// Package audittest has the tests that only make audit runs: Lighthouse, and Firefox as a
// second browser. The script setup installs what they need.
package audittest
