package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/recognition"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/fetch"
	"goodword/mail/parse/vouch"
	"goodword/mail/send"
	"goodword/migrations"
	"goodword/templates"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// office is a small company with a goodword under a clock of its own: tests tell
// conversations with it. Mail comes in at the receiver, letters go out to a
// relay that keeps them, and jobs run one after another.
type office struct {
	t     *testing.T
	desk  *Desk
	clock time.Time

	mu      sync.Mutex
	pending []river.JobArgs
	sent    []sentLetter // accepted by the relay, in order
	fail    []send.Outcome
	uid     uint32
	taken   int  // letters that the test has looked at
	twice   bool // run every job twice
}

// sentLetter is a letter as its reader gets it.
type sentLetter struct {
	from, to string
	raw      []byte
	head     netmail.Header
	text     string
}

const (
	nominations = "goodword@corp.example"
	compliments = "praise@corp.example"
)

// people of the office: Cora leads (CEO), Pia is the Chief People Officer; Max
// manages Nina, Nick and Otto in Leeds, and reports to Vera.
var people = []store.Person{
	{Address: "cora@corp.example", Name: "Cora Falk", Given: "Cora", Family: "Falk", Language: "en"},
	{Address: "pia@corp.example", Name: "Pia Lund", Given: "Pia", Family: "Lund", Language: "en"},
	{Address: "vera@corp.example", Name: "Vera Stone", Given: "Vera", Family: "Stone", Language: "en"},
	{Address: "max@corp.example", Name: "Max Reid", Given: "Max", Family: "Reid", Language: "en"},
	{Address: "nina@corp.example", Name: "Nina Okafor", Given: "Nina", Family: "Okafor", Language: "en", Team: "Front desk"},
	{Address: "nick@corp.example", Name: "Nick Tanner", Given: "Nick", Family: "Tanner", Language: "en", Team: "Front desk"},
	{Address: "otto@corp.example", Name: "Otto Brandt", Given: "Otto", Family: "Brandt", Language: "de", Team: "Kitchen"},
	{Address: "dana@corp.example", Name: "Dana Holt", Given: "Dana", Family: "Holt", Language: "en", Team: "Sales"},
}

var bosses = map[string]string{"pia": "cora", "vera": "cora", "max": "vera", "nina": "max", "nick": "max", "otto": "max", "dana": "vera"}

// monday is when every conversation begins: a working day, before the digest.
var monday = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)

func migrate(ctx context.Context, url string) error {
	if err := migrations.Up(ctx, url, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	pool, err := openPool(ctx, url)
	if err != nil {
		return err
	}
	defer pool.Close()
	// The months of most offices are there: one that a tick makes costs the database to be lent again.
	_, err = pool.Exec(ctx, "select make_bytes_month(('2026-11-01'::date + n * interval '1 month')::date) from generate_series(0, 8) n")
	return err
}

// openPool opens the pool that offices use, one after another. A machine too busy to run a test for a while
// is none that vanished: its transactions stay.
func openPool(ctx context.Context, url string) (*pgxpool.Pool, error) {
	like, err := migrations.Pool(ctx, url, 4)
	if err != nil {
		return nil, err
	}
	defer like.Close()
	config := like.Config()
	config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "0"
	return pgxpool.NewWithConfig(ctx, config)
}

func newOffice(t *testing.T) *office {
	t.Parallel()
	pool := pgtest.Pool(t, migrate, openPool)
	letters, err := ourLetters()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, clock: monday}
	settings := Settings{Company: "Corp", Domains: []string{"corp.example"}, AllowedDomains: []string{"corp.example"},
		Place: recognition.Place{Location: time.UTC, From: 9 * time.Hour, To: 17 * time.Hour},
		CEO:   "cora@corp.example", CPO: "pia@corp.example", Operator: "ops@corp.example", Service: "service@corp.example",
		From: address.Mailbox{Name: "Good Word", Address: nominations}, AnswerTo: nominations, ReturnPath: nominations,
		Mailboxes: map[string]Role{"nominations": Nominations, "compliments": Compliments}, Ours: []string{nominations, compliments},
		Trust:       vouch.Rules{AuthservIDs: []string{"mx.corp.example"}},
		RemindAfter: 2, EscalateAfter: 4, LapseAfter: 15, DigestAt: 7*time.Hour + 30*time.Minute, VetoWindow: 4 * time.Hour,
		TokenDays: 60, DigestTokenDays: 14, CEOPerHour: 40, CEOPerDay: 200, PerAddressHourly: 20, Hourly: 2000, MaxSize: 25 << 20,
		RawDays: 400, NominationYears: 3}
	o.desk = New(settings, pool, o, letters, behaviour.Default(), func() time.Time { return o.clock }, slog.New(slog.NewTextHandler(testWriter{t}, nil)))
	o.desk.Imagined = true
	o.desk.Use(o)
	o.hire(pool)
	t.Cleanup(o.check)
	return o
}

