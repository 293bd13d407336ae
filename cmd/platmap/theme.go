package main

import (
	"platmap/generator/report"
	"platmap/generator/theme"
)

// A themeError holds errors in files of the user's theme, which are printed as
// findings.
type themeError struct {
	error
	run  report.Run
	rest error // the errors that are not in the theme, or nil
}

// themeError returns a *themeError if err is, in whole or in part, an error in
// files of the user's theme. Otherwise it returns err.
func (p *project) themeError(err error) error {
	findings, rest := theme.Findings(err)
	if len(findings) == 0 {
		return err
	}
	run := report.Run{Findings: findings, Content: shown(p.theme), Root: repositoryPath(p.theme), Version: currentVersion()}
	return &themeError{error: err, rest: rest, run: run}
}
