package mailtest

import (
	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// Touch is a change that an IMAP client is about to make to mails: flags, or a
// move or copy to another folder.
type Touch struct {
	Account     string
	Folder      string
	UIDValidity uint32
	UIDs        []uint32 // empty where the client named mails by their place
}

// OnTouch calls f before each change a client makes, in the session that makes
// it, which waits. A nil f ends that.
func (s *Server) OnTouch(f func(Touch)) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.touched = f
}

func (ses *imapSession) touches(set imap.NumSet) {
	s := ses.server
	s.mutex.Lock()
	tell := s.touched
	s.mutex.Unlock()
	if tell == nil {
		return
	}
	touch := Touch{Account: ses.account.address, Folder: ses.folder, UIDValidity: ses.validity}
	if uids, ok := set.(imap.UIDSet); ok {
		named, _ := uids.Nums()
		for _, uid := range named {
			touch.UIDs = append(touch.UIDs, uint32(uid))
		}
	}
	tell(touch)
}

func (ses *imapSession) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags, options *imap.StoreOptions) error {
	ses.touches(set)
	return ses.UserSession.Store(w, set, flags, options)
}

func (ses *imapSession) Copy(set imap.NumSet, folder string) (*imap.CopyData, error) {
	ses.touches(set)
	return ses.UserSession.Copy(set, folder)
}

func (ses *imapSession) Move(w *imapserver.MoveWriter, set imap.NumSet, folder string) error {
	ses.touches(set)
	return ses.UserSession.Move(w, set, folder)
}
