package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/mail/mailtest"
)

// loopback serves one connection after another, and gives the port.
func loopback(t *testing.T, serve func(net.Conn)) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serve(conn)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-done
	})
	return listener.Addr().(*net.TCPAddr).Port
}

// told is what an IMAP server answers to a command: before the tag and behind it.
type told struct{ before, tagged string }

// imapThat is an IMAP server that answers these commands so, and all others OK.
// ECHO becomes the command itself.
func imapThat(t *testing.T, answers map[string]told) int {
	t.Helper()
	return loopback(t, func(conn net.Conn) {
		_, _ = fmt.Fprint(conn, "* OK [CAPABILITY IMAP4rev1 UIDPLUS] at your service\r\n")
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			tag, command, _ := strings.Cut(lines.Text(), " ")
			verb, _, _ := strings.Cut(command, " ")
			a, ok := answers[verb]
			if !ok {
				a = told{"", "OK done"}
			}
			if verb == "CAPABILITY" {
				a.before = "* CAPABILITY IMAP4rev1 UIDPLUS\r\n"
			}
			_, _ = fmt.Fprintf(conn, "%s%s %s\r\n", a.before, tag, strings.ReplaceAll(a.tagged, "ECHO", command))
		}
	})
}

// smtpThat is an SMTP server that offers STARTTLS and answers it so.
func smtpThat(t *testing.T, answer string) int {
	t.Helper()
	return loopback(t, func(conn net.Conn) {
		_, _ = fmt.Fprint(conn, "220 at your service\r\n")
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			said := "250 done"
			switch verb, _, _ := strings.Cut(lines.Text(), " "); verb {
			case "EHLO":
				said = "250-here\r\n250 STARTTLS"
			case "STARTTLS":
				said = answer
			}
			_, _ = fmt.Fprint(conn, said+"\r\n")
		}
	})
}

// secured shows a certificate for a name until a day, and hangs up. Whoever
// trusts the file trusts the certificate.
func secured(t *testing.T, name string, until time.Time) (port int, file string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: until.AddDate(-1, 0, 0), NotAfter: until,
		DNSNames: []string{name}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	set := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
	return loopback(t, func(conn net.Conn) { _ = tls.Server(conn, set).HandshakeContext(t.Context()) }), file
}

// tells wants a refusal, or without one what a check found, to hold all these
// words, and never the password.
func tells(t *testing.T, name, said string, err error, ok bool, words ...string) {
	t.Helper()
	if err != nil {
		said = err.Error()
	}
	if (err == nil) != ok {
		t.Errorf("%s: well is %t: %s", name, err == nil, said)
	}
	for _, word := range words {
		if !strings.Contains(said, word) {
			t.Errorf("%s: no %q in: %s", name, word, said)
		}
	}
	if strings.Contains(said, quayWord) {
		t.Errorf("%s shows the password: %s", name, said)
	}
}

const (
	quayWord = "Quay~word.of-the-box"
	opened   = "* 3 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 7] told\r\n* OK [UIDNEXT 4] told\r\n"
)

// TestDoctorOnMailboxes: each way in which a mailbox is refused is told with what
// was tried, on what, why, and what to do.
func TestDoctorOnMailboxes(t *testing.T) {
	t.Parallel()
	year := time.Now().AddDate(0, 6, 0)
	expired, expiredFile := secured(t, "localhost", time.Now().AddDate(0, 0, -1))
	renamed, renamedFile := secured(t, "imap.harbour.test", year)
	unknown, _ := secured(t, "localhost", year)
	readOnly := map[string]told{"SELECT": {opened + "* OK [PERMANENTFLAGS ()] none\r\n", "OK [READ-ONLY] opened"}}
	for name, c := range map[string]struct {
		port  int
		tls   config.Security
		file  string
		after config.After
		ok    bool
		words []string
	}{
		"read-only":                          {port: imapThat(t, readOnly), words: []string{"as quay@harbour.test", "folder INBOX", "READ-ONLY", "set flags there", `set after = "nothing"`}},
		"read-only, and to be left as it is": {port: imapThat(t, readOnly), after: config.AfterNothing, ok: true, words: []string{"logged in; 3 mails in INBOX"}},
		"without IDLE":                       {port: imapThat(t, map[string]told{"SELECT": {opened, "OK [READ-WRITE] opened"}}), ok: true, words: []string{"no IDLE, so new mail is seen every 1m0s"}},
		"a wrong password": {port: imapThat(t, map[string]told{"LOGIN": {"", "NO [AUTHENTICATIONFAILED] not ECHO"}}),
			words: []string{"login refused", "127.0.0.1:", "quay@harbour.test", "AUTHENTICATIONFAILED", "check user and password"}},
		"no such folder": {port: imapThat(t, map[string]told{"SELECT": {"", "NO [NONEXISTENT] no such"}, "LIST": {"* LIST () \"/\" Praise\r\n", "OK done"}}),
			words: []string{`folder "INBOX"`, "check the folder's name", `there are: "Praise"`}},
		"no right to a folder": {port: imapThat(t, map[string]told{"SELECT": {"", "NO [NOPERM] not yours"}}), words: []string{"NOPERM", "quay@harbour.test may not open it"}},
		"a server that failed": {port: imapThat(t, map[string]told{"SELECT": {"", "NO [SERVERBUG] see the log"}}), words: []string{"SERVERBUG", "the folder's name is not the cause"}},
		"a folder in use":      {port: imapThat(t, map[string]told{"SELECT": {"", "NO [INUSE] wait"}}), words: []string{"INUSE", "try again later"}},
		"no STARTTLS now": {port: imapThat(t, map[string]told{"STARTTLS": {"", "NO [UNAVAILABLE] no key"}}), tls: config.STARTTLS,
			words: []string{"secure the connection", "no key", "cannot encrypt at present: try again later", "certificate"}},
		"nobody listens":             {port: 1, words: []string{"connect to the IMAP server 127.0.0.1:1", "refused", "check host and port"}},
		"an expired certificate":     {port: expired, tls: config.TLS, file: expiredFile, words: []string{"secure the connection", "expired", "must be renewed, or this machine's clock is wrong"}},
		"another name's certificate": {port: renamed, tls: config.TLS, file: renamedFile, words: []string{"imap.harbour.test", "use the host name that the certificate is for"}},
		"a stranger's certificate":   {port: unknown, tls: config.TLS, words: []string{"does not know", "ca_file"}},
		"no encryption":              {port: imapThat(t, nil), tls: config.TLS, words: []string{"does not speak TLS on this port", `tls = "starttls"`}},
		"no STARTTLS":                {port: imapThat(t, map[string]told{"STARTTLS": {"", "BAD no such command"}}), tls: config.STARTTLS, words: []string{"secure the connection", "tls ="}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := config.Mailbox{Name: "nominations", Host: "127.0.0.1", Port: c.port, TLS: config.Plaintext, User: "quay@harbour.test", Auth: config.ByPassword,
				Password: config.PlainSecret(quayWord), Folder: "INBOX", After: config.AfterFlag, PollEvery: time.Minute, CAFile: c.file}
			if c.tls != "" {
				m.TLS, m.Host = c.tls, "localhost"
			}
			if c.after != "" {
				m.After = c.after
			}
			said, err := checkMailbox(&environment{ctx: t.Context(), now: time.Now}, &config.Config{}, m)
			tells(t, name, said, err, c.ok, c.words...)
		})
	}
}