// ourLetters are goodword's own, which nobody changes once they are loaded.
var ourLetters = sync.OnceValues(func() (*templates.Set, error) { return templates.Load("") })

// testWriter shows the log of a test that fails.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

func (o *office) hire(pool *pgxpool.Pool) {
	o.t.Helper()
	err := store.InTx(o.t.Context(), pool, func(tx store.Tx) error {
		list, lines := slices.Clone(people), []store.Line(nil)
		for i := range list {
			p := &list[i]
			p.Active, p.Role, p.Site, p.TimeZone = true, "front_line", "Leeds", "UTC"
		}
		for who, boss := range bosses {
			lines = append(lines, store.Line{Address: who + "@corp.example", Manager: boss + "@corp.example"})
		}
		return errors.Join(store.PutPeople(o.t.Context(), tx, list), store.SetLines(o.t.Context(), tx, lines))
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// InsertTx fulfils Inserter: jobs wait until they are run.
func (o *office) InsertTx(_ context.Context, _ pgx.Tx, args river.JobArgs, _ *river.InsertOpts) (*rivertype.JobInsertResult, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.pending = append(o.pending, args)
	return nil, nil
}

// Submit fulfils Submitter: it takes every letter, unless told to fail.
func (o *office) Submit(_ context.Context, from, to string, raw []byte) send.Outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.fail) > 0 {
		outcome := o.fail[0]
		o.fail = o.fail[1:]
		if outcome.Result != send.Accepted {
			return outcome
		}
	}
	parsed, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		o.t.Errorf("a letter to %s cannot be read: %v", to, err)
		return send.Outcome{Result: send.Refused}
	}
	letter := sentLetter{from: from, to: to, raw: raw, head: parsed.Header, text: plainText(o.t, parsed)}
	if strings.HasPrefix(letter.text, "Hello ,") {
		o.t.Errorf("the letter %q to %s greets nobody", letter.subject(), to)
	}
	o.sent = append(o.sent, letter)
	return send.Outcome{Result: send.Accepted, Verb: send.Dot, Code: 250}
}

// run works off all jobs.
func (o *office) run() {
	o.t.Helper()
	for {
		o.mu.Lock()
		jobs := o.pending
		o.pending = nil
		o.mu.Unlock()
		if len(jobs) == 0 {
			return
		}
		if o.twice {
			jobs = append(jobs, jobs...)
		}
		for _, job := range jobs {
			var err error
			switch job := job.(type) {
			case ReadArgs:
				for _, id := range job.Mails {
					err = o.desk.read(o.t.Context(), id)
				}
			case DirectoryArgs:
				err = o.desk.readDirectory(o.t.Context(), job)
			case DeliverArgs:
				if err = o.desk.deliver(o.t.Context(), job.Letter); errors.Is(err, store.ErrNotFound) {
					err = nil // its transaction was rolled back, and the job with it
				}
			}
			if err != nil {
				o.t.Fatalf("job %s: %v", job.Kind(), err)
			}
		}
	}
}

