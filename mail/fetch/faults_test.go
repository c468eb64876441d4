package fetch_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
	"goodword/mail/mailtest"
)

func deliver(t *testing.T, server *mailtest.Server, subject string) {
	t.Helper()
	raw := []byte("From: nina@customer.example\r\nSubject: " + subject + "\r\n\r\n" + strings.Repeat("lovely ", 100) + "\r\n")
	if _, err := server.Deliver("nina@customer.example", address, raw, mailtest.Pass); err != nil {
		t.Fatal(err)
	}
}

func poll(t *testing.T, p *fetch.Poller) {
	t.Helper()
	if err := p.PollOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// pollUntilGood polls until it works, as Run would.
func pollUntilGood(t *testing.T, p *fetch.Poller) (failures int) {
	t.Helper()
	for range 20 {
		if err := p.PollOnce(t.Context()); err == nil {
			return failures
		}
		failures++
	}
	t.Fatalf("no good poll: %+v", p.Status())
	return
}

// wantEqual wants what was received to be what the server holds, byte by byte.
func wantEqual(t *testing.T, server *mailtest.Server, memory *fetchtest.Memory) {
	t.Helper()
	got, want := memory.Mails(), server.Mails(address)
	if len(got) != len(want) {
		t.Fatalf("%d mails received, %d delivered", len(got), len(want))
	}
	for _, mail := range want {
		found := 0
		for _, m := range got {
			if bytes.Equal(m.Raw, mail.Raw) {
				found++
			}
		}
		if found != 1 {
			t.Errorf("a delivered mail was received %d times", found)
		}
	}
}

// The connection ends at many points of the answer to a FETCH: no half mail is
// ever stored, and in the end each is there once.
func TestCutInMidFetch(t *testing.T) {
	t.Parallel()
	for _, after := range []int{0, 1, 30, 60, 300, 700, 1100, 1500, 2000, 2600} {
		t.Run(fmt.Sprint(after), func(t *testing.T) {
			t.Parallel()
			server, settings := start(t)
			memory := fetchtest.NewMemory()
			p := newPoller(t, settings, memory)
			poll(t, p)
			for i := range 3 {
				deliver(t, server, fmt.Sprint("mail ", i))
			}
			server.CutFetch(after)
			server.CutFetch(after)
			if failures := pollUntilGood(t, p); failures == 0 {
				t.Error("no poll failed: the cut did not happen")
			}
			wantEqual(t, server, memory)
			if memory.Batches() == nil || p.Status().LastError != "" {
				t.Errorf("status = %+v", p.Status())
			}
		})
	}
}

func TestSilentServerIsGivenUp(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	settings.CommandTimeout = 400 * time.Millisecond
	p := newPoller(t, settings, fetchtest.NewMemory())
	poll(t, p)
	server.SilenceIMAP()
	for range 2 { // on the open connection, and on a new one
		if err := p.PollOnce(t.Context()); err == nil || !strings.Contains(err.Error(), "no answer within 400ms") {
			t.Fatalf("a silent server gave %v", err)
		}
	}
	if p.Status().Connected {
		t.Error("still connected")
	}
	server.SpeakIMAP()
	poll(t, p)
}

func TestContextEndsAPoll(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	settings.CommandTimeout = time.Hour
	p := newPoller(t, settings, fetchtest.NewMemory())
	poll(t, p)
	server.SilenceIMAP()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- p.PollOnce(ctx) }()
	cancel()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("a cancelled poll gave %v", err)
	}
}

// IDLE that goes silent: the timer polls regardless, finds the connection dead
// and makes another.
func TestSilentIdle(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	settings.CommandTimeout = 400 * time.Millisecond
	memory := fetchtest.NewMemory()
	timers := make(chan chan time.Time, 100)
	settings.Sleep = func(time.Duration) <-chan time.Time {
		timer := make(chan time.Time, 1)
		timers <- timer
		return timer
	}
	p := newPoller(t, settings, memory)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = p.Run(t.Context())
	}()
	idle := <-timers
	server.SilenceIMAP()
	deliver(t, server, "unannounced")
	server.SpeakIMAP()
	idle <- time.Now()
	(<-timers) <- time.Now() // the pause before the reconnect
	if err := memory.WaitMails(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	p.Stop()
	<-ended
	wantEqual(t, server, memory)
}

func TestRefusedLoginWaitsLonger(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	server.RefuseLogins(1)
	pauses := make(chan time.Duration, 100)
	settings.Sleep = func(d time.Duration) <-chan time.Time {
		pauses <- d
		now := make(chan time.Time, 1)
		now <- time.Now()
		return now
	}
	logins := 0
	settings.Password = func() (string, error) {
		logins++
		return password, nil
	}
	p := newPoller(t, settings, fetchtest.NewMemory())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = p.Run(t.Context())
	}()
	if first := <-pauses; first < 48*time.Second || first > 72*time.Second {
		t.Errorf("after a refused login the pause is %v", first)
	}
	<-pauses // a good poll
	p.Stop()
	<-ended
	if logins != 2 {
		t.Errorf("the password was read %d times", logins)
	}
}

// UIDs given again under the same UIDVALIDITY: nothing is missed.
func TestUIDsUsedAgain(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	memory := fetchtest.NewMemory()
	p := newPoller(t, settings, memory)
	poll(t, p)
	for i := range 4 {
		deliver(t, server, fmt.Sprint("lost in the restore ", i))
	}
	poll(t, p)
	uidValidity := memory.Batches()[0].UIDValidity
	if err := server.SetUIDValidity(address, uidValidity, func(mailtest.Mail) bool { return false }); err != nil {
		t.Fatal(err)
	}
	deliver(t, server, "under a UID used before")
	pollUntilGood(t, p)
	wantEqual(t, server, memory)
}

