// Package watch tells which files below a folder have changed.
//
// [Folder] is the one verb and [Change] the one type. Call it before the folder
// is read for the first time: whatever happens after it has returned is told.
//
// # What is told
//
// Names of files, never of folders. A name is told too often rather than not at
// all: a file that is told of may be the same as before, may be gone, and may
// never have been of interest. Look at it, and do not take its absence for an
// error. Hidden files and folders and the backups of editors (x.md~) are passed
// over.
//
// A symbolic link to a file inside of the folder is told of when that file
// changes, even when it lies in a hidden folder. A link that leads outside, or to a
// folder, is a name like any other, and what it leads to is not watched. Outside
// of the folder only its parent is watched, to see it come and go.
//
// # When it is told
//
// What belongs together comes together: a [Change] is made ready when nothing has
// happened for some time, which is 3 ms for the few files an editor touches
// and grows with the number of names; see batch.go. While the receiver is busy,
// further changes join the one that is ready.
//
// # How it is known
//
// The system tells through fsnotify, which only this package knows (notices.go).
// It watches single folders and is easily confused when these are renamed,
// so after any folder has gone, all is forgotten and watched anew, and the Change
// says All. The same is done when the system has lost events, when the folder
// itself was replaced and when the machine has slept. Where the system refuses to
// watch, the files are compared again and again instead (poll.go); and as well on
// disks to which others write, of which it does not tell.
//
// # What is not there
//
// Only Linux says that a disk is such a one. No file's content is kept or compared, but for files so young that their
// times prove nothing.
package watch
