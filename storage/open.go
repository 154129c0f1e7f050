package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"letterbox/mail"
)

// Notice says what Open had to replace. The zero Notice says that all was well.
type Notice struct {
	Repairs []Repair
}

// Repair is one database file that was damaged, set aside and begun anew, or its log, whose end was damaged.
type Repair struct {
	File     string // "profile.db", "mail.db" or "bodies.db"
	SetAside string // full path of the damaged file
	Carried  int    // rows carried over into the new file; of mail.db and bodies.db only what no server has
	Lost     bool   // rows may be missing that no server has: accounts, drafts, mail to be sent or changes that waited
	Err      error  // what was wrong with the file
}

// Problem returns the gravest repair as CacheDamaged for the person, nil when there was none. Class is "PROFILE_LOST"
// if something of profile.db may be missing, "CHANGES_LOST" if something of the cache that no server has, such as changes
// that waited to be sent, "PROFILE_SALVAGED" if profile.db was read to its end, and "" if only the cache was begun anew.
func (n Notice) Problem() *mail.Problem {
	if len(n.Repairs) == 0 {
		return nil
	}
	r := n.Repairs[0] // profile.db is opened first
	if i := slices.IndexFunc(n.Repairs, func(r Repair) bool { return r.Lost }); i >= 0 {
		r = n.Repairs[i]
	}
	p := &mail.Problem{
		Code: mail.CacheDamaged, Stage: mail.StageStore, Retry: mail.RetryNever, Err: r.Err,
		Facts: map[string]string{mail.FactPath: r.SetAside},
	}
	switch {
	case r.Lost && r.File == profileSchema.file:
		p.Class = "PROFILE_LOST"
	case r.Lost:
		p.Class = "CHANGES_LOST"
	case r.File == profileSchema.file:
		p.Class = "PROFILE_SALVAGED"
	}
	return p
}

// opener opens the files of a profile and remembers what it had to replace.
type opener struct {
	dir     string
	stamp   string // names what is set aside
	repairs []Repair
	doubted map[string]bool  // files that turned out to be damaged after they were opened
	doomed  map[string]error // those of them that were looked through in vain, and by what the damage was seen
}

// repaired reports whether a file was replaced.
func (o *opener) repaired(s schema) bool {
	return slices.ContainsFunc(o.repairs, func(r Repair) bool { return r.File == s.file })
}

// salvager carries rows of a damaged file over into a new one. It says how many, and whether some may be missing.
type salvager func(ctx context.Context, damaged string, into *database) (carried int, lost bool, err error)

// errEmpty is a database file of no bytes: Letterbox never makes one, a crashed file system does.
var errEmpty = errors.New("file is empty")

// refuseNewer answers CacheNewer if the file was made by a newer program. Nothing is written. A file that cannot be
// read is left for open to judge.
func (o *opener) refuseNewer(ctx context.Context, s schema) error {
	path := filepath.Join(o.dir, s.file)
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return nil
	}
	steps, err := s.steps()
	if err != nil {
		return err
	}
	version, err := userVersion(ctx, path)
	if err == nil && version > int64(len(steps)) {
		return newer(path, version)
	}
	return nil
}

// userVersion reads the schema version. Without a log it is in the header (sqlite.org/fileformat.html, section 1.3),
// and SQLite, which would put files beside this one, need not be asked.
func userVersion(ctx context.Context, path string) (version int64, err error) {
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		head := make([]byte, 100)
		if err := readStart(path, head); err != nil || string(head[:16]) != "SQLite format 3\x00" {
			return 0, err
		}
		return int64(int32(binary.BigEndian.Uint32(head[60:]))), nil //nolint:gosec // it has a sign
	}
	into := make(chan *connection, 1)
	pool, err := openPool(ctx, dsn(path, []string{"query_only(1)"}, "mode=ro"), 1, into)
	if err == nil {
		c := <-into
		version, err = c.number("PRAGMA user_version")
		c.close()
	}
	if pool != nil {
		err = errors.Join(err, pool.Close())
	}
	return version, err
}

