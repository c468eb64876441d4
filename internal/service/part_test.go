package service

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/mail/mailtest"
)

// inProcess starts mail servers inside this process, for all accounts.
func inProcess(t *testing.T, now func() time.Time) (*mailtest.Server, servers) {
	t.Helper()
	logins := map[string]string{}
	for _, a := range accounts {
		logins[a] = password
	}
	s, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: logins, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, servers{s.IMAP().Port, s.SMTP().Port, s.AuthservID()}
}

// TestTheRelaysSecretLivesInOneProcess: one process has the mailbox's secret and
// delivers nothing, one has the relay's and reads nothing; together they do all.
func TestTheRelaysSecretLivesInOneProcess(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	mails, s := inProcess(t, nil)
	_, file := settings(t, s)
	reads := startPart(t, ctx, withoutSecret(t, file, "[smtp]"), ExceptDeliver)
	hire(t, ctx, reads)
	delivers := startPart(t, ctx, withoutSecret(t, file, "[[mailboxes]]"), OnlyDeliver)

	max, nina := box(t, s, "max@corp.example"), box(t, s, "nina@corp.example")
	eventually(t, ctx, "the mailbox is read", func() bool { return !reads.Pollers[0].Status().LastGoodPoll.IsZero() })
	submit(t, s, "dana@corp.example", "From: Dana Holt <dana@corp.example>\nTo: goodword@corp.example\nSubject: Nina\nMessage-ID: <1@dana.example>\n\n"+
		"for: nina@corp.example\n\nNina stayed two hours after her shift to find the passport of a guest.\n")
	request := max.await(ctx, "two hours after her shift")
	submit(t, s, "max@corp.example", answer(request, "max@corp.example", "Approved."))
	nina.await(ctx, "two hours after her shift")
	eventually(t, ctx, "all is done", func() bool {
		return number(t, ctx, reads, "select count(*) from river_job where kind <> 'tick' and state <> 'completed'") == 0
	})

	for _, a := range mails.Accepted() {
		if a.As == "" {
			t.Errorf("a letter to %s left without a login", a.To)
		}
	}
	if n := number(t, ctx, reads, "select count(*) from river_job a, river_job b where a.kind = 'deliver' and b.kind <> 'deliver' and a.attempted_by && b.attempted_by"); n != 0 {
		t.Error("a process did what is another's")
	}
	if n := number(t, ctx, reads, "select count(distinct kind) from river_job where kind <> 'tick'"); n != 2 { // a tick may not have been due yet
		t.Errorf("%d kinds of jobs were done, want read and deliver", n)
	}
	if n := number(t, ctx, reads, "select count(distinct who) from river_job, unnest(attempted_by) who"); n != 2 {
		t.Errorf("%d processes did the jobs", n)
	}
	if len(delivers.Pollers) != 0 || reads.relay != nil {
		t.Error("the one that delivers has a mailbox, or the one that reads has a relay")
	}
	for _, c := range []struct {
		s               *Service
		has, not, ready string
	}{
		{reads, `goodword_part{part="read"} 1`, `part="deliver"`, "reads mail: ok"},
		{delivers, `goodword_part{part="deliver"} 1`, `part="read"`, "delivers letters: ok"},
	} {
		if text := page(t, c.s, "/metrics"); !strings.Contains(text, c.has) || strings.Contains(text, c.not) {
			t.Errorf("the metrics lack %s, or have %s", c.has, c.not)
		}
		if text := page(t, c.s, "/readyz"); !strings.Contains(text, c.ready) || strings.Contains(text, "failed") {
			t.Errorf("/readyz says %q, want %q", text, c.ready)
		}
	}
}

// TestOneReadsTheOtherStandsBy: both are ready, one holds the mailbox; when it is
// taken from that one by force it stands by, and comes back when it is free.
func TestOneReadsTheOtherStandsBy(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	_, s := inProcess(t, nil)
	_, file := settings(t, s)
	first := startPart(t, ctx, file, Everything)
	reading := func(s *Service) bool { is, _ := s.tenures[0].standsBy(); return is }
	eventually(t, ctx, "the first one reads", func() bool { return reading(first) })
	second := startPart(t, ctx, file, Everything)
	eventually(t, ctx, "the second one looked", func() bool { _, looked := second.tenures[0].standsBy(); return !looked.IsZero() })
	for _, one := range []struct {
		s    *Service
		held string
	}{{first, `goodword_mailbox_held{mailbox="nominations"} 1`}, {second, `goodword_mailbox_held{mailbox="nominations"} 0`}} {
		eventually(t, ctx, "it is ready", func() bool { return !strings.Contains(page(t, one.s, "/readyz"), "failed") })
		if text := page(t, one.s, "/metrics"); !strings.Contains(text, one.held) {
			t.Errorf("the metrics lack %s", one.held)
		}
	}
	if len(second.polls()) != 0 {
		t.Error("who stands by tells how a mailbox is read that it does not read")
	}

	if _, err := first.Pool.Exec(ctx, "update mailbox_leases set epoch = epoch + 1, holder = 'somebody else', expires_at = clock_timestamp() + interval '50 seconds'"); err != nil {
		t.Fatal(err)
	}
	eventually(t, ctx, "nobody of ours reads", func() bool { return !reading(first) && !reading(second) })
	if _, err := first.Pool.Exec(ctx, "update mailbox_leases set expires_at = '-infinity'"); err != nil {
		t.Fatal(err)
	}
	eventually(t, ctx, "one of ours reads again", func() bool { return reading(first) != reading(second) })
}

// TestAPartNeedsASharedDatabase: beside its own private PostgreSQL a process
// would wait for letters that nobody puts there.
func TestAPartNeedsASharedDatabase(t *testing.T) {
	t.Parallel()
	_, s := inProcess(t, nil)
	_, file := settings(t, s)
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	c.Database.URL = config.Secret{}
	if _, err := Start(t.Context(), c, Options{Part: OnlyDeliver, Log: slog.New(slog.DiscardHandler)}); err == nil || !strings.Contains(err.Error(), "database.url") {
		t.Errorf("it started, or said %v", err)
	}
}

// startPart starts a process that does a part of the work, in a hurry.
func startPart(t *testing.T, ctx context.Context, file string, p Part) *Service {
	t.Helper()
	c, err := config.LoadFor(file, p.Secrets())
	if err != nil {
		t.Fatal(err)
	}
	s, err := Start(ctx, c, Options{Part: p, Pace: Pace{Lease: 2 * time.Second}, Log: slog.New(slog.NewTextHandler(logWriter{t}, nil)).With("part", string(p))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return s
}

// withoutSecret gives the settings without the secret of a section.
func withoutSecret(t *testing.T, file, section string) string {
	t.Helper()
	var kept []string
	in := ""
	for line := range strings.Lines(read(t, file)) {
		if strings.HasPrefix(line, "[") {
			in = strings.TrimSpace(line)
		}
		if in != section || !strings.HasPrefix(line, "password") {
			kept = append(kept, line)
		}
	}
	return write(t, strings.Join(kept, ""))
}

func eventually(t *testing.T, ctx context.Context, what string, done func() bool) {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for !done() {
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("never came to be: %s", what)
		}
	}
}

func number(t *testing.T, ctx context.Context, s *Service, sql string) (n int) {
	t.Helper()
	if err := s.Pool.QueryRow(ctx, sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func page(t *testing.T, s *Service, path string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.HTTP()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