// TestDoctorOnRelays: as for mailboxes.
func TestDoctorOnRelays(t *testing.T) {
	t.Parallel()
	year := time.Now().AddDate(0, 6, 0)
	expired, expiredFile := secured(t, "localhost", time.Now().AddDate(0, 0, -1))
	renamed, renamedFile := secured(t, "smtp.harbour.test", year)
	unknown, _ := secured(t, "localhost", year)
	relay := func(fault mailtest.SMTPFault) int {
		server, err := mailtest.Start(mailtest.Config{Domains: []string{"harbour.test"}, Accounts: map[string]string{"quay@harbour.test": quayWord}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(server.Close)
		if fault.Verb != "" {
			server.FailSMTP(fault)
		}
		return server.SMTP().Port
	}
	sendAs := "Client does not have permissions to send as this sender"
	for name, c := range map[string]struct {
		port  int
		tls   config.Security
		file  string
		ok    bool
		words []string
	}{
		"all is well": {port: relay(mailtest.SMTPFault{}), ok: true, words: []string{"reached, logged in as quay@harbour.test; takes letters from praise+doctor@harbour.test"}},
		"a sender that the account may not have": {port: relay(mailtest.SMTPFault{Verb: "MAIL", Code: 550, Enhanced: "5.7.60", Text: sendAs}),
			words: []string{sendAs, "550", "check that the account quay@harbour.test may send as praise+doctor@harbour.test"}},
		"a recipient that it does not take": {port: relay(mailtest.SMTPFault{Verb: "RCPT", Code: 554, Enhanced: "5.7.1", Text: "Relay access denied"}),
			words: []string{"Relay access denied", "554", "and to praise@harbour.test"}},
		"a wrong password": {port: relay(mailtest.SMTPFault{Verb: "AUTH", Code: 535, Enhanced: "5.7.8", Text: "no"}), words: []string{"535", "quay@harbour.test", "password"}},
		"no STARTTLS now": {port: smtpThat(t, "454 4.7.0 TLS not available due to local problem"), tls: config.STARTTLS,
			words: []string{"by STARTTLS", "cannot encrypt at present: try again later", "certificate"}},
		"STARTTLS never":             {port: smtpThat(t, "502 5.5.1 not known"), tls: config.STARTTLS, words: []string{"by STARTTLS", "check that tls = \"starttls\" fits port"}},
		"nobody listens":             {port: 1, words: []string{"cannot connect to the SMTP server 127.0.0.1:1", "refused", "check host, port"}},
		"an expired certificate":     {port: expired, tls: config.TLS, file: expiredFile, words: []string{"cannot secure the connection", "expired", "let who runs the server renew it"}},
		"another name's certificate": {port: renamed, tls: config.TLS, file: renamedFile, words: []string{"smtp.harbour.test", "into smtp.host"}},
		"a stranger's certificate":   {port: unknown, tls: config.TLS, words: []string{"signed its certificate", "smtp.ca_file"}},
		"no encryption":              {port: relay(mailtest.SMTPFault{}), tls: config.TLS, words: []string{`try tls = "starttls"`, "465"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := &config.Config{Letters: config.Letters{FromAddress: "praise@harbour.test"},
				SMTP: config.SMTP{Host: "127.0.0.1", Port: c.port, TLS: config.Plaintext, CAFile: c.file, User: "quay@harbour.test", Auth: config.ByPassword,
					Password: config.PlainSecret(quayWord), Timeout: 10 * time.Second}}
			if c.tls != "" {
				set.SMTP.TLS, set.SMTP.Host = c.tls, "localhost"
			}
			said, err := checkRelay(&environment{ctx: t.Context(), now: time.Now}, set)
			tells(t, name, said, err, c.ok, c.words...)
		})
	}
}