// open opens one file. If it is missing it is made; if it is damaged it is set aside, made, and filled with what
// rescue can read of the damaged one.
func (o *opener) open(ctx context.Context, s schema, rescue salvager) (*database, error) {
	path := filepath.Join(o.dir, s.file)
	d, err := o.try(ctx, s, path)
	if seen := o.doomed[s.file]; err == nil && seen != nil {
		err = errors.Join(seen, d.closePools())
	}
	switch {
	case err == nil:
		return d, nil
	case errors.Is(err, os.ErrNotExist):
		return o.create(ctx, s, path)
	case !damaged(err) && !errors.Is(err, errEmpty):
		return nil, err
	}
	repair := Repair{File: s.file, Err: err}
	if repair.SetAside, err = setAside(path, o.stamp); err != nil {
		return nil, err
	}
	if d, err = o.create(ctx, s, path); err != nil {
		return nil, err
	}
	if rescue != nil {
		if repair.Carried, repair.Lost, err = rescue(ctx, repair.SetAside, d); err != nil {
			return nil, errors.Join(err, d.closePools())
		}
	}
	o.repairs = append(o.repairs, repair)
	return d, nil
}

// try opens a file that is there, checks it and migrates it.
func (o *opener) try(ctx context.Context, s schema, path string) (*database, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, errEmpty
	}
	suspect := exists(path + suspectSuffix)
	if err := inspectHeader(path); err != nil {
		return nil, err
	}
	cut, err := o.keepLog(s, path)
	if err != nil {
		return nil, err
	}
	d, err := connect(ctx, s, path)
	if err != nil {
		return nil, senseless(err)
	}
	if cut {
		d.emptyLog(ctx)
	}
	if err = d.inspect(ctx, inspectionOf(s, suspect)); err == nil {
		err = o.backup(ctx, d)
	}
	if err == nil {
		err = senseless(d.migrate(ctx))
	}
	if err != nil {
		return nil, errors.Join(err, d.closePools())
	}
	if suspect {
		return d, os.Remove(path + suspectSuffix)
	}
	return d, nil
}

// keepLog puts a copy of a log aside that is damaged: what was committed behind the damage is lost, and what comes before
// it is read now.
func (o *opener) keepLog(s schema, path string) (cut bool, err error) {
	err = inspectLog(path)
	if !damaged(err) {
		return false, err
	}
	repair := Repair{File: s.file, SetAside: asideName(path+"-wal", o.stamp), Lost: true, Err: err}
	if err := copyFile(path+"-wal", repair.SetAside); err != nil {
		return false, err
	}
	o.repairs = append(o.repairs, repair)
	return true, nil
}

// emptyLog carries what is left of a log into its file, so that nothing of the rest is met again. If it does not, that
// is found damaged once more, no more.
func (d *database) emptyLog(ctx context.Context) {
	c, err := d.take(ctx, d.writer)
	if err != nil {
		return
	}
	defer func() { d.writer <- c }()
	c.ctx = ctx
	_ = c.drain("PRAGMA wal_checkpoint(TRUNCATE)") // found damaged once more, no more
}

// create makes the file under another name, with its schema, and renames it. So a database file that exists has
// its schema, whatever the moment of a crash.
func (o *opener) create(ctx context.Context, s schema, path string) (*database, error) {
	fresh := path + ".new"
	if err := removeDatabase(fresh); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // SQLite gives its log files this mode too
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	d, err := connect(ctx, s, fresh)
	if err != nil {
		return nil, err
	}
	if err := d.migrate(ctx); err != nil {
		return nil, errors.Join(err, d.closePools())
	}
	if err := d.close(ctx); err != nil {
		return nil, err
	}
	if err := removeDatabase(path); err != nil { // a log without its file would be applied to the new one
		return nil, err
	}
	if err := os.Rename(fresh, path); err != nil {
		return nil, err
	}
	if err := syncDir(o.dir); err != nil {
		return nil, err
	}
	return connect(ctx, s, path)
}

// asideName returns a name that is free.
func asideName(path, stamp string) string {
	aside := path + ".damaged-" + stamp
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s.damaged-%s-%d", path, stamp, n)
	}
	return aside
}

// setAside renames a database file and its log, so that what is in them stays for whoever wants to look.
func setAside(path, stamp string) (string, error) {
	aside := asideName(path, stamp)
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Rename(path+suffix, aside+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	if err := os.Remove(path + suspectSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	return aside, os.Rename(path, aside)
}

// removeDatabase removes a database file and what SQLite keeps beside it.
func removeDatabase(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