// A rescan that is interrupted starts again; until it is done the old cursor
// stays, so that nothing old is taken for new.
func TestInterruptedRescan(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	memory := fetchtest.NewMemory()
	p := newPoller(t, settings, memory)
	poll(t, p)
	const n = 1050 // three batches
	for i := range n {
		deliver(t, server, fmt.Sprint("mail ", i))
	}
	if err := server.SetUIDValidity(address, 77, nil); err != nil {
		t.Fatal(err)
	}
	calls := 0
	memory.Before(func() {
		if calls++; calls == 2 {
			memory.FailNext(1)
		}
	})
	pollUntilGood(t, p)
	wantEqual(t, server, memory)
	batches := memory.Batches()[1:]
	for i, b := range batches {
		if last := i == len(batches)-1; (b.Cursor != nil) != last {
			t.Errorf("batch %d of %d has the cursor %+v", i, len(batches), b.Cursor)
		}
	}
	if cursor := batches[len(batches)-1].Cursor; cursor.UIDValidity != 77 || cursor.LastUID != n {
		t.Errorf("cursor = %+v", cursor)
	}
}

// A mail expunged between the list and its bytes is passed over.
func TestExpungedInMidScan(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	memory := fetchtest.NewMemory()
	p := newPoller(t, settings, memory)
	poll(t, p)
	const n = 1003 // the third batch is fetched after the first is stored
	for i := range n {
		deliver(t, server, fmt.Sprint("mail ", i))
	}
	calls := 0
	memory.Before(func() {
		if calls++; calls != 1 {
			return
		}
		other, err := imapclient.DialInsecure(server.IMAP().String(), nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer other.Close()
		if err := other.Login(address, password).Wait(); err != nil {
			t.Error(err)
		}
		if _, err := other.Select("INBOX", nil).Wait(); err != nil {
			t.Error(err)
		}
		expunge(t, other, 1001, 1003)
	})
	poll(t, p)
	if got := len(memory.Mails()); got != n-2 {
		t.Errorf("%d mails received, want %d", got, n-2)
	}
	if got := lastUID(t, memory); got != n {
		t.Errorf("cursor at %d, want %d", got, n)
	}
}

func TestWithoutUIDPlusNothingIsExpunged(t *testing.T) {
	t.Parallel()
	server, settings := start(t, func(c *mailtest.Config) { c.WithoutIMAP = []string{"MOVE", "UIDPLUS"} })
	settings.After, settings.MoveTo = fetch.Move, "Done"
	if err := server.CreateFolder(address, "Done"); err != nil {
		t.Fatal(err)
	}
	deliver(t, server, "somebody else deleted this and may want it back")
	other, err := imapclient.DialInsecure(server.IMAP().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := other.Login(address, password).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	markDeleted(t, other, 1)
	memory := fetchtest.NewMemory()
	p := newPoller(t, settings, memory)
	poll(t, p)
	deliver(t, server, "ours")
	poll(t, p)
	poll(t, p)
	p2 := newPoller(t, settings, memory) // its leftovers do not copy a second time
	poll(t, p2)
	for folder, want := range map[string]uint32{"INBOX": 2, "Done": 1} {
		selected, err := other.Select(folder, nil).Wait()
		if err != nil || selected.NumMessages != want {
			t.Errorf("%s holds %+v mails, want %d (%v)", folder, selected, want, err)
		}
	}
}

// A proxy that ends every IDLE is met with growing pauses.
func TestEndedIdleIsNotAHotLoop(t *testing.T) {
	t.Parallel()
	server := &script{answer: func(c string) (string, string) {
		switch {
		case strings.HasPrefix(c, "LOGIN"):
			return "", "OK [CAPABILITY IMAP4rev1 IDLE] in"
		case c == "IDLE":
			return "+ idling\r\n", hangUp
		}
		return "", ""
	}}
	settings := server.serve(t)
	pauses := make(chan time.Duration, 100)
	settings.PollEvery = time.Hour
	settings.Sleep = func(d time.Duration) <-chan time.Time {
		now := make(chan time.Time, 1)
		if d < settings.PollEvery && d < 5*time.Minute {
			pauses <- d
			now <- time.Now()
		}
		return now
	}
	p := newPoller(t, settings, known(t))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = p.Run(t.Context())
	}()
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 30, 30} {
		if got := <-pauses; got < want*time.Second*4/5 || got > want*time.Second*6/5 {
			t.Errorf("pause %d is %v, want about %ds", i, got, want)
		}
	}
	p.Stop()
	<-ended
}

func TestFolderWithoutKeywordsGetsAStar(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	server.RefuseKeywords()
	memory := fetchtest.NewMemory()
	p := newPoller(t, settings, memory)
	poll(t, p)
	deliver(t, server, "praise")
	poll(t, p)
	report, err := fetch.Check(t.Context(), settings)
	if err != nil || report.Mark != `\Flagged` {
		t.Errorf("%+v, %v", report, err)
	}
	other, err := imapclient.DialInsecure(server.IMAP().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := other.Login(address, password).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	flagged, err := other.UIDSearch(&imap.SearchCriteria{Flag: []imap.Flag{imap.FlagFlagged}}, nil).Wait()
	if err != nil || len(flagged.AllUIDs()) != 1 {
		t.Errorf("%+v, %v", flagged, err)
	}
}
