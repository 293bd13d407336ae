// Package publish makes a folder on disk equal to a site.
//
// [Write] is the verb. The site is an [fs.FS] whose files are rendered when they are
// opened; after Write the folder holds the same files with the same bytes (assets
// minified, see [Minify]) and a manifest that names them. It is the only package that
// writes to disk.
//
// # What it promises
//
//   - It touches only what it owns: the files its manifest names. A folder that holds
//     anything else, or a symbolic link, is refused with a [ForeignError] before a
//     single byte is changed. Nothing it did not write is ever removed.
//   - It never leaves the folder. All access goes through one [os.Root], so not even
//     a link planted during a build leads out.
//   - A file that already has the right bytes is not touched, so its time stays as it
//     was. The disk is asked, not the manifest: a published file that somebody edited,
//     truncated or deleted is repaired.
//   - A build that fails while rendering leaves the last good site exactly as it was.
//   - A build killed at any moment leaves every file whole, old or new, and the next
//     build finishes the work and clears up.
//   - Equal sites give equal folders, manifest included: it holds no times.
//
// # How
//
//	survey   what is in the folder, and is all of it ours?          (changes nothing)
//	stage    render each file, compare it with the disk, and park   (a worker per core)
//	         what differs in a folder .platmap-new-… inside dir
//	promise  put the names about to appear into the manifest
//	place    rename the parked files to their names
//	prune    remove files that are no longer in the site, and folders left empty
//	record   write the final manifest
//
// Parking costs the same renames as writing beside each file, but rendering errors are
// known before the first visible change, and what a killed build leaves behind is one
// folder with a name that is easily recognised. Files are not synced one by one: that
// would take longer than the whole build, and after a power cut the next build compares
// and repairs.
//
// Two builds into one folder at the same time do not mix up the insides of a file, for
// each parks under a name of its own; but one of them may end with an error, and which
// site is left is not said.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Result says what Write did.
type Result struct {
	Files     int   // files in the site
	Written   int   // of these, new or different from what was there
	Unchanged int   // of these, left untouched
	Removed   int   // files of an earlier build that the site no longer has
	Pages     int   // files that are HTML
	Bytes     int64 // size of all files of the site together, as published
}

// Options are what a caller may add to Write. The zero value is fine.
type Options struct {
	// Progress, if not nil, is called after each file that was rendered and compared;
	// calls never overlap, and done counts up to total.
	Progress func(done, total int)
}

// Write makes the folder dir, created if missing, hold the files of site and nothing
// else. If it returns an error from rendering, the folder is as it was; after an error
// of the disk halfway, each file is still whole and another Write completes the work.
func Write(dir string, site fs.FS, opt Options) (Result, error) {
	names, err := list(site)
	if err != nil {
		return Result{}, err
	}
	root, err := open(dir)
	if err != nil {
		return Result{}, err
	}
	defer root.Close()

	w := newWriter(dir, root, site, names, opt)
	if err := w.survey(); err != nil {
		return Result{}, err
	}
	defer w.clear()
	if err := w.stage(); err != nil {
		return Result{}, err
	}
	if err := w.publish(); err != nil {
		return Result{}, err
	}
	return w.result(), nil
}

// list returns the names of all files of the site, sorted, without opening them.
func list(site fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return nil
		case name == manifestName || stagePattern.MatchString(name):
			return fmt.Errorf("the site may not have a file named %s: platmap uses that name itself", name)
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// open opens the output folder and creates it if there is none. A link to a folder is
// followed here and only here: whoever chose the folder chose the link.
func open(dir string) (*os.Root, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return nil, &ForeignError{Dir: dir}
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, plain(dir, ".", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, plain(dir, ".", err)
	}
	return root, nil
}
