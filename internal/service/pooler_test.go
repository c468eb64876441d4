package service

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/config"
	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

// TestAPoolerThatSharesSessionsIsRefused, by a real PgBouncer: in transaction
// and statement mode nothing starts; in session mode all goes well once the search
// path is there.
func TestAPoolerThatSharesSessionsIsRefused(t *testing.T) {
	t.Parallel()
	const kept = "ignore_startup_parameters = search_path,idle_in_transaction_session_timeout"
	for _, c := range []struct {
		name, mode, more string
		path             bool   // the role has the search path
		want             string // of the error; "" for none
	}{
		{"as it comes", "transaction", "", true, "transaction or statement mode"},
		{"that drops what it does not know", "transaction", kept, true, "transaction or statement mode"},
		{"that hands sessions round", "transaction", kept + "\nserver_round_robin = 1", true, "transaction or statement mode"},
		{"by statement", "statement", kept, true, "transaction or statement mode"},
		{"by session, without the search path", "session", kept, false, "search_path"},
		{"by session", "session", kept, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			to := pgtest.Database(t, nil)
			if c.path {
				direct, err := pgx.Connect(t.Context(), to)
				if err != nil {
					t.Fatal(err)
				}
				defer direct.Close(t.Context())
				if _, err := direct.Exec(t.Context(), fmt.Sprintf("alter role current_user in database %s set search_path = %s", direct.Config().Database, migrations.Schema)); err != nil {
					t.Fatal(err)
				}
			}
			through := pgbouncer(t, to, c.mode, c.more)
			log := slog.New(slog.DiscardHandler)
			d, err := OpenDatabase(t.Context(), &config.Config{Database: config.Database{URL: config.PlainSecret(through)}}, true, log)
			if c.want != "" {
				if err == nil {
					err = d.Close()
					t.Fatalf("it was taken; %v", err)
				}
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("it was refused by %q, which lacks %q", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := migrations.Up(t.Context(), d.URL, log); err != nil {
				t.Error(err)
			}
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// pgbouncer starts one before a database and gives the address of that database through it.
func pgbouncer(t *testing.T, to, mode, more string) string {
	t.Helper()
	program, libraries := findPgbouncer(t)
	at, err := pgx.ParseConfig(to)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp("", "goodword-pooler-") // its sockets need a short name
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	password := ""
	if at.Password != "" {
		password = " password='" + at.Password + "'"
	}
	settings := filepath.Join(folder, "pgbouncer.ini")
	if err := os.WriteFile(settings, fmt.Appendf(nil, "[databases]\n%s = host='%s' port=%d dbname=%s user=%s%s\n[pgbouncer]\npool_mode = %s\nauth_type = any\nlisten_port = 6432\nunix_socket_dir = %s\n%s\n",
		at.Database, at.Host, at.Port, at.Database, at.User, password, mode, folder, more), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, settings)
	cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+libraries)
	if os.Geteuid() == 0 { // it does not run as root; the account must reach PostgreSQL's socket
		var owner syscall.Stat_t
		if err := syscall.Stat(at.Host, &owner); err != nil || owner.Uid == 0 {
			owner.Uid, owner.Gid = 65534, 65534
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: owner.Uid, Gid: owner.Gid}}
		for _, name := range []string{folder, settings} {
			if err := os.Chown(name, int(owner.Uid), int(owner.Gid)); err != nil {
				t.Fatal(err)
			}
		}
	}
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-done
		if t.Failed() {
			t.Log(said.String())
		}
	})
	look, late := time.NewTicker(10*time.Millisecond), time.After(20*time.Second)
	defer look.Stop()
	for {
		// Its socket's file is there a moment before it listens.
		if conn, err := net.Dial("unix", filepath.Join(folder, ".s.PGSQL.6432")); err == nil {
			_ = conn.Close()
			break
		}
		select {
		case <-look.C:
		case <-done:
			t.Fatal("PgBouncer ended")
		case <-late:
			t.Fatal("PgBouncer does not listen")
		}
	}
	return fmt.Sprintf("postgres:///%s?host=%s&port=6432&user=%s", at.Database, url.QueryEscape(folder), url.QueryEscape(at.User))
}

// findPgbouncer finds the machine's, or the one that make setup unpacked.
func findPgbouncer(t *testing.T) (program, libraries string) {
	t.Helper()
	if program, err := exec.LookPath("pgbouncer"); err == nil {
		return program, ""
	}
	for _, folder := range []string{"../../.cache/pgbouncer", "/var/cache/goodword/pgbouncer"} {
		folder, err := filepath.Abs(folder)
		if err != nil {
			t.Fatal(err)
		}
		program := filepath.Join(folder, "usr/sbin/pgbouncer")
		if _, err := os.Stat(program); err != nil {
			continue
		}
		found, err := filepath.Glob(filepath.Join(folder, "usr/lib/*-linux-gnu*"))
		if err != nil {
			t.Fatal(err)
		}
		return program, strings.Join(found, ":")
	}
	const why = "no pgbouncer here; make setup gets it"
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip("left out: " + why)
	return "", ""
}
