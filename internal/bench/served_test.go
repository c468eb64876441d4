package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
	"goodword/mail/mailtest"
)

// served is the built program on a database, with a mailbox and a relay of its own.
type served struct {
	program, settings string
	port              int // of /readyz
	server            *mailtest.Server
}

const servedSettings = `
[company]
name = %q
domains = [%q]
time_zone = "UTC"
[ceo]
address = %q
[cpo]
address = %q
[operator]
address = %q
[service]
address = %q
[database]
url_file = "url"
[[mailboxes]]
name = "nominations"
role = "nominations"
address = %q
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password_file = "password"
since = 2026-01-01
poll_every = "5s"
[smtp]
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password_file = "password"
[letters]
from_address = %q
[trust]
authserv_ids = [%q]
[http]
listen = "127.0.0.1:%d"
`

// build builds the program once for a part.
func (r *run) build() string {
	r.Helper()
	program := filepath.Join(r.TempDir(), "goodword")
	build := exec.CommandContext(r.ctx, "go", "build", "-o", program, "./cmd/goodword")
	build.Dir = checkout(r, "")
	if out, err := build.CombinedOutput(); err != nil {
		r.Fatalf("%v: %s", err, out)
	}
	return program
}

// serving writes settings for a database.
func (r *run) serving(url string) served {
	r.Helper()
	const password = "kelp-and-granite-52"
	logins := map[string]string{}
	for _, a := range day.Accounts() {
		logins[a] = password
	}
	server, err := mailtest.Start(mailtest.Config{Domains: []string{day.Domain}, Accounts: logins, Now: time.Now})
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(server.Close)
	s := served{program: r.build(), port: freePort(r), server: server}
	folder := r.TempDir()
	s.settings = filepath.Join(folder, "goodword.toml")
	text := fmt.Sprintf(servedSettings, day.Company, day.Domain, day.CEO, day.CPO, day.Operator, day.Service, day.Nominations, server.IMAP().Port,
		day.Nominations, server.SMTP().Port, day.Nominations, day.Nominations, server.AuthservID(), s.port)
	if err := errors.Join(os.WriteFile(s.settings, []byte(text), 0o600), os.WriteFile(filepath.Join(folder, "password"), []byte(password), 0o600),
		os.WriteFile(filepath.Join(folder, "url"), []byte(url), 0o600)); err != nil {
		r.Fatal(err)
	}
	return s
}

// up starts serve and gives it when it says that it is ready.
func (s served) up(r *run) (process *exec.Cmd, took time.Duration) {
	r.Helper()
	var said bytes.Buffer
	process = exec.CommandContext(context.WithoutCancel(r.ctx), s.program, "serve", "--config", s.settings)
	process.Stdout, process.Stderr = &said, &said
	began := time.Now()
	if err := process.Start(); err != nil {
		r.Fatal(err)
	}
	for time.Since(began) < time.Minute {
		if answer, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/readyz", s.port)); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return process, time.Since(began)
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	_ = process.Process.Kill()
	_ = process.Wait()
	r.Fatalf("serve was not ready within a minute:\n%s", said.String())
	return nil, 0
}

// down ends serve, as an operator does.
func down(r *run, process *exec.Cmd) {
	r.Helper()
	_ = process.Process.Signal(os.Interrupt)
	if err := process.Wait(); err != nil {
		r.Logf("serve ended with %v", err)
	}
}

// memory: what serve takes, idle, and at most while it fetches and reads mails of 25 MB.
func (r *run) memory() {
	url, pool := r.database()
	s := r.serving(url)
	process, took := s.up(r)
	r.table.is(r, "start", "serve, from the start of the process to ready, on an existing database", "ms", ms(took)).mayBe(1000)
	time.Sleep(2 * time.Second) // it settles
	r.table.is(r, "memory", "serve, idle", "MB", resident(r, process, "VmRSS")).mayBe(64)
	const large = 3
	for i := range large {
		raw := fmt.Sprintf("From: <guest%d@guests.test>\r\nTo: <%s>\r\nSubject: Pictures\r\nMessage-ID: <large%d@guests.test>\r\nMIME-Version: 1.0\r\n"+
			"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThank you!\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n%s--b--\r\n",
			i, day.Nominations, i, strings.Repeat(strings.Repeat("kelp", 18)+"\r\n", 24<<20/74))
		if _, err := s.server.Deliver("guest@guests.test", day.Nominations, []byte(raw), mailtest.NoPolicy); err != nil {
			r.Fatal(err)
		}
	}
	r.until(pool, fmt.Sprintf("select count(*) = %d from inbound where disposition is not null", large))
	r.table.is(r, "memory", fmt.Sprintf("serve, at most, with %d mails of 24 MB", large), "MB", resident(r, process, "VmHWM")).mayBe(256)
	down(r, process)
}

// resident reads a figure of a process's memory, in MB.
func resident(r *run, process *exec.Cmd, what string) float64 {
	r.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process.Process.Pid))
	if err != nil {
		r.Skipf("how much memory a process takes cannot be read here: %v", err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, what+":"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				r.Fatal(err)
			}
			return kb / 1024
		}
	}
	r.Fatalf("no %s in %s", what, text)
	return 0
}

// storedIn stores mails beside what is there.
func (r *run) storedIn(pool *pgxpool.Pool, mails [][]byte) time.Duration {
	r.Helper()
	desk := r.desk(pool, nil)
	r.queue(desk, pool, 0)
	return took(func() { r.receive(desk, "nominations", mails) })
}