// advance lets time pass, with a tick at the end.
func (o *office) advance(d time.Duration) {
	o.t.Helper()
	o.clock = o.clock.Add(d)
	if err := o.desk.Tick(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
	o.run()
}

// until lets time pass to a moment of the working week: "Tue 08:00".
func (o *office) until(day string) {
	o.t.Helper()
	for i := 0; i < 60*24*40; i += 10 {
		if o.clock.Format("Mon 15:04") == day {
			o.advance(0)
			return
		}
		o.clock = o.clock.Add(10 * time.Minute)
		// A tick before the digest and with it, every second hour of the working day, and one in
		// the night: nothing is due at any other time that the next one does not find.
		if h := o.clock.Hour(); o.clock.Minute() == 30 && (h == 0 || h == 6 || h == 7 || h >= 9 && h <= 17 && h%2 == 1) {
			o.advance(0)
		}
	}
	o.t.Fatalf("%s never comes", day)
}

// verdict is what the company's server says of a sender.
const (
	proven = "Authentication-Results: mx.corp.example; dmarc=pass header.from=%s\r\n"
	forged = "Authentication-Results: mx.corp.example; dmarc=fail header.from=%s\r\n"
)

// deliver puts a mail into a mailbox, with the server's verdict on top, and
// gives its id once it is read.
func (o *office) deliver(mailbox, verdict, from, head, body string) int64 {
	o.t.Helper()
	o.uid++
	if verdict != "" {
		verdict = fmt.Sprintf(verdict, address.Domain(from))
	}
	raw := fmt.Sprintf("%sFrom: %s\r\n%sDate: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
		verdict, from, head, o.clock.Format(time.RFC1123Z))
	if !strings.Contains(head, "Message-ID:") {
		raw += fmt.Sprintf("Message-ID: <%d@%s>\r\n", o.uid, address.Domain(from))
	}
	return o.put(mailbox, raw+"\r\n"+strings.ReplaceAll(body, "\n", "\r\n"))
}

// put stores raw bytes as the poller does, and reads them.
func (o *office) put(mailbox, raw string) int64 {
	o.t.Helper()
	o.uid++
	batch := fetch.Batch{UIDValidity: 1, Mails: []fetch.Mail{{UID: o.uid, InternalDate: o.clock, Size: int64(len(raw)), Raw: []byte(raw)}},
		Cursor: &fetch.Cursor{UIDValidity: 1, LastUID: o.uid, LastTime: o.clock}}
	if err := o.desk.Inbox().Receive(o.t.Context(), mailbox, batch); err != nil {
		o.t.Fatal(err)
	}
	var id int64
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select max(id) from inbound").Scan(&id); err != nil {
		o.t.Fatal(err)
	}
	o.run()
	return id
}

// forward is an employee's forward of a customer's mail, as Gmail writes it.
func (o *office) forward(from, note, customer, words string) int64 {
	o.t.Helper()
	return o.deliver("nominations", proven, from+"@corp.example", "To: "+nominations+"\r\nSubject: Fwd: Thank you\r\n",
		note+"\n\n---------- Forwarded message ---------\nFrom: "+customer+"\nDate: Sun, 15 Nov 2026 at 18:20\nSubject: Thank you\nTo: <desk@corp.example>\n\n"+words+"\n")
}

// reply answers a letter, as its reader's program does.
func (o *office) reply(to sentLetter, text string) int64 {
	return o.replyAs(to, proven, to.to, text)
}

func (o *office) replyAs(to sentLetter, verdict, from, text string) int64 {
	o.t.Helper()
	quoted := ""
	for _, line := range strings.Split(strings.TrimSpace(to.text), "\n") {
		quoted += "> " + line + "\n"
	}
	head := fmt.Sprintf("To: %s\r\nSubject: Re: %s\r\nIn-Reply-To: %s\r\nReferences: %s\r\n", to.head.Get("Reply-To"), to.subject(), to.head.Get("Message-Id"), to.head.Get("Message-Id"))
	return o.deliver("nominations", verdict, from, head, text+"\n\nOn Mon, 16 Nov 2026 at 09:00, Good Word wrote:\n"+quoted)
}

// next gives the next letter that the test has not looked at; it must go to
// somebody and have this in its subject or text.
func (o *office) next(to, has string) sentLetter {
	o.t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := o.taken; i < len(o.sent); i++ {
		l := o.sent[i]
		if strings.HasPrefix(l.to, to+"@") && strings.Contains(l.subject()+"\n"+l.flat(), has) {
			o.sent[i], o.sent[o.taken] = o.sent[o.taken], o.sent[i]
			o.taken++
			return l
		}
	}
	o.t.Fatalf("no letter to %s with %q; there are:\n%s", to, has, o.left())
	return sentLetter{}
}

// none says that no further letter came.
func (o *office) none() {
	o.t.Helper()
	if left := o.left(); left != "" {
		o.t.Fatalf("letters nobody expected:\n%s", left)
	}
}

// skip forgets the letters that came, for a test that is about something else.
func (o *office) skip() { o.taken = len(o.sent) }

