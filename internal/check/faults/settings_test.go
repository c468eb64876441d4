package faults

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"goodword/internal/check/day"
)

// settingsText is what an operator would write, with what is a setting made short.
const settingsText = `
[company]
name = %q
domains = [%q]
time_zone = "Europe/Zurich"
[ceo]
address = %q
[cpo]
address = %q
[operator]
address = %q
[service]
address = %q
[database]
url_file = "url"
[[mailboxes]]
name = "nominations"
role = "nominations"
address = %q
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password_file = "password"
since = 2026-01-01
poll_every = "5s"
[[mailboxes]]
name = "compliments"
role = "compliments"
address = %q
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password_file = "password"
since = 2026-01-01
poll_every = "5s"
[smtp]
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password_file = "password"
timeout = "5s"
[letters]
from_address = %q
[trust]
authserv_ids = [%q]
dkim = false
[timing]
%s
[caps]
ceo_per_hour = 10000
ceo_per_day = 100000
letters_per_address_per_hour = 1000
letters_per_hour = 1000000
[http]
listen = ""
`

func (w *world) writeSettings() {
	w.t.Helper()
	c := w.pool.Config().ConnConfig
	url := fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s?sslmode=disable", c.User, w.db.Port(), c.Database)
	text := fmt.Sprintf(settingsText, day.Company, day.Domain, day.CEO, day.CPO, day.Operator, day.Service,
		day.Nominations, w.imap.Port(), day.Nominations, day.Compliments, w.imap2.Port(), day.Compliments,
		w.smtp.Port(), day.Nominations, day.Nominations, w.server.AuthservID(), w.options.more)
	folder := w.t.TempDir()
	w.settings = filepath.Join(folder, "goodword.toml")
	if err := errors.Join(os.WriteFile(w.settings, []byte(text), 0o600), os.WriteFile(filepath.Join(folder, "password"), []byte(password), 0o600),
		os.WriteFile(filepath.Join(folder, "url"), []byte(url), 0o600)); err != nil {
		w.t.Fatal(err)
	}
}
