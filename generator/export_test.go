package generator

// For tests that run what is built on this package.
var (
	MadeUp       = madeUp
	SmallContent = smallContent
)
