package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/mail/oauth"
)

// smallAnswer is enough for any answer but mails and lists of them.
const smallAnswer = 256 << 10

// session is one logged-in connection, with the folder as it was at the last
// SELECT. It is used by one goroutine.
type session struct {
	outlived func() bool // the token that it logged in with is about to end; nil without one
	wanted   atomic.Bool // the server asked for a client's certificate
	wire     *wire
	client   *imapclient.Client
	caps     imap.CapSet
	selected imap.SelectData
	arrived  chan struct{} // a hint that the server announced mails
	retouch  bool          // mails of an earlier life may still be untouched
}

// connect dials, secures and logs in; it does not select the folder. Without a
// token it does not dial.
func connect(ctx context.Context, s Settings) (*session, error) {
	var token oauth.Token
	if s.OAuth != nil {
		var err error
		if token, err = s.OAuth.Token(ctx); err != nil {
			return nil, fmt.Errorf("%w before the IMAP server %s was asked: no token for %s: %w", errLogin, s.address(), s.User, err)
		}
	}
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
	err = ses.open(ctx, s, conn)
	if err == nil {
		err = ses.login(ctx, s, token)
	}
	if err != nil {
		ses.close()
		return nil, ses.uncertified(s, err)
	}
	return ses, nil
}

// bind closes the connection when ctx ends, until the returned func is called.
func (ses *session) bind(ctx context.Context) (unbind func() bool) {
	return context.AfterFunc(ctx, func() { ses.wire.fail(context.Cause(ctx)) })
}

// open makes the IMAP client on a fresh connection and waits for its greeting.
func (ses *session) open(ctx context.Context, s Settings, conn net.Conn) error {
	config := &tls.Config{ServerName: s.Host, RootCAs: s.RootCAs, MinVersion: tls.VersionTLS12, GetClientCertificate: ses.certificate(s)}
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
	if s.heard != nil {
		options.DebugWriter = s.heard
	}
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
		return fmt.Errorf("the IMAP server %s did not greet: %w; check that this is the port of IMAP, and that tls = %q fits it (993 is usually \"tls\", 143 \"starttls\")", s.address(), ses.why(err), s.TLS)
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

// alive tells whether the connection can still be used. One that rests on a
// token is given up before the token ends: the server would cut it, at once or
// in the middle of something.
func (ses *session) alive() bool {
	if ses.outlived != nil && ses.outlived() {
		return false
	}
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
	ses.outlived = nil
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
		return ses.openError(s, err)
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
