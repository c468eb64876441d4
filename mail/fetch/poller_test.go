package fetch_test

import (
	"testing"

	"go.uber.org/goleak"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
	"goodword/mail/mailtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	address  = "praise@harbour.test"
	password = "tide-and-rope"
)

// start runs a mail system for one test.
func start(t *testing.T, change ...func(*mailtest.Config)) (*mailtest.Server, fetch.Settings) {
	t.Helper()
	config := mailtest.Config{Domains: []string{"harbour.test"}, Accounts: map[string]string{address: password}}
	for _, c := range change {
		c(&config)
	}
	server, err := mailtest.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server, fetch.Settings{
		Mailbox:  "nominations",
		Host:     "127.0.0.1",
		Port:     server.IMAP().Port,
		TLS:      fetch.NoTLS,
		User:     address,
		Password: func() (string, error) { return password, nil },
	}
}

func TestContractInProcess(t *testing.T) {
	t.Parallel()
	for name, without := range map[string][]string{
		"all capabilities": nil,
		"no MOVE":          {"MOVE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fetchtest.Run(t, func(t *testing.T) fetchtest.Box {
				server, settings := start(t, func(c *mailtest.Config) { c.WithoutIMAP = without })
				return fetchtest.Box{
					Settings: settings,
					Password: password,
					Drop:     server.DropConnections,
					SetUIDValidity: func(t *testing.T, uidValidity uint32) {
						t.Helper()
						if err := server.SetUIDValidity(address, uidValidity, nil); err != nil {
							t.Fatal(err)
						}
					},
				}
			})
		})
	}
}
