package service

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// TestUnreached: each refusal names the database, the server and the role once,
// says why in one line, and what to do.
func TestUnreached(t *testing.T) {
	t.Parallel()
	config, err := pgx.ParseConfig("postgres://harbour:a-secret-word@db.harbour.test:5433/praise?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	refused := func(code, message string) error {
		pg := &pgconn.PgError{Severity: "FATAL", Code: code, Message: message}
		return fmt.Errorf("failed to connect to `user=harbour database=praise`:\n\t1.2.3.4:5433: tls error\n\t1.2.3.4:5433: %w", pg)
	}
	dial := func(err error) error {
		return fmt.Errorf("failed to connect to `user=harbour database=praise`: 1.2.3.4:5433 (db.harbour.test): dial error: %w",
			&net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", err)})
	}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"password":     {refused("28P01", "password authentication failed"), "(SQLSTATE 28P01); check name and password in database.url"},
		"not let in":   {refused("28000", "no pg_hba.conf entry"), "pg_hba.conf lets it in"},
		"no database":  {refused("3D000", "does not exist"), "createdb --owner=harbour praise"},
		"no right":     {refused("42501", "permission denied"), "grant the role harbour CONNECT"},
		"full":         {refused("53300", "too many"), "max_connections"},
		"starting":     {refused("57P03", "starting up"), "try again in a minute"},
		"pooler":       {refused("08P01", "unsupported startup parameter: search_path"), "PgBouncer"},
		"closed":       {dial(syscall.ECONNREFUSED), "nothing listens there"},
		"no name":      {fmt.Errorf("x:\n\t%w", &net.DNSError{Err: "no such host", Name: "db.harbour.test"}), "check the host name"},
		"silent":       {fmt.Errorf("x:\n\t%w", context.DeadlineExceeded), "a firewall"},
		"not secured":  {errors.New("failed to connect to `user=harbour`: 1.2.3.4:5433: tls error: server refused TLS connection"), "take sslmode out"},
		"another kind": {errors.New("failed to connect to `user=harbour`: 1.2.3.4:5433: odd"), "5433: odd; is it running"},
	} {
		said := unreached(config, c.err).Error()
		if !strings.HasPrefix(said, "reach the database praise at db.harbour.test:5433 as harbour: ") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s", name, said)
		}
		if strings.Contains(said, "\n") || strings.Contains(said, "a-secret-word") || strings.Contains(said, "failed to connect") {
			t.Errorf("%s: not one line without a secret: %q", name, said)
		}
		if !errors.Is(unreached(config, c.err), c.err) {
			t.Errorf("%s: the cause is lost", name)
		}
	}
	_, err = pgx.ParseConfig("mysql://harbour/praise")
	if said := misread(err); said == nil || !strings.Contains(said.Error(), "postgres://NAME:PASSWORD@HOST/DATABASE") {
		t.Errorf("an address of another kind: %v", said)
	}
}
