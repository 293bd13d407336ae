// Package search makes the search index of a site and searches it.
package search
