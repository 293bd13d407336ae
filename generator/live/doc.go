// Package live keeps a site up to date with its content folder.
package live
