package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// Releases set these with the linker flag -X; the Makefile sets only commit.
var (
	version    string // such as "v1.2.3"
	commit     string // the full hash
	date       string // of the commit, in RFC 3339
	repository string // the repository on GitHub that published the release, such as "OWNER/platmap"
)

// A buildInfo describes the program. Its JSON form is printed by platmap version.
type buildInfo struct {
	Form       int    `json:"version"` // the version of this format: 1
	Platmap    string `json:"platmap"`
	Commit     string `json:"commit"`     // or ""
	Date       string `json:"date"`       // the date of the commit, or ""
	Repository string `json:"repository"` // "" if this is not a release
	Go         string `json:"go"`
	OS         string `json:"os"`
	Arch       string `json:"arch"`
}

func versionCommand(out *printer) *cobra.Command {
	var format string
	formats := []string{"text", "json"}
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			b := currentBuild()
			if format == "json" {
				return json.NewEncoder(out.stdout).Encode(b)
			}
			fmt.Fprintln(out.stdout, b)
			return nil
		},
	}
	formatFlag(c, &format, "text", formats)
	return c
}

// currentBuild returns the values of the linker flags or, without them, those that Go
// recorded.
func currentBuild() buildInfo {
	b := buildInfo{Form: 1, Platmap: version, Commit: commit, Date: date, Repository: repository, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		if b.Platmap == "" {
			b.Platmap = info.Main.Version
		}
		if b.Commit == "" {
			for _, s := range info.Settings {
				switch s.Key {
				case "vcs.revision":
					b.Commit = s.Value
				case "vcs.time":
					b.Date = s.Value
				}
			}
		}
	}
	if b.Platmap == "" {
		b.Platmap = "(devel)"
	}
	return b
}

// String returns a line such as "platmap v1.2.3 (0a1b2c3d4e5f, 2026-01-02)".
func (b buildInfo) String() string {
	var details []string
	if b.Commit != "" {
		details = append(details, b.Commit[:min(12, len(b.Commit))])
	}
	if day, _, _ := strings.Cut(b.Date, "T"); day != "" {
		details = append(details, day)
	}
	s := "platmap " + b.Platmap
	if len(details) > 0 {
		s += " (" + strings.Join(details, ", ") + ")"
	}
	return s
}

func currentVersion() string { return currentBuild().Platmap }

// releaseRepository returns the repository on GitHub from which this program was
// released, such as "OWNER/platmap", or "" if it is not a release.
func releaseRepository() string { return repository }