func (o *office) left() string {
	var s strings.Builder
	for _, l := range o.sent[o.taken:] {
		fmt.Fprintf(&s, "  to %s: %s\n%s\n", l.to, l.subject(), l.text)
	}
	return s.String()
}

func (l sentLetter) subject() string {
	s, err := new(mime.WordDecoder).DecodeHeader(l.head.Get("Subject"))
	if err != nil {
		return l.head.Get("Subject")
	}
	return s
}

// flat is the text in one line, without the marks of quoting.
func (l sentLetter) flat() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(l.text, "\n> ", "\n")), " ")
}

// plainText gives the text part of a letter.
func plainText(t *testing.T, m *netmail.Message) string {
	t.Helper()
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	body := m.Body
	for strings.HasPrefix(media, "multipart/") {
		p, err := multipart.NewReader(body, params["boundary"]).NextPart()
		if err != nil {
			t.Fatal(err)
		}
		body = p // NextPart decodes quoted-printable itself
		if media, params, err = mime.ParseMediaType(p.Header.Get("Content-Type")); err != nil {
			t.Fatal(err)
		}
		m.Header["Content-Transfer-Encoding"] = nil
	}
	if strings.EqualFold(m.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// disposition gives what a mail was taken for, and why.
func (o *office) disposition(id int64) (recognition.Disposition, string) {
	o.t.Helper()
	var d, reason string
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select coalesce(disposition, 'unread'), coalesce(reason, '') from inbound where id = $1", id).Scan(&d, &reason); err != nil {
		o.t.Fatal(err)
	}
	return recognition.Disposition(d), reason
}

func (o *office) wantTaken(id int64, want recognition.Disposition) {
	o.t.Helper()
	if got, reason := o.disposition(id); got != want {
		o.t.Errorf("mail %d was taken for %s (%s), want %s", id, got, reason, want)
	}
}

// state gives the state of a nomination by its place in the order of opening, from 1.
func (o *office) wantState(nth int, want recognition.State) {
	o.t.Helper()
	var state, reason string
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select state, reason from nominations order by id offset $1 limit 1", nth-1).Scan(&state, &reason); err != nil {
		o.t.Fatal(err)
	}
	if recognition.State(state) != want {
		o.t.Errorf("nomination %d is %s (%s), want %s", nth, state, reason, want)
	}
}

// check is what every conversation must leave behind: no mail without a
// disposition, no job, no due letter, an audit log that verifies.
func (o *office) check() {
	for _, problem := range o.problems() {
		o.t.Error(problem)
	}
}

func (o *office) problems() []string {
	ctx := context.Background()
	var list []string
	if len(o.pending) > 0 {
		list = append(list, fmt.Sprintf("%d jobs were left", len(o.pending)))
	}
	for what, sql := range map[string]string{
		"mails without a disposition":       "select count(*) from inbound where disposition is null",
		"letters left in sending":           "select count(*) from letters where state = 'sending'",
		"letters due and not sent":          fmt.Sprintf("select count(*) from letters where state = 'queued' and not_before <= '%s'", o.clock.Format(time.RFC3339)),
		"nominations left in received":      "select count(*) from nominations where state = 'received'",
		"nominations that wait for nobody":  "select count(*) from nominations n where state = 'awaiting_approval' and not exists (select 1 from asks a where a.nomination_id = n.id and a.closed_at is null)",
		"thank-yous without an approval":    "select count(*) from letters where kind = 'thank_you' and approval_id is null",
		"nominations with two thank-yous":   "select count(*) from (select 1 from letters where kind = 'thank_you' and state in ('accepted', 'unknown', 'sending', 'queued') group by nomination_id having count(*) > 1) x",
		"thanked without a letter accepted": "select count(*) from nominations n where state = 'thanked' and not exists (select 1 from letters l where l.nomination_id = n.id and l.kind = 'thank_you' and l.state = 'accepted')",
	} {
		var n int
		if err := o.desk.Pool.QueryRow(ctx, sql).Scan(&n); err != nil {
			list = append(list, what+": "+err.Error())
		} else if n > 0 {
			list = append(list, fmt.Sprintf("%d %s", n, what))
		}
	}
	if err := store.InTx(ctx, o.desk.Pool, func(tx store.Tx) error { _, err := store.VerifyAudit(ctx, tx); return err }); err != nil {
		list = append(list, err.Error())
	}
	return list
}
