// Package jobs is where mail, rules, storage and letters meet: River workers,
// one per file, that read stored mails, ask approvers, record decisions,
// deliver letters and look after what is due. It decides by the rules of
// internal/recognition and writes by internal/store; serve and the demo run it.
//
// Every effect on the world outside is a letter row, written in the
// transaction that caused it; a crash at any point leaves a row that says what
// is still to do.
package jobs

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"goodword/internal/recognition"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse/vouch"
	"goodword/mail/send"
	"goodword/templates"
)

// Role is what a mailbox is for.
type Role string

const (
	Nominations Role = "nominations" // employees write here
	Compliments Role = "compliments" // customers write here
)

// Settings are the company's choices, as far as jobs need them. The defaults
// stand in internal/config.
type Settings struct {
	Company        string
	Languages      []string // of letters; the first is for people whose own is not among them
	Domains        []string // the company's own mail domains, lower case
	AllowedDomains []string // a thank-you goes nowhere else
	Place          recognition.Place
	CEO, CPO       string // addresses, in the directory; CPO is empty with CPOs
	CPOs           []recognition.Term
	Operator       string          // address, "" for none
	Service        string          // address of the service team
	From           address.Mailbox // of every letter that does not go over a leader's name
	CEOFrom        address.Mailbox // of thank-yous; zero: the CEO's own name and address
	AnswerTo       string          // answers come here, with a token behind a plus
	ReturnPath     string          // bounces come here, with a secret behind a plus
	CopyTo         string          // what is never sent twice goes here too: a mailbox of ours; "" for nowhere
	SentFolders    bool            // a mailbox has a folder in which the server keeps what is sent
	Mailboxes      map[string]Role // by name
	Ours           []string        // the mailboxes' addresses
	Trust          vouch.Rules
	Probed         RuleHashes // names of the rules in Trust, for what probes found

	ManagerWeek   bool // who has reports gets a weekly letter
	EmployeeMonth bool // employees get a monthly letter of what customers said of them
	Behaviours    bool // who is new, and everybody on a change of the catalogue, gets a letter on the behaviours of their touchpoints
	ScorecardFrom int  // requests from which on a manager is in the digest of a Monday; 0 for nobody

	StoriesPage string      // where readers find the stories page, as https://HOST; "" for nowhere
	Stories     bool        // recognitions are told to others, with everybody's consent
	StoryLists  []StoryList // who gets them in a weekly letter

	Shortlist        int               // people whom the digest names for the CEO to thank in person; 0 for none
	Quarterly        bool              // whether CEO and CPO get the quarter in figures
	CustomerLetters  int               // letters to one customer within 30 days, "your words reached Jana" and the CPO's own; 0 for none
	Cosigner         string            // address of who signs letters to customers beside the CPO; "" for nobody
	Cosigners        map[string]string // who does for nominees of a site, by its name in lower case
	Vouchers         Vouchers
	RemindAfter      int // business days
	EscalateAfter    int // business days
	LapseAfter       int // business days
	DigestAt         time.Duration
	DigestWhenEmpty  bool
	VetoWindow       time.Duration // of working time; 0 sends at once
	TokenDays        int
	DigestTokenDays  int
	NextLevelFrom    recognition.Level // a nominator's own confirmation needs the next level too; 0 never
	CEOPerHour       int
	CEOPerDay        int
	PerAddressHourly int
	Hourly           int   // letters in all
	Pace             Pace  // what the relay allows
	MaxSize          int64 // bytes; over it a mail is set aside
	RawDays          int   // how long mails are kept as they came
	NominationYears  int
	RetainMailboxes  []string // from these, what is kept no longer is removed too
}

// Vouchers is what the CPO may give to customers. Amounts are hundredths.
type Vouchers struct {
	Currency    string
	Most        int64 // one voucher is worth no more
	Monthly     int64 // all of a month together; 0 for no vouchers
	PerCustomer int   // within a year
}

// Submitter hands one letter to the relay and says how that ended.
type Submitter interface {
	Submit(ctx context.Context, from, to string, raw []byte) send.Outcome
}

// copySubmitter also sends a copy in the same transaction; the relay is one.
type copySubmitter interface {
	SubmitCopy(ctx context.Context, from, to, copyTo string, raw []byte) send.Outcome
}

// Inserter puts jobs into the queue within a transaction; River's client is one.
type Inserter interface {
	InsertTx(ctx context.Context, tx pgx.Tx, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error)
}

