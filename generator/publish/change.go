package publish

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// FileChange is a change of a file that belongs to authors: a new file, or a file that is
// edited, renamed or both.
type FileChange struct {
	From, To string // slash-separated names; From is "" for a new file

	// Before and After are the texts. They are not used if OnlyMoves is set, as for an
	// image.
	Before, After string
	OnlyMoves     bool
}

// Change makes several changes in the folder dir: all of them, or none if there is an
// error. It overwrites no other files, and no symbolic links. It returns an error if the
// text of a file differs from Before.
//
// It writes all new texts beside the files first, so a full disk changes nothing. Then it
// moves them to their names, and removes the old files last. So if the process is killed,
// no text is lost. If Change cannot undo its changes after an error, the error names the
// affected files.
func Change(dir string, changes []FileChange) error {
	root, err := open(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	c := changer{dir: dir, root: root, changes: changes}
	for _, x := range changes {
		if err := c.check(x); err != nil {
			return err
		}
	}
	err = c.stage()
	if err == nil {
		err = c.install()
	}
	if err != nil {
		return errors.Join(err, c.undo())
	}
	return c.removeOld()
}

// changer makes the changes of one call of Change.
type changer struct {
	dir     string
	root    *os.Root
	changes []FileChange
	staged  []string // temporary names by index in changes, "" for a file that only moves
	folders []string // folders that were created
	done    int      // number of changes made so far
}

func (c *changer) check(x FileChange) error {
	for _, name := range []string{cmp.Or(x.From, x.To), x.To} {
		if err := checkFolders(c.dir, c.root, name); err != nil {
			return err
		}
	}
	if x.From == "" {
		return c.checkAbsent(x.To)
	}
	info, err := c.root.Lstat(x.From)
	if err != nil {
		return writeError(c.dir, x.From, err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("cannot change %s: it is not a regular file; replace it with one", c.name(x.From))
	}
	if !x.OnlyMoves && !hasText(c.root, x.From, x.Before) {
		return fmt.Errorf("%s was changed by another program; run the command again", c.name(x.From))
	}
	if x.From == x.To {
		return nil
	}
	return c.checkAbsent(x.To)
}

// checkAbsent returns an error if a file exists.
func (c *changer) checkAbsent(name string) error {
	if _, err := c.root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return &ExistsError{c.dir, []string{name}}
	}
	return nil
}

func (c *changer) name(name string) string { return filepath.Join(c.dir, filepath.FromSlash(name)) }

// stage writes the new texts under temporary names.
func (c *changer) stage() error {
	for _, x := range c.changes {
		for _, d := range slices.Backward(c.missing(path.Dir(x.To))) {
			if err := c.root.Mkdir(d, 0o777); err != nil {
				return writeError(c.dir, d, err)
			}
			c.folders = append(c.folders, d)
		}
		temporary := ""
		if !x.OnlyMoves {
			perm := fs.FileMode(0o666)
			if x.From != "" {
				info, err := c.root.Lstat(x.From)
				if err != nil {
					return writeError(c.dir, x.From, err)
				}
				perm = info.Mode().Perm()
			}
			temporary = path.Join(path.Dir(x.To), ".platmap-"+rand.Text())
			c.staged = append(c.staged, temporary)
			if err := c.root.WriteFile(temporary, []byte(x.After), perm); err != nil {
				return writeError(c.dir, x.To, err)
			}
			continue
		}
		c.staged = append(c.staged, temporary)
	}
	return nil
}

// missing returns the folder dir and its parents, without those that exist.
func (c *changer) missing(dir string) []string {
	var missing []string
	for ; dir != "."; dir = path.Dir(dir) {
		if _, err := c.root.Lstat(dir); err == nil {
			break
		}
		missing = append(missing, dir)
	}
	return missing
}

// install moves the new files to their names. Files that are both edited and renamed
// still have their old version afterwards.
func (c *changer) install() error {
	for i, x := range c.changes {
		from := c.staged[i]
		if x.OnlyMoves {
			from = x.From
		}
		if err := c.root.Rename(from, x.To); err != nil {
			return writeError(c.dir, x.To, err)
		}
		c.done++
	}
	return nil
}

// undo restores the folder.
func (c *changer) undo() error {
	var errs []error
	failed := func(x FileChange, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("cannot restore %s: %w; restore it with git checkout", c.name(x.From), err))
		}
	}
	for _, x := range slices.Backward(c.changes[:c.done]) {
		switch {
		case x.OnlyMoves:
			failed(x, c.root.Rename(x.To, x.From))
		case x.From != x.To:
			failed(x, c.root.Remove(x.To))
		default:
			failed(x, replace(c.root, x.From, []byte(x.Before)))
		}
	}
	for _, temporary := range c.staged[min(c.done, len(c.staged)):] {
		if temporary != "" {
			c.root.Remove(temporary)
		}
	}
	for _, d := range slices.Backward(c.folders) { // Remove fails for a folder that is not empty
		c.root.Remove(d)
	}
	return errors.Join(errs...)
}

// removeOld removes the old files, and folders that become empty.
func (c *changer) removeOld() error {
	var errs []error
	for _, x := range c.changes {
		if x.From == x.To || x.From == "" {
			continue
		}
		if !x.OnlyMoves {
			if err := c.root.Remove(x.From); err != nil {
				errs = append(errs, fmt.Errorf("%w; its new text is in %s, so remove it", writeError(c.dir, x.From, err), c.name(x.To)))
			}
		}
		for d := path.Dir(x.From); path.Dir(d) != "."; d = path.Dir(d) { // except the folder of a kind, which stays
			if c.root.Remove(d) != nil {
				break
			}
		}
	}
	return errors.Join(errs...)
}
