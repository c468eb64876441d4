package send

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"

	"github.com/emersion/go-smtp"
)

// insecure says what to do about a connection that cannot be encrypted.
func (s Settings) insecure(err error) string {
	var (
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		plain     tls.RecordHeaderError
		answer    *smtp.SMTPError
	)
	switch {
	case errors.As(err, &authority):
		return "nobody whom this machine trusts signed its certificate: name the company's own authority in smtp.ca_file"
	case errors.As(err, &name):
		return "its certificate is for another name: write the name of the certificate into smtp.host"
	case errors.As(err, &invalid):
		return "its certificate is not valid: let who runs the server renew it, and see whether this machine's clock is right"
	case s.TLS == StartTLS && errors.As(err, &answer) && answer.Temporary():
		// RFC 3207 section 4: 454 is "TLS not available due to temporary reason".
		return "the server cannot encrypt at present: try again later, and let who runs it see whether its certificate and key can be read"
	case s.TLS == ImplicitTLS && (errors.As(err, &plain) || errors.Is(err, io.EOF)):
		return fmt.Sprintf("it does not encrypt from the first byte on port %d: try tls = \"starttls\", or another port (465 is usually \"tls\")", s.Port)
	}
	return fmt.Sprintf("check that tls = %q fits port %d (465 is usually \"tls\", 587 \"starttls\") and that the certificate is for this host and of a known authority", s.TLS, s.Port)
}
