package fetch_test

import (
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// markDeleted flags mails of the selected folder as deleted.
func markDeleted(t *testing.T, client *imapclient.Client, uids ...imap.UID) {
	t.Helper()
	deleted := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := client.Store(imap.UIDSetNum(uids...), deleted, nil).Close(); err != nil {
		t.Error(err)
	}
}

// expunge removes mails from the selected folder.
func expunge(t *testing.T, client *imapclient.Client, uids ...imap.UID) {
	t.Helper()
	markDeleted(t, client, uids...)
	if err := client.UIDExpunge(imap.UIDSetNum(uids...)).Close(); err != nil {
		t.Error(err)
	}
}
