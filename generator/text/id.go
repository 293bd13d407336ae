package text

import (
	"regexp"
	"strings"
)

// IDPattern is the form of ids: lower-case letters, digits and single hyphens. It
// is the pattern of ids in the JSON Schemas.
const IDPattern = `^[a-z0-9]+(-[a-z0-9]+)*$`

// MaxIDLength is the maximum number of characters of an id. An id with a prefix
// must fit in an issue label.
const MaxIDLength = 40

var (
	idPattern   = regexp.MustCompile(IDPattern)
	notInID     = regexp.MustCompile(`[^a-z0-9]+`)
	deviceNames = regexp.MustCompile(`^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$`)
)

// IsID reports whether s has the form of an id. It does not check the length.
func IsID(s string) bool { return idPattern.MatchString(s) }

// SuggestID returns an id similar to s, or "" if s has no character that an id may
// contain.
func SuggestID(s string) string {
	id := strings.Trim(notInID.ReplaceAllString(strings.ToLower(s), "-"), "-")
	return strings.Trim(id[:min(len(id), MaxIDLength)], "-")
}

// IsReservedOnWindows reports whether Windows does not allow a file or folder of
// this name: a device such as "con" or "nul.txt", or a name that ends in a period
// or a space.
func IsReservedOnWindows(name string) bool {
	return deviceNames.MatchString(name) || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ")
}
