package main

import (
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/mail/mailtest/debian"
)

// TestDoctorOnADovecotThatMayNotWrite: a real server says by itself that a mailbox may only be read.
func TestDoctorOnADovecotThatMayNotWrite(t *testing.T) {
	t.Parallel()
	box := debian.Account{Address: "quay@corp.example", Password: quayWord}
	server := debian.Dovecot(t, box)
	look := func(after config.After) (string, error) {
		return checkMailbox(&environment{ctx: t.Context(), now: time.Now}, &config.Config{}, config.Mailbox{Name: "nominations", Host: server.Host, Port: server.Port,
			TLS: config.Plaintext, User: box.Address, Auth: config.ByPassword, Password: config.PlainSecret(box.Password), Folder: "INBOX", After: after, PollEvery: time.Minute})
	}
	said, err := look(config.AfterFlag)
	tells(t, "of one's own", said, err, true, "logged in; 0 mails in INBOX")
	server.ReadOnly(t, box.Address)
	said, err = look(config.AfterFlag)
	tells(t, "read-only", said, err, false, "as "+box.Address, "folder INBOX", "READ-ONLY", "set flags there", `set after = "nothing"`)
	said, err = look(config.AfterNothing)
	tells(t, "read-only, and to be left as it is", said, err, true, "logged in; 0 mails in INBOX")
}

// TestDoctorOnADovecotThatMayNotWriteItsOwnFiles: the folder's name is not blamed for it.
func TestDoctorOnADovecotThatMayNotWriteItsOwnFiles(t *testing.T) {
	t.Parallel()
	box := debian.Account{Address: "quay@corp.example", Password: quayWord}
	server := debian.Dovecot(t, box)
	look := func() (string, error) {
		return checkMailbox(&environment{ctx: t.Context(), now: time.Now}, &config.Config{}, config.Mailbox{Name: "nominations", Host: server.Host, Port: server.Port,
			TLS: config.Plaintext, User: box.Address, Auth: config.ByPassword, Password: config.PlainSecret(box.Password), Folder: "INBOX", After: config.AfterFlag, PollEvery: time.Minute})
	}
	said, err := look()
	tells(t, "of one's own", said, err, true, "logged in; 0 mails in INBOX")
	server.Unwritable(t, box.Address)
	said, err = look()
	tells(t, "unwritable", said, err, false, "SERVERBUG", "the folder's name is not the cause", "write where the mails are")
}
