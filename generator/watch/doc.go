// Package watch reports which files below a folder have changed.
//
// [Folder] starts watching and returns a channel of [Change]. Call it before the
// folder is read for the first time: every change after it has returned is
// reported.
//
// # What is reported
//
// Changes name files, never folders. A name may be reported although the file is
// the same as before, is gone or is of no interest, so the receiver must read it
// again and accept that it does not exist. Hidden files and folders and the backup
// files of editors (x.md~) are ignored.
//
// A symbolic link to a file inside the folder is reported when that file changes,
// even if the file is in a hidden folder. The targets of links to folders and to
// files outside are not watched. Outside the folder only its parent is watched, to
// notice when the folder is removed or created.
//
// # When it is reported
//
// Changes that belong together are reported together, when nothing has changed for
// a quiet time: 3 ms for the few files of a save, more for more files (batch.go).
// While the receiver is busy, further changes are added to the pending one.
//
// # How it works
//
// Package fsnotify, which only this package uses, delivers events of the operating
// system (notifier.go). It watches single folders and keeps old paths when these
// are renamed. So when a folder is removed or renamed, all watches are created
// again and the Change has All set. The same happens when events were lost, when
// the folder itself was replaced and when the machine was suspended (tick.go).
//
// Where the operating system cannot watch, files are compared periodically instead
// (poll.go). On disks that other machines can write to, which is detected on Linux
// only, both are done, because the system reports only its own changes. File
// contents are compared only for recently modified files, because their
// modification times are not reliable.
package watch
