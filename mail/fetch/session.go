package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// smallAnswer is enough for any answer but mails and lists of them.
const smallAnswer = 256 << 10

// session is one logged-in connection, with the folder as it was at the last
// SELECT. It is used by one goroutine.
type session struct {
	wire     *wire
	client   *imapclient.Client
	caps     imap.CapSet
	selected imap.SelectData
	arrived  chan struct{} // a hint that the server announced mails
	retouch  bool          // mails of an earlier life may still be untouched
}

// connect dials, secures and logs in; it does not select the folder.
func connect(ctx context.Context, s Settings) (*session, error) {
	dialer := net.Dialer{Timeout: s.DialTimeout}
	conn, err := dialer.DialContext(ctx, "tcp", s.address())
	if err != nil {
		return nil, connectError(s, err)
	}
	ses := &session{
		wire:    newWire(conn, s.CommandTimeout),
		arrived: make(chan struct{}, 1),
		retouch: true,
	}
	defer ses.bind(ctx)()
	if err := ses.open(ctx, s, conn); err != nil {
		ses.close()
		return nil, err
	}
	if err := ses.login(s); err != nil {
		ses.close()
		return nil, err
	}
	return ses, nil
}

// bind closes the connection when ctx ends, until the returned func is called.
func (ses *session) bind(ctx context.Context) (unbind func() bool) {
	return context.AfterFunc(ctx, func() { ses.wire.fail(context.Cause(ctx)) })
}

// open makes the IMAP client on a fresh connection and waits for its greeting.
func (ses *session) open(ctx context.Context, s Settings, conn net.Conn) error {
	config := &tls.Config{ServerName: s.Host, RootCAs: s.RootCAs, MinVersion: tls.VersionTLS12}
	options := &imapclient.Options{TLSConfig: config, UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages == nil {
				return
			}
			select {
			case ses.arrived <- struct{}{}:
			default:
			}
		},
	}}
	ses.wire.begin(smallAnswer)
	defer ses.wire.end()
	switch s.TLS {
	case ImplicitTLS:
		secured := tls.Client(ses.wire, config)
		if err := secured.HandshakeContext(ctx); err != nil {
			return tlsError(s, ses.why(err))
		}
		ses.client = imapclient.New(secured, options)
	case StartTLS:
		client, err := imapclient.NewStartTLS(ses.wire, options)
		if err != nil {
			return tlsError(s, ses.why(err))
		}
		ses.client = client
	default:
		ses.client = imapclient.New(ses.wire, options)
	}
	if err := ses.client.WaitGreeting(); err != nil {
		return fmt.Errorf("the IMAP server %s did not greet: %w", s.address(), ses.why(err))
	}
	return nil
}

// login proves who we are, by SASL PLAIN where offered, as it alone is defined
// for passwords beyond ASCII.
func (ses *session) login(s Settings) error {
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
		return fmt.Errorf("the IMAP server %s takes no password on this connection (LOGINDISABLED, tls = %q): set tls to \"starttls\" or \"tls\"", s.address(), s.TLS)
	default:
		err = ses.client.Login(s.User, password).Wait()
	}
	if err != nil {
		return loginError(s, password, ses.why(err))
	}
	if ses.caps = ses.client.Caps(); ses.caps == nil {
		return fmt.Errorf("the IMAP server %s does not tell its capabilities: %w", s.address(), ses.why(errors.New("no answer to CAPABILITY")))
	}
	return nil
}

// do runs one command; the server may answer with so many bytes.
func (ses *session) do(bytes int64, command func() error) error {
	ses.wire.begin(bytes)
	defer ses.wire.end()
	if err := command(); err != nil {
		return ses.why(err)
	}
	return nil
}

// why prefers the reason why the connection ended to what the client made of it.
func (ses *session) why(err error) error {
	var answer *imap.Error
	if errors.As(err, &answer) {
		return err
	}
	if broken := ses.wire.broken(); broken != nil {
		return broken
	}
	return err
}

// alive tells whether the connection can still be used.
func (ses *session) alive() bool {
	select {
	case <-ses.client.Closed():
		return false
	default:
		return ses.wire.broken() == nil
	}
}

// close ends the connection at once and waits for the client's reader.
func (ses *session) close() {
	_ = ses.wire.Conn.Close()
	if ses.client != nil {
		_ = ses.client.Close()
	}
}

// leave says good-bye first, where the server still listens.
func (ses *session) leave() {
	if ses.alive() {
		_ = ses.do(smallAnswer, func() error { return ses.client.Logout().Wait() })
	}
	ses.close()
}

// selectFolder selects the folder anew, which also tells its present
// UIDVALIDITY and UIDNEXT.
func (ses *session) selectFolder(s Settings) error {
	select {
	case <-ses.arrived: // whatever was announced is seen below
	default:
	}
	err := ses.do(smallAnswer, func() error {
		data, err := ses.client.Select(s.Folder, nil).Wait()
		if err == nil {
			ses.selected = *data
		}
		return err
	})
	if err != nil {
		return ses.folderError(s, s.Folder, err)
	}
	if ses.selected.UIDValidity == 0 {
		return fmt.Errorf("the IMAP server %s tells no UIDVALIDITY for folder %q, so mails in it cannot be told apart safely: choose another folder or server", s.address(), s.Folder)
	}
	return nil
}

// folders lists at most so many folder names, for error messages.
func (ses *session) folders(most int) string {
	var names []string
	_ = ses.do(1<<20, func() error {
		list, err := ses.client.List("", "*", nil).Collect()
		for _, folder := range list {
			if len(names) < most {
				names = append(names, fmt.Sprintf("%q", folder.Mailbox))
			}
		}
		return err
	})
	return strings.Join(names, ", ")
}
