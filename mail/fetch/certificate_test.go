package fetch_test

import (
	"crypto/tls"
	"io"
	"log"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"

	"goodword/mail/fetch"
	"goodword/mail/mailtest/authority"
)

// certified lets in whom the handshake's certificate names.
type certified struct {
	imapserver.Session
	conn *imapserver.Conn
}

func (s *certified) AuthenticateMechanisms() []string { return []string{sasl.External} }

func (s *certified) Authenticate(string) (sasl.Server, error) {
	return sasl.NewExternalServer(func(identity string) error {
		secured, ok := s.conn.NetConn().(*tls.Conn)
		if !ok || secured.ConnectionState().PeerCertificates[0].Subject.CommonName != identity {
			return &imap.Error{Type: imap.StatusResponseTypeNo, Text: "the certificate is another's"}
		}
		return s.Login(identity, password)
	}), nil
}

// TestClientCertificate: a private authority on both sides, with TLS from the
// first byte and by STARTTLS, and a login by the certificate alone.
func TestClientCertificate(t *testing.T) {
	t.Parallel()
	ours := authority.New(t)
	memory := imapmemserver.New()
	user := imapmemserver.NewUser(address, password)
	if err := user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	memory.AddUser(user)
	server := imapserver.New(&imapserver.Options{
		NewSession: func(c *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &certified{Session: memory.NewSession(), conn: c}, nil, nil
		},
		TLSConfig: ours.Server(t),
		Logger:    log.New(io.Discard, "", 0),
	})
	ports := map[fetch.TLSMode]int{}
	done := make(chan error)
	for _, mode := range []fetch.TLSMode{fetch.ImplicitTLS, fetch.StartTLS} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ports[mode] = listener.Addr().(*net.TCPAddr).Port
		if mode == fetch.ImplicitTLS {
			listener = tls.NewListener(listener, ours.Server(t))
		}
		go func() { done <- server.Serve(listener) }()
	}
	t.Cleanup(func() {
		_ = server.Close()
		for range ports {
			<-done
		}
	})
	for mode, port := range ports {
		settings := fetch.Settings{Mailbox: "nominations", Host: "127.0.0.1", Port: port, TLS: mode, User: address, RootCAs: ours.Pool,
			External: true, ClientCertificate: ours.Client(t, address)}
		if _, err := fetch.Check(t.Context(), settings); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
		settings.ClientCertificate = ours.Client(t, "ann@harbour.test")
		if _, err := fetch.Check(t.Context(), settings); err == nil || !strings.Contains(err.Error(), "maps the certificate") {
			t.Errorf("%s with another's certificate: %v", mode, err)
		}
		settings.ClientCertificate = authority.New(t).Client(t, address)
		if _, err := fetch.Check(t.Context(), settings); err == nil {
			t.Errorf("%s: a certificate of a strange authority was taken", mode)
		}
		settings.External, settings.ClientCertificate = false, nil
		settings.Password = func() (string, error) { return password, nil }
		if _, err := fetch.Check(t.Context(), settings); err == nil || !strings.Contains(err.Error(), "cert_file") {
			t.Errorf("%s without a certificate: %v", mode, err)
		}
	}
}
