package main

import (
	"platmap/generator/report"
	"platmap/generator/theme"
)

// themeError is an error in files of the user's theme. It is printed as findings.
type themeError struct {
	error
	run  report.Run
	rest error // what is not an error in the theme, or nil
}

// themeError returns a *themeError if err is, in whole or in part, an error in
// files of the user's theme. Otherwise it returns err.
func (p *project) themeError(err error) error {
	findings, rest := theme.Findings(err)
	if len(findings) == 0 {
		return err
	}
	e := &themeError{error: err, rest: rest, run: report.Run{Findings: findings, Content: shown(p.theme), Version: currentVersion()}}
	if onGitHub() {
		e.run.Root = repositoryPath(p.theme)
	}
	return e
}
