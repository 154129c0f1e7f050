package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"letterbox/mail"
)

// lockName is the file whose lock says that the profile is in use. The lock ends with the process, however it ends.
const lockName = "letterbox.lock"

// Config says where a profile is and who wants to hear of changes.
type Config struct {
	Dir     string             // the profile folder; made when it is not there
	Publish func([]mail.Event) // called after each commit that noted events, by the goroutine that committed; may be nil
	Now     func() time.Time   // nil: time.Now
	Log     *slog.Logger       // nil: nothing is logged. Neither addresses nor subjects are ever logged
}

// DB is an open profile. It is safe for concurrent use.
type DB struct {
	dir     string
	profile *database
	mail    *database
	bodies  *database
	search  searchIndex // opened at first use
	lock    *flock.Flock
	publish func([]mail.Event)
	now     func() time.Time
	log     *slog.Logger

	untidied chan struct{} // something was removed: free space can be given back
	cared    chan struct{} // closed when care has ended
	endCare  context.CancelFunc

	untidy atomic.Bool // something may be left over; the next Open looks

	gate    sync.Mutex // guards closing, and running against its Wait
	closing bool
	running sync.WaitGroup // changes that touch more than one file
}

// enter lets a change in that touches several files, until Close begins; leave must follow.
func (db *DB) enter() error {
	db.gate.Lock()
	defer db.gate.Unlock()
	if db.closing {
		return classify(errClosed)
	}
	db.running.Add(1)
	return nil
}

func (db *DB) leave() { db.running.Done() }

// Open opens the profile in cfg.Dir, makes what is missing, migrates what is old and replaces what is damaged; the
// Notice says what was replaced. Problems: ProfileInUse, CacheNewer (nothing was touched), DiskFull, ReadOnly,
// StorageFailed. The DB must be closed. Cancelling ctx after Open has returned does nothing.
func Open(ctx context.Context, cfg Config) (*DB, Notice, error) {
	db := &DB{publish: cfg.Publish, now: cfg.Now, log: cfg.Log}
	if db.publish == nil {
		db.publish = func([]mail.Event) {}
	}
	if db.now == nil {
		db.now = time.Now
	}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	notice, err := db.open(ctx, cfg.Dir)
	if err != nil {
		return nil, Notice{}, classify(errors.Join(fmt.Errorf("open profile: %w", err), db.abandon()))
	}
	db.untidied, db.cared = make(chan struct{}, 1), make(chan struct{})
	var life context.Context
	life, db.endCare = context.WithCancel(context.WithoutCancel(ctx))
	go db.care(life)
	for _, r := range notice.Repairs {
		db.log.Warn("database file was damaged and replaced", "file", r.File, "aside", r.SetAside, "lost", r.Lost, "cause", r.Err)
	}
	return db, notice, nil
}

func (db *DB) open(ctx context.Context, dir string) (Notice, error) {
	var notice Notice
	var err error
	if db.dir, err = filepath.Abs(dir); err != nil {
		return notice, err
	}
	if err := os.MkdirAll(db.dir, 0o700); err != nil {
		return notice, err
	}
	if err := db.acquire(); err != nil {
		return notice, err
	}
	o := opener{dir: db.dir, stamp: db.now().UTC().Format("20060102-150405.000"), doubted: map[string]bool{}, doomed: map[string]error{}}
	for _, s := range []schema{profileSchema, mailSchema, bodiesSchema} {
		if err := o.refuseNewer(ctx, s); err != nil {
			return notice, err
		}
	}
	for range triesToOpen {
		if err = db.openFiles(ctx, &o); err == nil {
			return Notice{Repairs: o.repairs}, nil
		}
		if !damaged(err) || db.bodies == nil {
			return notice, err
		}
		db.distrust(&o, err)
	}
	return notice, err
}

// errInProfile says that damage is in profile.db.
var errInProfile = errors.New("in the profile")

// triesToOpen is how often the files are opened that turn out to be damaged when they are made to agree: as they are,
// after all pages were looked at, and begun anew.
const triesToOpen = 3

// openFiles opens the files and makes them agree.
func (db *DB) openFiles(ctx context.Context, o *opener) (err error) {
	if db.profile, err = o.open(ctx, profileSchema, salvage); err != nil {
		return err
	}
	if db.mail, err = o.open(ctx, mailSchema, salvageMail(db.profile, filepath.Join(db.dir, bodiesSchema.file))); err != nil {
		return err
	}
	if db.bodies, err = o.open(ctx, bodiesSchema, db.salvageBodies); err != nil {
		return err
	}
	return db.settle(ctx, o.repaired(mailSchema))
}

// distrust closes the files, so that all of their pages are looked at when they are opened again. When that has found
// nothing, the cache is begun anew, or the profile if the damage is there.
func (db *DB) distrust(o *opener, cause error) {
	files := []*database{db.mail, db.bodies}
	if errors.Is(cause, errInProfile) {
		files = []*database{db.profile}
	}
	for _, d := range files {
		if o.doubted[d.schema.file] {
			o.doomed[d.schema.file] = cause
		}
		o.doubted[d.schema.file] = true
		d.suspect()
	}
	for _, d := range []*database{db.bodies, db.mail, db.profile} {
		_ = d.closePools() // what they may say of the damage is known
	}
	db.profile, db.mail, db.bodies = nil, nil, nil
}

func (db *DB) acquire() error {
	db.lock = flock.New(filepath.Join(db.dir, lockName), flock.SetPermissions(0o600))
	held, err := db.lock.TryLock()
	if err == nil && !held {
		err = &mail.Problem{
			Code: mail.ProfileInUse, Stage: mail.StageStore, Retry: mail.RetryAfterChange,
			Facts: map[string]string{mail.FactPath: db.dir},
		}
	}
	return err
}

// abandon gives back what a failed open had taken.
func (db *DB) abandon() error {
	var errs []error
	for _, d := range []*database{db.bodies, db.mail, db.profile} {
		if d != nil {
			errs = append(errs, d.closePools())
		}
	}
	if db.lock != nil {
		errs = append(errs, db.lock.Unlock())
	}
	return errors.Join(errs...)
}

// Close ends the reads that run, waits for the writes that run, gives a bounded amount of free space back and
// releases the profile. The context carries values only: closing is not interrupted half-way. Methods called
// afterwards answer Canceled. Closing twice is harmless.
func (db *DB) Close(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	db.gate.Lock()
	again := db.closing
	db.closing = true
	db.gate.Unlock()
	db.running.Wait()
	if again {
		return nil
	}
	db.endCare()
	<-db.cared
	var errs []error
	if !db.untidy.Load() {
		errs = append(errs, db.setClean(ctx, true))
	}
	errs = append(errs, db.closeIndex(ctx))
	for _, d := range []*database{db.bodies, db.mail, db.profile} {
		errs = append(errs, d.close(ctx))
	}
	errs = append(errs, db.lock.Unlock())
	if err := errors.Join(errs...); err != nil {
		return classify(fmt.Errorf("close profile: %w", err))
	}
	return nil
}
