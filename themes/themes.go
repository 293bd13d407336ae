// Package themes hands out the themes that are built in, one folder each.
package themes

import "embed"

// FS holds the folder default, which every site starts from.
//
//go:embed all:default
var FS embed.FS
