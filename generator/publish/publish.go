// Package publish makes a folder on disk equal to a site.
//
// [Write] is the main function. The site is an [fs.FS] that renders each file when it is
// opened. After Write the folder has the same files with the same content (assets are
// minified, see [Minify]) and a manifest with their names. No other package writes to
// disk.
//
// # Guarantees
//
//   - Write changes and removes only the files in its manifest. It refuses a folder that
//     contains anything else, or a symbolic link, with a [ForeignError], before it
//     changes anything.
//   - Write never leaves the folder, even if a symbolic link is created during the build:
//     all access goes through one [os.Root].
//   - A file that already has the right content is not touched and keeps its time. Write
//     compares the files, not the manifest, so it repairs files that were edited,
//     truncated or deleted.
//   - If rendering fails, the folder does not change.
//   - If a build is killed, every file has its complete old or new content, and the next
//     build finishes the work and cleans up.
//   - Two builds to one folder run one after the other: the second waits for a moment,
//     and then fails with a [LockedError].
//   - Equal sites give equal folders. The manifest contains no times.
//
// # Steps
//
//	lock           wait for another build to the same folder
//	scan           list the folder, and refuse foreign files
//	stage          render each file, compare it with the disk, and write what differs to
//	               the staging folder .platmap-new-… inside dir; one worker per core
//	recordPlanned  add the names of new files to the manifest
//	install        rename the staged files to their names
//	prune          remove files that the site no longer has, and empty folders
//	record         write the final manifest
//
// Because of the staging folder, rendering errors are known before the first visible
// change, and a killed build leaves one folder that is easy to recognize. Files are not
// synced to disk one by one, which would take longer than the whole build; after a power
// failure the next build repairs them.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Result describes what Write did.
type Result struct {
	Files     int   // files in the site
	Written   int   // number of files that are new or changed
	Unchanged int   // number of files that were not touched
	Removed   int   // files of earlier builds that the site no longer has
	Pages     int   // files that are HTML
	Bytes     int64 // size of all published files
}

// Options are optional settings of Write.
type Options struct {
	// Progress, if not nil, is called after each file is rendered and compared. Calls do
	// not overlap. done counts from 1 to total.
	Progress func(done, total int)
}

// Write makes the folder dir contain exactly the files of site. It creates dir if
// necessary. If rendering fails or ctx is done before the first visible change, the folder
// does not change. After an error of the disk each file is complete, and another Write
// finishes the work.
func Write(ctx context.Context, dir string, site fs.FS, opt Options) (Result, error) {
	names, err := list(site)
	if err != nil {
		return Result{}, err
	}
	root, err := open(dir)
	if err != nil {
		return Result{}, err
	}
	defer root.Close()
	unlock, err := lock(ctx, dir, root, lockWait)
	if err != nil {
		return Result{}, err
	}
	defer unlock()

	w := newWriter(dir, root, site, names, opt)
	if err := w.scan(); err != nil {
		return Result{}, err
	}
	defer w.removeStage()
	if err := w.stage(ctx); err != nil {
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
		case name == manifestName || name == lockName || stagePattern.MatchString(name):
			return fmt.Errorf("the site must not have a file %s; platmap uses that name", name)
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// open opens the output folder and creates it if necessary. A symbolic link is followed
// only here, because the user chose it.
func open(dir string) (*os.Root, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return nil, &ForeignError{Dir: dir}
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, writeError(dir, ".", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, writeError(dir, ".", err)
	}
	return root, nil
}
