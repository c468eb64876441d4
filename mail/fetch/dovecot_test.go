package fetch_test

import (
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
	"goodword/mail/mailtest/debian"
)

// TestContractDovecot runs the suite on Debian's Dovecot, one account for each
// of its tests.
func TestContractDovecot(t *testing.T) {
	t.Parallel()
	accounts := make([]debian.Account, 40)
	for i := range accounts {
		accounts[i] = debian.Account{Address: fmt.Sprintf("praise%d@harbour.test", i), Password: fmt.Sprint("tide-and-rope-", i)}
	}
	server := debian.Dovecot(t, accounts...)
	var used atomic.Int32
	fetchtest.Run(t, func(t *testing.T) fetchtest.Box {
		account := accounts[used.Add(1)-1]
		return fetchtest.Box{
			Password: account.Password,
			Settings: fetch.Settings{
				Host:     server.Host,
				Port:     server.Port,
				TLS:      fetch.NoTLS,
				User:     account.Address,
				Password: func() (string, error) { return account.Password, nil },
			},
			Drop: func() { server.Doveadm(t, "kick", account.Address) },
			SetUIDValidity: func(t *testing.T, uidValidity uint32) {
				t.Helper()
				value := strconv.FormatUint(uint64(uidValidity), 10)
				server.Doveadm(t, "mailbox", "update", "--uid-validity", value, "-u", account.Address, "INBOX")
			},
		}
	})
}
