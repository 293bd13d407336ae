package browsertest

import (
	"os"
	"strings"
	"testing"
)

// The script that installs the programs looks for the same names and has the same
// message.
func TestSetup_SameProgramsAndMessage(t *testing.T) {
	b, err := os.ReadFile("../../webtest/setup")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []program{chromium, node} {
		if line := "have " + strings.Join(p.names, " ") + ` || need "` + p.title + `"`; !strings.Contains(string(b), line) {
			t.Errorf("setup does not contain: %s", line)
		}
	}
	if start, end, _ := strings.Cut(messageFormat, "%s"); !strings.Contains(string(b), start+"${list:2}"+end) {
		t.Errorf("setup does not contain the message %q", messageFormat)
	}
}
