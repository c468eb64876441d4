package service

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// unreached says which database was tried and what to do about it.
func unreached(config *pgx.ConnConfig, err error) error {
	where := net.JoinHostPort(config.Host, fmt.Sprint(config.Port))
	if strings.HasPrefix(config.Host, "/") {
		where = config.Host
	}
	why, advice := whyUnreached(config, err)
	return fmt.Errorf("reach the database %s at %s as %s: %w; %s", config.Database, where, config.User, &reason{why, err}, advice)
}

// reason is an error told in fewer words: of every address that was tried the
// driver tells twice, with and without encryption.
type reason struct {
	said string
	error
}

func (r *reason) Error() string { return r.said }
func (r *reason) Unwrap() error { return r.error }

func whyUnreached(config *pgx.ConnConfig, err error) (why, advice string) {
	lines := strings.Split(err.Error(), "\n")
	why = strings.TrimSpace(lines[len(lines)-1])
	if before, after, several := strings.Cut(why, "`: "); several && strings.HasPrefix(before, "failed to connect to ") {
		why = after // where and as whom is told already
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return fmt.Sprintf("%s: %s (SQLSTATE %s)", pg.Severity, pg.Message, pg.Code), adviceByCode(config, pg)
	}
	var name *net.DNSError
	var timeout net.Error
	var authority x509.UnknownAuthorityError
	var other x509.HostnameError
	switch {
	case errors.As(err, &name):
		advice = "check the host name in database.url"
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOENT):
		advice = "nothing listens there: is PostgreSQL running, and does database.url name its address and port?"
	case errors.Is(err, syscall.EACCES):
		advice = "this account may not enter the folder of the socket: run the command as the account that runs goodword serve"
	case errors.As(err, &authority):
		advice = "the certificate is of an authority this machine does not know: name it by sslrootcert=FILE in database.url"
	case errors.As(err, &other):
		advice = "use the host name in database.url that the certificate is for"
	case strings.Contains(why, "server refused TLS"):
		advice = "the server does not encrypt: switch ssl on there, or take sslmode out of database.url where the way to it is safe"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		advice = "nobody answers: check host and port, and that a firewall lets goodword through"
	default:
		advice = "is it running, and does [database] in the settings name it?"
	}
	return why, advice
}

// adviceByCode says what to do about a refusal of PostgreSQL's own.
func adviceByCode(config *pgx.ConnConfig, pg *pgconn.PgError) string {
	switch pg.Code {
	case "28P01":
		return "check name and password in database.url"
	case "28000":
		return "check the name in database.url, and that the server's pg_hba.conf lets it in from this machine"
	case "3D000":
		return fmt.Sprintf("make it on the server (createdb --owner=%s %s), or let database.url name another", config.User, config.Database)
	case "42501":
		return fmt.Sprintf("grant the role %s CONNECT and CREATE on that database", config.User)
	case "53300":
		return "the server has no connection left: end some, or raise its max_connections"
	case "57P03":
		return "the server starts or stops just now: try again in a minute"
	}
	// QUIRK: PgBouncer refuses every parameter of a connection that it does not
	// keep track of (its ignore_startup_parameters), search_path among them.
	if strings.Contains(pg.Message, "unsupported startup parameter") {
		return errPooler
	}
	return "is it running, and does [database] in the settings name it?"
}

// misread adds to an address that could not be read how one is written.
func misread(err error) error {
	var parse *pgconn.ParseConfigError
	if errors.As(err, &parse) {
		return fmt.Errorf("%w; write database.url as postgres://NAME:PASSWORD@HOST/DATABASE, with %%XX for signs such as @ and / in the password", err)
	}
	return err
}
