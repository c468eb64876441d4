package check

import (
	"slices"
	"strings"
)

// module is the path that our own imports begin with.
const module = "goodword"

// room is a folder of the design, with all below it unless a longer one is named, and what of ours its
// code may import. Tests may import more.
type room struct {
	folder string
	may    []string // folders, each with all below it
}

// everything but the program itself and what is there only to try the rest.
var service = []string{"mail", "jobs", "templates", "migrations", "internal/recognition", "internal/store",
	"internal/directory", "internal/config", "internal/postgres", "internal/web", "internal/backup"}

// rooms is the design's table. A wall may be moved where the code shows that it stands wrong: here and in
// the table of docs, in one step.
var rooms = []room{
	{"cmd/goodword", slices.Concat(service, []string{"internal/service", "internal/demo"})},
	{"internal/backup", []string{"internal/store", "migrations"}},
	{"internal/bench", slices.Concat(service, []string{"internal/service", "internal/check"})},
	{"internal/check", slices.Concat(service, []string{"internal/service", "internal/demo"})},
	{"internal/config", nil},
	{"internal/demo", slices.Concat(service, []string{"internal/service"})},
	{"internal/directory", []string{"internal/recognition", "internal/store"}},
	{"internal/postgres", nil},
	{"internal/postgres/pgtest", []string{"internal/postgres"}},
	{"internal/recognition", []string{"internal/recognition"}},
	{"internal/service", service},
	{"internal/store", []string{"internal/recognition"}},
	{"internal/web", []string{"internal/recognition", "internal/store", "templates"}},
	{"jobs", []string{"mail", "migrations", "templates", "internal/recognition", "internal/store", "internal/directory"}},
	{"mail/address", []string{"mail"}},
	{"mail/charset", []string{"mail"}},
	{"mail/fetch", []string{"mail"}},
	{"mail/mailtest", []string{"mail"}},
	{"mail/oauth", []string{"mail"}},
	{"mail/parse", []string{"mail"}},
	{"mail/reply", []string{"mail"}},
	{"mail/send", []string{"mail"}},
	{"migrations", nil},
	{"templates", []string{"internal/recognition"}},
}

// plain are the folders without Go that may lie beside the rooms.
var plain = []string{"docs", "deploy", "script"}

// drivers belong to rooms: an interface of ours stands between them and everybody else.
var drivers = map[string][]string{
	"github.com/emersion/go-imap": {"mail/fetch", "mail/mailtest"},
	"github.com/emersion/go-smtp": {"mail/send", "mail/mailtest", "internal/demo"}, // the demo's people submit as mail programs do
	"github.com/wneessen/go-mail": {"mail/send", "mail/mailtest"},
	"github.com/go-ldap/ldap":     {"internal/directory"},
	"github.com/jackc/pgx":        {"internal/backup", "internal/store", "internal/postgres", "migrations", "jobs", "internal/service", "internal/demo", "internal/check", "cmd/goodword"}, // the demo and the checker look into the database
	"github.com/riverqueue/river": {"jobs", "migrations", "internal/service", "cmd/goodword"},
}

// forTests are there for tests, for the demo and for each other.
var forTests = []string{"mail/mailtest", "mail/fetch/fetchtest", "mail/oauth/oauthtest", "mail/parse/quote/quotetest", "internal/postgres/pgtest"}

// useTestServers may import what is for tests.
var useTestServers = slices.Concat(forTests, []string{"internal/bench", "internal/demo", "internal/check"})

// within says whether a folder is one of those named or lies below it.
func within(folder string, named []string) bool {
	return slices.ContainsFunc(named, func(n string) bool { return folder == n || strings.HasPrefix(folder, n+"/") })
}

// roomOf finds the room that a folder belongs to: the longest that it lies within.
func roomOf(folder string) (room, bool) {
	var best room
	for _, r := range rooms {
		if within(folder, []string{r.folder}) && len(r.folder) > len(best.folder) {
			best = r
		}
	}
	return best, best.folder != ""
}

// doers are words for who has a quirk, where no name is known.
var doers = []string{"servers", "clients", "gateways", "relays", "mailers", "providers", "scripts", "scanners", "phones",
	"patches", "programs", "senders", "server", "writers", "systems", "filters", "lists", "people", "spreadsheets", "qmail", "fml", "vacation", "mbox", "sendmail"}

// forbidden are texts that must stand nowhere: the names of hosts that packages come from, and folders of a
// machine that somebody built on. They are put together here so that this file may be read, too.
func forbidden() []string {
	dot := "."
	return []string{
		"proxy" + dot + "golang" + dot + "org", "sum" + dot + "golang" + dot + "org", "deb" + dot + "debian" + dot + "org",
		"security" + dot + "debian" + dot + "org", "pypi" + dot + "org", "registry" + dot + "npmjs", "repo1" + dot + "maven",
		"/wo" + "rk/main", "/wo" + "rk/shared", "/ro" + "ot/go",
	}
}
