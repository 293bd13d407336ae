// Package editortest tests the schemas in an editor. It contains tests only.
//
// TestEditor acts as an editor: it speaks the Language Server Protocol with
// yaml-language-server, which most editors use, in a folder with the schemas and the
// sample content. For every key of every kind of file it compares diagnostics, hovers and
// completions with the schemas:
//
//	samples      sample files and files of new projects have no diagnostics
//	in force     every schema is valid; an editor would ignore an invalid one
//	mistakes     testdata/mistakes.txt has diagnostics exactly between « and »
//	hover        every key has its description, and every enum the meaning of its values
//	keys         every key is completed where it is allowed, with description and colon
//	words        every value of an enum is completed, with its meaning
//	half written a key that is partly typed is replaced by its completion
//
// TestNames tests the schemas that platmap serve writes for editors: they complete names
// where references are allowed, and report no unknown names.
//
// Keys and values are read from the schemas (shape_test.go), so new ones are tested
// automatically.
//
// TestAjv_AcceptsTheSameFiles gives the same files to Ajv, a validator that shares no
// code with package schema. Both must accept the same files. Ajv runs in strict mode, so
// it also refuses unknown keywords, which editors ignore.
//
// Package browsertest documents what happens when Node or the npm packages are missing.
// The tests use no network and never wait for a fixed time.
package editortest
