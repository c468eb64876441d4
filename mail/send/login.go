package send

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"goodword/mail/oauth"
)

// accessToken gets the token to log in with, if one is needed; without it the
// server is not asked.
func (s Settings) accessToken(ctx context.Context) (oauth.Token, Outcome, bool) {
	if s.User == "" || s.OAuth == nil {
		return oauth.Token{}, Outcome{}, true
	}
	token, err := s.OAuth.Token(ctx)
	if err != nil {
		return token, Outcome{Result: Temporary, Verb: Auth, Server: s.address(), Text: fmt.Sprintf("no token for %s: %s", s.User, oneLine(err.Error()))}, false
	}
	return token, Outcome{}, true
}

// login proves who we are: with a token, with the certificate of the handshake,
// or with a password. anew replaces the connection by a fresh one.
func (c *conversation) login(ctx context.Context, token oauth.Token, anew func() (Outcome, bool)) (Outcome, bool) {
	switch set := c.settings; {
	case set.User == "":
		return Outcome{}, true
	case set.OAuth != nil:
		return c.loginByToken(ctx, token, anew)
	case set.External:
		return c.loginByCertificate()
	}
	return c.loginByPassword()
}

func (c *conversation) loginByToken(ctx context.Context, token oauth.Token, anew func() (Outcome, bool)) (Outcome, bool) {
	set := c.settings
	var refused error // as the server's client saw it
	var lost Outcome  // why there was no second connection
	token, err := set.OAuth.Login(ctx, token, oauth.Door{
		Protocol: "SMTP", Host: set.Host, Port: set.Port, Empty: true,
		Offers: c.client.SupportsAuth,
		Knock: func(e *oauth.Exchange) (bool, error) {
			// QUIRK: go-smtp cancels a login that is refused already with a lone "*", for which Postfix hangs up.
			if refused != nil {
				var ok bool
				if lost, ok = anew(); !ok {
					return false, errors.New(lost.Text)
				}
			}
			err := c.client.Auth(e)
			var answer *smtp.SMTPError
			if !errors.As(err, &answer) || answer.Code < 500 {
				return false, err
			}
			refused = err
			return true, errors.New(answered(answer))
		},
	})
	if err == nil {
		c.token = token
		return Outcome{}, true
	}
	if lost.Result != "" {
		return lost, false
	}
	var refusal *oauth.Refusal
	if errors.As(err, &refusal) && refused != nil {
		outcome := set.failed(Auth, refused, "the login of %s", set.User)
		outcome.Text = oneLine(err.Error())
		return outcome, false
	}
	return set.failed(Auth, err, "the SMTP server %s did not log in %s by a token", set.address(), set.User), false
}

// loginByCertificate lets the certificate of the handshake count.
func (c *conversation) loginByCertificate() (Outcome, bool) {
	set := c.settings
	if !c.client.SupportsAuth(sasl.External) {
		return Outcome{Result: Temporary, Verb: Auth, Server: set.address(), Text: fmt.Sprintf(
			"the SMTP server %s offers no AUTH EXTERNAL: check that it asks for certificates and trusts the one of cert_file, or set auth = \"password\"", set.address())}, false
	}
	if err := c.client.Auth(sasl.NewExternalClient(set.User)); err != nil {
		return set.failed(Auth, err, "the SMTP server %s did not log in %s by certificate; check that it maps the certificate of cert_file to this user", set.address(), set.User), false
	}
	return Outcome{}, true
}

// loginByPassword logs in by PLAIN, or LOGIN where the server has no other.
func (c *conversation) loginByPassword() (Outcome, bool) {
	set := c.settings
	password, err := set.Password()
	if err != nil {
		return set.failed(Auth, err, "cannot read the password of %s", set.User), false
	}
	var how sasl.Client
	switch {
	case c.client.SupportsAuth(sasl.Plain):
		how = sasl.NewPlainClient("", set.User, password)
	case c.client.SupportsAuth(sasl.Login):
		how = sasl.NewLoginClient(set.User, password)
	default:
		return Outcome{Result: Temporary, Verb: Auth, Server: set.address(), Text: fmt.Sprintf(
			"the SMTP server %s takes no password here (neither AUTH PLAIN nor LOGIN); with tls = %q try another mode, a server for submission, or a login with a token (auth = \"oauth\")", set.address(), set.TLS)}, false
	}
	err = c.client.Auth(how)
	if err == nil {
		return Outcome{}, true
	}
	advice := "check user and password, and that the account may send by SMTP"
	if known, ok := oauth.Words(err.Error(), set.User); ok {
		advice = known
	}
	outcome := set.failed(Auth, err, "the SMTP server %s did not log in %s; %s", set.address(), set.User, advice)
	if password != "" {
		outcome.Text = strings.ReplaceAll(outcome.Text, password, "…")
	}
	return outcome, false
}

// answered is a refusal as the server wrote it.
func answered(answer *smtp.SMTPError) string {
	text := fmt.Sprint(answer.Code)
	if answer.EnhancedCode != (smtp.EnhancedCode{}) && answer.EnhancedCode != smtp.NoEnhancedCode {
		text += fmt.Sprintf(" %d.%d.%d", answer.EnhancedCode[0], answer.EnhancedCode[1], answer.EnhancedCode[2])
	}
	return text + " " + answer.Message
}

// certificate answers a server that asks for a client's certificate, and keeps
// in mind that it did.
func (c *conversation) certificate(info *tls.CertificateRequestInfo) (*tls.Certificate, error) {
	c.wanted.Store(true)
	if c.settings.ClientCertificate == nil {
		return &tls.Certificate{}, nil // none
	}
	return c.settings.ClientCertificate(info)
}

// uncertified adds to a failure what is likely its cause: with TLS 1.3 a server
// that insists on a certificate ends the connection some time after the handshake.
func (c *conversation) uncertified(o Outcome) Outcome {
	if c.wanted.Load() && c.settings.ClientCertificate == nil && o.Code == 0 {
		o.Text += "; the server asked for a client's certificate: if it insists, set cert_file and key_file"
	}
	return o
}
