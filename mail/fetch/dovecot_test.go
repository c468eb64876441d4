package fetch_test

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strconv"
	"testing"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
)

// TestContractDovecot runs the suite on a Dovecot that takes any user with one
// password, as a test instance does: GOODWORD_TEST_DOVECOT is its host:port on
// loopback, GOODWORD_TEST_DOVECOT_PASSWORD the password.
func TestContractDovecot(t *testing.T) {
	t.Parallel()
	target := os.Getenv("GOODWORD_TEST_DOVECOT")
	if target == "" {
		t.Skip("left out: the suite on Dovecot; set GOODWORD_TEST_DOVECOT to host:port to have it")
	}
	host, portText, err := net.SplitHostPort(target)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		t.Fatal(err)
	}
	secret := os.Getenv("GOODWORD_TEST_DOVECOT_PASSWORD")
	fetchtest.Run(t, func(*testing.T) fetchtest.Box {
		return fetchtest.Box{
			Password: secret,
			Settings: fetch.Settings{
				Host:     host,
				Port:     port,
				TLS:      fetch.NoTLS,
				User:     fmt.Sprintf("praise%x", rand.Uint64()),
				Password: func() (string, error) { return secret, nil },
			},
		}
	})
}
