package text

import (
	"bytes"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator makes sort keys for texts. They give the order that readers of a
// language expect, with numbers in numeric order. It must not be used by two
// goroutines at once.
type Collator struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

// NewCollator returns a Collator for a language tag such as "ja".
func NewCollator(lang string) *Collator {
	return &Collator{collator: collate.New(language.Make(lang), collate.Numeric)}
}

// Key returns the sort key of s, to be compared byte by byte.
func (c *Collator) Key(s string) []byte {
	defer c.buffer.Reset()
	return bytes.Clone(c.collator.KeyFromString(&c.buffer, s))
}

// IsLanguage reports whether s is the code of a language, such as ja or pt-BR. The
// codes of programming languages, such as go, are not.
func IsLanguage(s string) bool {
	_, err := language.Parse(s)
	return err == nil
}
