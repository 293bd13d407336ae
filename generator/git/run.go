package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// options precede every git command. Together with the environment they prevent the
// configuration of a repository from running other programs.
var options = []string{
	"--no-pager",
	"--no-optional-locks",
	"--no-replace-objects", // the object with a hash must not depend on the clone
	"--literal-pathspecs",
	"-c", "core.fsmonitor=", // its value is a program; an empty one disables it in all versions of git
	"-c", "core.hooksPath=/dev/null",
	"-c", "safe.bareRepository=explicit", // a content folder may look like a bare repository
}

// kept are the variables beginning with GIT_ that stay in the environment. They determine
// whether a folder is in a repository, and which user's configuration is read.
var kept = []string{
	"GIT_CONFIG_", "GIT_CEILING_DIRECTORIES=", "GIT_DISCOVERY_ACROSS_FILESYSTEM=", "GIT_EXEC_PATH=",
	"GIT_TEST_ASSUME_DIFFERENT_OWNER=", // for tests of safe.directory
}

// added are the variables that are set for every git command.
var added = []string{
	"LC_ALL=C", // openError compares messages
	"GIT_TERMINAL_PROMPT=0",
	"GIT_NO_LAZY_FETCH=1",     // a partial clone must not fetch missing objects;
	"GIT_ALLOW_PROTOCOL=none", // git before 2.39.4 needs this for the same purpose
}

// command returns a git command that runs in dir.
func command(ctx context.Context, dir string, args ...string) (*exec.Cmd, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, notInstalled(err)
	}
	c := exec.CommandContext(ctx, program, append(options[:len(options):len(options)], args...)...)
	c.Dir = dir
	c.WaitDelay = time.Second
	for _, v := range c.Environ() {
		if !strings.HasPrefix(v, "GIT_") || hasAnyPrefix(v, kept) {
			c.Env = append(c.Env, v)
		}
	}
	c.Env = append(c.Env, added...)
	return c, nil
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// exitError is the error of a git command that ran and failed.
type exitError struct {
	command string
	code    int
	message string // the standard error of git
}

func (e *exitError) Error() string {
	if e.message == "" {
		return fmt.Sprintf("git %s failed with status %d", e.command, e.code)
	}
	return fmt.Sprintf("git %s: %s", e.command, e.message)
}

// run runs a git command and returns its standard output. If git fails, the error is an
// exitError.
func run(ctx context.Context, dir string, args ...string) (string, error) {
	c, err := command(ctx, dir, args...)
	if err != nil {
		return "", err
	}
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err = c.Run()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return "", &exitError{args[0], exit.ExitCode(), strings.TrimSpace(stderr.String())}
	} else if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return stdout.String(), nil
}

// unexpected returns an error for output of git that does not have the documented form.
func unexpected(command, output string) error {
	const most = 100
	return fmt.Errorf("git %s: unexpected output %.*q", command, most, output)
}
