package service

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/mailtest"
)

// TestARefusedLoginShowsAndMends: status names the mailbox and what to do, the
// mail that came meanwhile is not lost, and the trouble goes when it is over.
func TestARefusedLoginShowsAndMends(t *testing.T) {
	t.Parallel()
	logins := map[string]string{}
	for _, a := range accounts {
		logins[a] = password
	}
	server, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: logins})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := startWith(t, ctx, servers{server.IMAP().Port, server.SMTP().Port, server.AuthservID()}, Options{Manual: true})
	troubles := func() string {
		t.Helper()
		if err := s.Desk.Tick(ctx); err != nil {
			t.Fatal(err)
		}
		var said string
		if err := store.InTx(ctx, s.Pool, func(tx store.Tx) error {
			list, err := store.Troubles(ctx, tx)
			for _, trouble := range list {
				said += trouble.About + " " + trouble.What + "\n"
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return said
	}
	if err := s.Pollers[0].PollOnce(ctx); err != nil {
		t.Fatal(err)
	}
	if said := troubles(); said != "" {
		t.Fatalf("troubles from the start: %s", said)
	}
	server.DropConnections()
	server.RefuseLogins(2)
	_ = s.Pollers[0].PollOnce(ctx) // the connection is gone
	if err := s.Pollers[0].PollOnce(ctx); err == nil {
		t.Fatal("a refused login is an error")
	}
	if said := troubles(); !strings.Contains(said, "mailbox:nominations") || strings.Contains(said, password) {
		t.Errorf("status says %q", said)
	}
	if code := get(t, s, "/healthz"); code != http.StatusOK {
		t.Errorf("/healthz says %d", code)
	}
	server.ClearFaults()
	if err := s.Pollers[0].PollOnce(ctx); err != nil {
		t.Fatal(err)
	}
	if said := troubles(); said != "" {
		t.Errorf("trouble that is over stays: %s", said)
	}
	broken := "days.csv: line 2"
	s.Desk.Places = func() (recognition.Place, string) { return s.Desk.Settings.Place, broken }
	s.Desk.Machine = "one"
	if said := troubles(); !strings.Contains(said, "holidays:one days.csv: line 2") {
		t.Errorf("of a broken file of holidays status says %q", said)
	}
	s.Desk.Machine, broken = "two", "weeks.csv: line 7"
	if said := troubles(); !strings.Contains(said, "holidays:one days.csv") || !strings.Contains(said, "holidays:two weeks.csv") {
		t.Errorf("of two machines' files status says %q", said)
	}
	if broken = ""; !strings.HasPrefix(troubles(), "holidays:one ") {
		t.Error("one machine's mended file is trouble, or it took back another's")
	}
	s.Desk.Now = func() time.Time { return time.Now().Add(2 * time.Hour) } // the first machine is silent since
	if said := troubles(); said != "" {
		t.Errorf("trouble of a machine that is gone stays: %q", said)
	}
	s.Desk.Now = time.Now
	if code := get(t, s, "/readyz"); code != http.StatusOK {
		t.Errorf("/readyz says %d", code)
	}
	if code := get(t, s, "/metrics"); code != http.StatusOK {
		t.Errorf("/metrics says %d", code)
	}
}

func get(t *testing.T, s *Service, path string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.listener.Address()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}