// Desk is what every worker works with.
type Desk struct {
	Settings  Settings
	Pool      *pgxpool.Pool
	Now       func() time.Time
	Random    io.Reader // crypto/rand.Reader
	Log       *slog.Logger
	Letters   *templates.Set
	Catalogue *behaviour.Catalogue
	Relay     Submitter
	Times     Times // UsualTimes
	Imagined  bool  // Now is no clock of the world's, but a demo's or a test's: the database's clock says nothing

	// Mailboxes tells how reading of each mailbox in this process stands: the
	// error of its last poll, or "". Nil where none is read.
	Mailboxes func() map[string]string

	// Places gives the company's place with the holidays as their files are now, and
	// what keeps a changed file from counting, or "". Nil: that of Settings holds.
	Places func() (recognition.Place, string)

	// Machine is what trouble with this machine's own files is kept under.
	Machine string

	// Boxes are the mailboxes that this process may look into, by name: to remove
	// what is forgotten, and to find traces of letters.
	Boxes map[string]Box

	// Directory is what is read by the schedule; nil where people come by a file.
	Directory *DirectorySchedule

	jobs    Inserter
	places  *relayPlaces // in which letters are submitted
	hurry   *hurry       // while there is much to do
	company companyCache
	huge    chan struct{} // holds one while a mail of hugeMail and more is in memory to be read
}

// New makes a desk. Jobs must be given with Use before anything is done.
func New(settings Settings, pool *pgxpool.Pool, relay Submitter, letters *templates.Set, catalogue *behaviour.Catalogue, now func() time.Time, log *slog.Logger) *Desk {
	hurry := newHurry()
	return &Desk{Settings: settings, Pool: pool, Now: now, Random: rand.Reader, Log: log,
		Letters: letters, Catalogue: catalogue, Relay: relay, Times: UsualTimes(), huge: make(chan struct{}, 1), hurry: hurry,
		company: companyCache{hurry: hurry}}
}

// Use tells the desk where to put jobs.
func (d *Desk) Use(jobs Inserter) { d.jobs = jobs }

// tx runs do in one transaction, with one now for all of it.
func (d *Desk) tx(ctx context.Context, do func(work) error) error {
	now := d.Now().UTC().Truncate(time.Microsecond)
	return store.InTx(ctx, d.Pool, func(tx store.Tx) error {
		people, err := d.company.load(ctx, tx, d.settings(), now)
		if err != nil {
			return err
		}
		people = people.at(now)
		return d.withoutPanic(func() error {
			w := work{Desk: d, Catalogue: people.inForce(d.Catalogue), ctx: ctx, tx: tx, now: now, people: people, ending: &ending{}}
			if err := do(w); err != nil {
				return err
			}
			return w.finish()
		})
	})
}

// withoutPanic makes an error of a panic, so that what one letter or mail brings
// about undoes its own transaction and ends nothing beside it, such as a tick.
func (d *Desk) withoutPanic(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			d.Log.Error("a step panicked and was undone; this is a fault of goodword: report it with these lines", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return do()
}

// work is one transaction's worth of a desk: what all steps within it share.
type work struct {
	*Desk
	Catalogue *behaviour.Catalogue // in force; the desk's own is for where none was imported

	ctx    context.Context
	tx     store.Tx
	now    time.Time
	people *company
	cause  int64   // the inbound mail that is being read, 0 for none
	ending *ending // written at the end of the transaction
	ahead  *ahead  // read for letters that leave together; nil where each row is asked for

	twinsLocked bool // of all mails that this transaction reads
}

// did records what followed from the mail that is being read.
func (w work) did(nomination *store.Nomination, letter *int64, format string, args ...any) error {
	if w.cause == 0 {
		return nil
	}
	e := store.Effect{InboundID: w.cause, LetterID: kept(letter), What: fmt.Sprintf(format, args...), HappenedAt: w.now}
	if nomination != nil {
		e.NominationID = kept(&nomination.ID)
	}
	w.ending.effects = append(w.ending.effects, e)
	return nil
}

// audit appends to the audit log.
func (w work) audit(what, who string, nomination *store.Nomination, letter *int64, detail string) error {
	e := store.Entry{At: w.now, What: what, Who: who, LetterID: kept(letter), Detail: detail}
	if nomination != nil {
		e.NominationID = kept(&nomination.ID)
	}
	if w.cause != 0 {
		e.InboundID = kept(&w.cause)
	}
	w.ending.entries = append(w.ending.entries, e)
	return nil
}

// move changes a nomination's state, and says so in the audit log.
func (w work) move(n *store.Nomination, to recognition.State, who, reason string) error {
	if err := store.Move(w.ctx, w.tx, n.ID, n.State, to, reason, w.now); err != nil {
		return err
	}
	if err := w.audit("nomination "+string(to), who, n, nil, reason); err != nil {
		return err
	}
	w.Log.Info("nomination moved", "nomination", n.Public(), "from", string(n.State), "to", string(to))
	n.State = to
	if to.Ended() {
		return store.SettleBytes(w.ctx, w.tx, n.ID, w.now)
	}
	return nil
}

const goodword = "goodword" // who did it, in the audit log, when no person did

type companyCache struct {
	mu    sync.Mutex
	last  *company
	hurry *hurry // may be nil
}
