package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/emersion/go-imap/v2"

	"goodword/mail/oauth"
)

// errLogin marks errors that only a change of settings or of the account ends,
// so that Run is in no hurry to try again: many servers lock an account out
// after a few refused logins.
var errLogin = errors.New("login refused")

func connectError(s Settings, err error) error {
	advice := "check host, port and network"
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown):
		advice = "check the host name"
	case errors.Is(err, syscall.ECONNREFUSED):
		advice = "nothing listens there: check host and port (993 for tls, 143 for starttls)"
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		advice = "check that a firewall lets goodword out to this port"
	}
	return fmt.Errorf("connect to the IMAP server %s: %w; %s", s.address(), err, advice)
}

func tlsError(s Settings, err error) error {
	advice := fmt.Sprintf("check that tls = %q fits port %d (993 is usually \"tls\", 143 \"starttls\")", s.TLS, s.Port)
	var (
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		plain     tls.RecordHeaderError
		answer    *imap.Error
	)
	switch {
	case errors.As(err, &authority):
		advice = "the certificate is of an authority this machine does not know: add it to the system's, or name a file with it in the mailbox's ca_file"
	case errors.As(err, &name):
		advice = "use the host name that the certificate is for"
	case errors.As(err, &invalid):
		advice = "the server's certificate must be renewed, or this machine's clock is wrong"
	case errors.As(err, &plain):
		advice = "the server does not speak TLS on this port: try tls = \"starttls\", or port 993"
	case errors.Is(err, io.EOF) && s.TLS == ImplicitTLS:
		advice = "the server hung up: try tls = \"starttls\", or port 993"
	case errors.As(err, &answer) && answer.Type == imap.StatusResponseTypeNo:
		// It knows STARTTLS, and could not begin: a port or a way would not mend that.
		advice = "the server cannot encrypt at present: try again later, and let who runs it see whether its certificate and key can be read"
	}
	return fmt.Errorf("secure the connection to the IMAP server %s: %w; %s", s.address(), err, advice)
}

// certificate answers a server that asks for a client's certificate, and keeps
// in mind that it did.
func (ses *session) certificate(s Settings) func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	return func(info *tls.CertificateRequestInfo) (*tls.Certificate, error) {
		ses.wanted.Store(true)
		if s.ClientCertificate == nil {
			return &tls.Certificate{}, nil // none
		}
		return s.ClientCertificate(info)
	}
}

// uncertified adds to an error what is likely its cause: with TLS 1.3 a server
// that insists on a certificate ends the connection some time after the handshake.
func (ses *session) uncertified(s Settings, err error) error {
	if !ses.wanted.Load() || s.ClientCertificate != nil || errors.Is(err, errLogin) {
		return err
	}
	return fmt.Errorf("%w; the server asked for a client's certificate: if it insists, set cert_file and key_file", err)
}

func loginError(s Settings, password string, err error) error {
	var answer *imap.Error
	if !errors.As(err, &answer) {
		return fmt.Errorf("log in to the IMAP server %s as %s: %w", s.address(), s.User, err)
	}
	text := answer.Text
	if password != "" {
		text = strings.ReplaceAll(text, password, "…")
	}
	code := ""
	if answer.Code != "" {
		code = fmt.Sprintf(" [%s]", answer.Code)
	}
	advice := "check user and password, and that the account may use IMAP with a password"
	if known, ok := oauth.Words(code+" "+text, s.User); ok {
		advice = known
	}
	return slower(code+" "+text, fmt.Errorf("%w by the IMAP server %s for %s:%s %s; %s", errLogin, s.address(), s.User, code, text, advice))
}

// folderError says what to do about a folder that cannot be used.
func (ses *session) folderError(s Settings, folder string, err error) error {
	var answer *imap.Error
	if !errors.As(err, &answer) {
		return fmt.Errorf("select folder %q on %s: %w", folder, s.address(), err)
	}
	if advice, ok := unopened(s, answer.Code); ok {
		return fmt.Errorf("select folder %q of %s on %s: %w; %s", folder, s.User, s.address(), err, advice)
	}
	advice := "check the folder's name and that " + s.User + " may read it"
	if names := ses.folders(20); names != "" {
		advice += "; there are: " + names
	}
	return fmt.Errorf("select folder %q of %s on %s: %w; %s", folder, s.User, s.address(), err, advice)
}

// unopened says what to do where the server names a cause that is not the
// folder's name (RFC 5530 section 3).
//
// QUIRK: Dovecot answers SERVERBUG where it may not write its own files beside
// the mails of a Maildir.
func unopened(s Settings, code imap.ResponseCode) (advice string, ok bool) {
	switch code {
	case imap.ResponseCodeServerBug, imap.ResponseCodeCorruption, imap.ResponseCodeContactAdmin:
		return "the server itself failed, and the folder's name is not the cause: let who runs it look into its log; it may not be allowed to write where the mails are, or its disk is full", true
	case imap.ResponseCodeNoPerm:
		return "the folder's name is right, but " + s.User + " may not open it: let who runs the server permit it to read the folder, and to set flags", true
	case imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeLimit:
		return "the folder cannot be opened at present: try again later, and if it stays so, ask who runs the server", true
	}
	return "", false
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
