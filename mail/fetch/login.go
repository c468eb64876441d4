package fetch

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"

	"goodword/mail/oauth"
)

// login proves who we are: with a token, with the certificate of the handshake,
// or with a password.
func (ses *session) login(ctx context.Context, s Settings, token oauth.Token) error {
	var err error
	switch {
	case s.OAuth != nil:
		err = ses.loginByToken(ctx, s, token)
	case s.External:
		err = ses.loginByCertificate(s)
	default:
		err = ses.loginByPassword(s)
	}
	if err != nil {
		return err
	}
	ses.wire.begin(smallAnswer)
	defer ses.wire.end()
	if ses.caps = ses.client.Caps(); ses.caps == nil {
		return fmt.Errorf("the IMAP server %s does not tell its capabilities: %w", s.address(), ses.why(errors.New("no answer to CAPABILITY")))
	}
	return nil
}

// loginByToken logs in by OAUTHBEARER or XOAUTH2, and keeps in mind until when
// the connection is good for.
func (ses *session) loginByToken(ctx context.Context, s Settings, token oauth.Token) error {
	var caps imap.CapSet
	_ = ses.do(smallAnswer, func() error { caps = ses.client.Caps(); return nil })
	token, err := s.OAuth.Login(ctx, token, oauth.Door{
		Protocol: "IMAP", Host: s.Host, Port: s.Port,
		Offers: func(mechanism string) bool { return caps.Has(imap.AuthCap(mechanism)) },
		Knock: func(e *oauth.Exchange) (bool, error) {
			err := ses.do(smallAnswer, func() error { return ses.client.Authenticate(e) })
			var answer *imap.Error
			if !errors.As(err, &answer) {
				return false, err
			}
			return true, errors.New(answered(answer))
		},
	})
	if err != nil {
		var refusal *oauth.Refusal
		if errors.As(err, &refusal) {
			return slower(refusal.Said, fmt.Errorf("%w: %w", errLogin, err))
		}
		return fmt.Errorf("log in to the IMAP server %s as %s: %w", s.address(), s.User, err)
	}
	ses.outlived = func() bool { return !s.OAuth.Now().Before(token.RenewAt()) }
	return nil
}

// loginByCertificate lets the certificate of the handshake count.
func (ses *session) loginByCertificate(s Settings) error {
	err := ses.do(smallAnswer, func() error {
		if !ses.client.Caps().Has(imap.AuthCap("EXTERNAL")) {
			return errors.New("it offers no AUTH=EXTERNAL: check that it asks for certificates and trusts the one of cert_file, or set auth = \"password\"")
		}
		return ses.client.Authenticate(sasl.NewExternalClient(s.User))
	})
	var answer *imap.Error
	switch {
	case errors.As(err, &answer):
		return fmt.Errorf("%w by the IMAP server %s for %s: %s; check that the server maps the certificate of cert_file to this user", errLogin, s.address(), s.User, answered(answer))
	case err != nil:
		return fmt.Errorf("log in to the IMAP server %s as %s by certificate: %w", s.address(), s.User, err)
	}
	return nil
}

// loginByPassword logs in by SASL PLAIN where offered, as it alone is defined
// for passwords beyond ASCII.
func (ses *session) loginByPassword(s Settings) error {
	password, err := s.Password()
	if err != nil {
		return fmt.Errorf("read the password of %s: %w", s.User, err)
	}
	ses.wire.begin(smallAnswer)
	defer ses.wire.end()
	caps := ses.client.Caps()
	switch {
	case caps.Has(imap.AuthCap("PLAIN")):
		err = ses.client.Authenticate(sasl.NewPlainClient("", s.User, password))
	case caps.Has(imap.CapLoginDisabled):
		return fmt.Errorf("the IMAP server %s takes no password on this connection (LOGINDISABLED, tls = %q): set tls to \"starttls\" or \"tls\", or log in with a token (auth = \"oauth\")", s.address(), s.TLS)
	default:
		err = ses.client.Login(s.User, password).Wait()
	}
	if err != nil {
		return loginError(s, password, ses.why(err))
	}
	return nil
}

// answered is a refusal as the server wrote it.
func answered(answer *imap.Error) string {
	text := string(answer.Type)
	if answer.Code != "" {
		text += " [" + string(answer.Code) + "]"
	}
	return text + " " + answer.Text
}

// openError says why the folder could not be opened after a good login.
func (ses *session) openError(s Settings, err error) error {
	var answer *imap.Error
	if !errors.As(err, &answer) {
		return ses.folderError(s, s.Folder, err)
	}
	text := answered(answer)
	advice, known := oauth.Words(text, s.User)
	if !known {
		return slower(text, ses.folderError(s, s.Folder, err))
	}
	return slower(text, fmt.Errorf("%w: the IMAP server %s does not open folder %q of %s: %s; %s", errLogin, s.address(), s.Folder, s.User, text, advice))
}

// limitError is a server's wish for fewer connections or fewer commands.
type limitError struct {
	error
	least time.Duration // before the next try; 0 when the server did not say
}

func (e *limitError) Unwrap() error { return e.error }

// Exchange Online tells how long it wants to be left alone.
var backoffTime = regexp.MustCompile(`(?i)backoff time: *([0-9]{1,9}) *milliseconds`)

// slower marks an error whose text asks to slow down.
func slower(text string, err error) error {
	lower := strings.ToLower(text)
	least := time.Duration(0)
	if m := backoffTime.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1]) // nine digits fit
		least = min(time.Duration(n)*time.Millisecond, longestSlow)
	}
	// [LIMIT] and [UNAVAILABLE]: RFC 5530.
	for _, sign := range []string{"[limit]", "[unavailable]", "[overquota]", "[inuse]", "throttled", "too many", "maximum number of connections",
		"bandwidth limits", "authenticated but not connected", "server busy"} {
		if strings.Contains(lower, sign) {
			return &limitError{error: err, least: least}
		}
	}
	return err
}

// longestSlow is how long a server that asks for less is left alone at most.
const longestSlow = 15 * time.Minute

// pauseAfter is the time before the next attempt after so many failures in a
// row, of which err is the last: short when the network failed, a minute after a
// refused login, and longer each time when the server asks for less.
func pauseAfter(failures int, err error) time.Duration {
	var limit *limitError
	if errors.As(err, &limit) {
		d := max(min(time.Minute<<min(failures-1, 4), longestSlow), limit.least)
		return d + backoff(1, false)
	}
	return backoff(failures, errors.Is(err, errLogin))
}
