package mailtest

import (
	"bytes"
	"crypto/subtle"
	"crypto/tls"
	"io"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

func (s *Server) newIMAP() *imapserver.Server {
	caps := imap.CapSet{
		imap.CapIMAP4rev1: {},
		imap.CapUIDPlus:   {},
		imap.CapMove:      {},
		imap.CapNamespace: {},
	}
	for _, name := range s.config.WithoutIMAP {
		delete(caps, imap.Cap(name))
	}
	return imapserver.New(&imapserver.Options{
		Caps:         caps,
		Logger:       quiet(),
		TLSConfig:    s.cert.config,
		InsecureAuth: true,
		NewSession: func(conn *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &imapSession{server: s, wire: wireOf(conn)}, &imapserver.GreetingData{}, nil
		},
	})
}

func wireOf(conn *imapserver.Conn) *wire {
	inner := conn.NetConn()
	if secured, ok := inner.(*tls.Conn); ok {
		inner = secured.NetConn()
	}
	return inner.(*wire)
}

// imapSession is one IMAP connection: go-imap's memory server with our faults
// in front of it.
type imapSession struct {
	*imapmemserver.UserSession // nil before login

	server  *Server
	wire    *wire
	account *account
	folder  string

	validity uint32 // UIDVALIDITY as told
}

func (ses *imapSession) Login(user, password string) error {
	s := ses.server
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.imapBad.refuse != 0 {
		s.imapBad.refuse = max(-1, s.imapBad.refuse-1)
		return imapserver.ErrAuthFailed
	}
	base, _ := split(user)
	a, ok := s.accounts[base]
	if !ok || a.password == "" || subtle.ConstantTimeCompare([]byte(password), []byte(a.password)) != 1 {
		return imapserver.ErrAuthFailed
	}
	ses.account, ses.UserSession = a, imapmemserver.NewUserSession(a.user)
	return nil
}

func (ses *imapSession) Select(folder string, options *imap.SelectOptions) (*imap.SelectData, error) {
	data, err := ses.UserSession.Select(folder, options)
	if err != nil {
		return nil, err
	}
	s := ses.server
	s.mutex.Lock()
	defer s.mutex.Unlock()
	ses.folder = folder
	defer func() { ses.validity = data.UIDValidity }()
	if told, ok := ses.account.validity[folder]; ok {
		data.UIDValidity = told
	}
	if s.imapBad.noKeyword {
		data.PermanentFlags = []imap.Flag{imap.FlagSeen, imap.FlagFlagged, imap.FlagDeleted}
	}
	return data, nil
}

// Idle writes what changed. The memory server's own Idle misses what was
// queued just before it started, so this one looks after each sign of change.
func (ses *imapSession) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	for {
		changed := ses.server.changed.wait()
		if err := ses.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-stop:
			return nil
		}
	}
}

func (ses *imapSession) Append(folder string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	s := ses.server
	if options.Time.IsZero() {
		options.Time = s.config.Now()
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	data, err := ses.UserSession.Append(folder, literal{bytes.NewReader(raw)}, options)
	if err == nil && folder == Inbox {
		a := ses.account
		a.mails = append(a.mails, Mail{Account: a.address, At: options.Time, To: a.address, Raw: raw})
	}
	s.changed.fire()
	return data, err
}

func (ses *imapSession) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	if len(options.BodySection) > 0 {
		s := ses.server
		s.mutex.Lock()
		if len(s.imapBad.cut) > 0 {
			ses.wire.cutAfter(s.imapBad.cut[0].after, s.imapBad.cut[0].then)
			s.imapBad.cut = slices.Delete(s.imapBad.cut, 0, 1)
		}
		s.mutex.Unlock()
	}
	return ses.UserSession.Fetch(w, set, options)
}
