// Package themes embeds the built-in themes, one folder each.
package themes

import "embed"

// FS contains the folder default, the theme of every site.
//
//go:embed all:default
var FS embed.FS
