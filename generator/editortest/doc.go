// Package editortest tries the schemas where their readers meet them: in an
// editor. It holds tests only; nothing imports it.
//
// TestEditor plays an editor over the Language Server Protocol against
// yaml-language-server, the one behind most editors, in a folder that holds the
// schemas and the sample content as a project does. What it underlines, shows
// under the mouse and offers while one types is compared with what the schemas
// say, for every key of every kind of file:
//
//	samples   no sample file and no file that a project starts with has a fault
//	in force  every schema can be read; one that cannot would switch itself off
//	mistakes  testdata/mistakes.txt is underlined where « and » stand
//	hover     every key tells what it is for, every word of a choice what it means
//	keys      wherever a key may stand it is offered, described, with its colon
//	words     wherever one of a few words may stand, each is offered with its meaning
//
// TestNames does the same with the schemas that platmap serve keeps for editors:
// whatever may be referred to is offered where it may be, and a file that says
// something else is not underlined.
//
// Keys and words are read from the schemas (shape_test.go), so a new one is tried
// without being named here.
//
// TestAjv gives the same files to Ajv, a validator with no code in common with
// the one in package schema: both must agree on them. It is strict, so that it
// also refuses keywords that nobody knows and that an editor would pass over.
//
// The tests need Node and the npm packages of generator/webtest, which make test
// installs. Without them they fail and say so, unless it is go test -short. There
// is no network, and no waiting for time to pass: answers and diagnostics are
// awaited as they come.
package editortest
