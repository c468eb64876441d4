package demo

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"goodword/internal/directory"
	"goodword/internal/store"
)

// The company: Seeblick, a group of four hotels by the water.
const (
	companyName = "Seeblick Hotels"
	domain      = "seeblick.example"
	homeZone    = "Europe/Zurich"

	nominations = "goodword@" + domain   // employees write here, and answers come here
	compliments = "praise@" + domain     // guests write here
	guestCare   = "guest.care@" + domain // the service team
	newsEnglish = "all@" + domain        // the lists of the stories letter
	newsGerman  = "alle@" + domain
	operator    = "it.desk@" + domain // who looks after goodword
	ceo         = "clara.amrein@" + domain
	cpo         = "tomas.iriarte@" + domain
)

var (
	//go:embed company/people.csv
	peopleFile []byte
	//go:embed company/sites.csv
	sitesFile []byte
)

// readPeople reads the directory as `goodword people import` does.
func readPeople() ([]directory.Person, error) {
	people, problems := directory.Read(bytes.NewReader(peopleFile))
	var errs []error
	for _, p := range problems {
		errs = append(errs, fmt.Errorf("people.csv:%d: %s: %s", p.Line, p.Column, p.Message))
	}
	return people, errors.Join(errs...)
}

// readSites reads the sites as `goodword sites import` does.
func readSites() ([]store.Site, error) {
	sites, problems := directory.ReadSites(bytes.NewReader(sitesFile))
	var errs []error
	for _, p := range problems {
		errs = append(errs, fmt.Errorf("sites.csv:%d: %s: %s", p.Line, p.Column, p.Message))
	}
	return sites, errors.Join(errs...)
}

// places says where the company's mail system listens.
type places struct {
	imap, smtp int
	authserv   string
}

const settingsText = `# The settings of the demo's company, as an operator would write them.
[company]
name = %q
domains = [%q]
time_zone = %q
languages = ["en", "de", "fr", "es"]
[ceo]
address = %q
[cpo]
address = %q
voucher_currency = "CHF"
voucher_monthly = 200
[operator]
address = %q
[service]
address = %q
[database]
data_dir = "postgresql"
%s
[smtp]
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password_file = "password"
[letters]
from_address = %q
from_name = "Good Word"
[trust]
authserv_ids = [%q]
dkim = false
[timing]
escalate_after = 3
[stories]
en = [%q]
de = [%q]
listen = "127.0.0.1:0"
[http]
listen = ""
`

const mailboxText = `[[mailboxes]]
name = %q
role = %q
address = %q
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password_file = "password"
`

// writeSettings writes goodword.toml and the password's file, and gives the former's name.
func writeSettings(folder, password string, at places) (string, error) {
	if err := os.WriteFile(filepath.Join(folder, "password"), []byte(password+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("write the password's file: %w", err)
	}
	var boxes strings.Builder
	fmt.Fprintf(&boxes, mailboxText, "nominations", "nominations", nominations, at.imap, nominations)
	fmt.Fprintf(&boxes, mailboxText, "compliments", "compliments", compliments, at.imap, compliments)
	text := fmt.Sprintf(settingsText, companyName, domain, homeZone, ceo, cpo, operator, guestCare,
		boxes.String(), at.smtp, nominations, nominations, at.authserv, newsEnglish, newsGerman)
	file := filepath.Join(folder, "goodword.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return "", fmt.Errorf("write the settings: %w", err)
	}
	return file, nil
}
