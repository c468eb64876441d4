package directory

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"goodword/mail/mailtest/authority"
)

const (
	suffix = "dc=corp,dc=example"
	root   = "cn=admin," + suffix
	secret = "a long word"
)

// slapd is OpenLDAP's server with a company of its own.
type slapd struct {
	plain, tls string // URLs
	ca         *authority.Authority
}

// unpackedSlapd is where script/setup put the server.
func unpackedSlapd(t *testing.T) string {
	t.Helper()
	for _, place := range []string{"../../.cache/slapd", "/var/cache/goodword/slapd"} {
		if _, err := os.Stat(filepath.Join(place, "usr/sbin/slapd")); err == nil {
			if place, err = filepath.Abs(place); err != nil {
				t.Fatal(err)
			}
			return place
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("slapd was not unpacked; make setup does it")
	}
	t.Skip("left out: slapd was not unpacked; make setup does it")
	return ""
}

const slapdConf = `include SYSTEM/etc/ldap/schema/core.schema
include SYSTEM/etc/ldap/schema/cosine.schema
include SYSTEM/etc/ldap/schema/inetorgperson.schema
include SYSTEM/etc/ldap/schema/nis.schema
include SYSTEM/etc/ldap/schema/msuser.schema
modulepath SYSTEM/usr/lib/ldap
moduleload back_mdb
pidfile HOME/pid
argsfile HOME/args
TLSCACertificateFile HOME/ca.crt
TLSCertificateFile HOME/client.crt
TLSCertificateKeyFile HOME/client.key
database mdb
maxsize 16777216
directory HOME/data
suffix "dc=corp,dc=example"
rootdn "cn=admin,dc=corp,dc=example"
rootpw "a long word"
limits dn.exact="uid=small,dc=corp,dc=example" size=2 size.pr=2 size.prtotal=2
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="uid=blind,dc=corp,dc=example" none by users read by * none
`

func startSlapd(t *testing.T) slapd {
	t.Helper()
	system, home := unpackedSlapd(t), t.TempDir()
	s := slapd{ca: authority.New(t)}
	s.ca.Write(t, home, "localhost")
	conf := strings.NewReplacer("SYSTEM", system, "HOME", home).Replace(slapdConf)
	for name, text := range map[string]string{"ca.crt": string(s.ca.PEM), "slapd.conf": conf} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(home, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.plain, s.tls = "ldap://"+freeAddress(t), "ldaps://"+freeAddress(t)
	cmd := exec.Command(filepath.Join(system, "usr/sbin/slapd"), "-f", filepath.Join(home, "slapd.conf"), "-h", s.plain+" "+s.tls, "-d", "256")
	libraries, err := filepath.Glob(filepath.Join(system, "usr/lib/*-linux-*"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+strings.Join(append(libraries, os.Getenv("LD_LIBRARY_PATH")), ":"))
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	drained := make(chan struct{})
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-drained
		_ = cmd.Wait()
	})
	lines, log := bufio.NewScanner(said), ""
	for lines.Scan() && !strings.Contains(lines.Text(), "slapd starting") {
		log += lines.Text() + "\n"
	}
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, said)
	}()
	if !strings.Contains(lines.Text(), "slapd starting") {
		t.Fatalf("slapd did not start:\n%s", log)
	}
	for _, url := range []string{s.plain, s.tls} { // it says so a moment before it listens
		listens(t, url[strings.LastIndex(url, "/")+1:])
	}
	s.fill(t)
	return s
}

// listens waits until somebody takes connections there.
func listens(t *testing.T, address string) {
	t.Helper()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for end := time.Now().Add(30 * time.Second); ; <-again.C {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
			return
		}
		if time.Now().After(end) {
			t.Fatalf("slapd does not listen: %v", err)
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// fill adds the company. Otto's account is disabled, and he manages Nina; a printer has no address.
func (s slapd) fill(t *testing.T) {
	t.Helper()
	conn, err := ldap.DialURL(s.plain)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.Bind(root, secret); err != nil {
		t.Fatal(err)
	}
	add := func(dn string, pairs ...string) {
		t.Helper()
		r := ldap.NewAddRequest(dn, nil)
		values := map[string][]string{}
		for i := 0; i < len(pairs); i += 2 {
			values[pairs[i]] = append(values[pairs[i]], pairs[i+1])
		}
		for name, v := range values {
			r.Attribute(name, v)
		}
		if err := conn.Add(r); err != nil {
			t.Fatalf("add %s: %v", dn, err)
		}
	}
	add(suffix, "objectClass", "dcObject", "objectClass", "organization", "dc", "corp", "o", "Corp")
	add("ou=people,"+suffix, "objectClass", "organizationalUnit", "ou", "people")
	add("ou=empty,"+suffix, "objectClass", "organizationalUnit", "ou", "empty")
	person := func(dn, cn string, more ...string) {
		add(dn, append([]string{"objectClass", "inetOrgPerson", "objectClass", "extensibleObject", "cn", cn, "sn", cn[strings.LastIndex(cn, " ")+1:]}, more...)...)
	}
	for _, who := range []string{"goodword", "small", "blind"} {
		person("uid="+who+","+suffix, "Service "+who, "userPassword", "pass "+who)
	}
	at := func(cn string) string { return "cn=" + cn + ",ou=people," + suffix }
	person(at("Cora Falk"), "Cora Falk", "mail", "Cora@corp.example", "userAccountControl", "512", "c", "DE", "preferredLanguage", "de", "displayName", "Cora Falk", "departmentNumber", "Board")
	person(at(`Reid\, Max`), "Reid, Max", "mail", "max@corp.example", "displayName", "Max Reid", "manager", at("Cora Falk"), "c", "DE", "proxyAddresses", "SMTP:max@corp.example",
		"proxyAddresses", "smtp:m.reid@corp.example", "proxyAddresses", "x500:/o=corp", "departmentNumber", "Service")
	person(at("Otto Brandt"), "Otto Brandt", "mail", "otto@corp.example", "userAccountControl", "514", "manager", "CN=Reid\\2C Max, OU=People,DC=corp,DC=example")
	person(at("Nina Okafor"), "Nina Okafor", "mail", "nina@corp.example", "manager", at("Otto Brandt"), "title", "Clerk", "preferredLanguage", "no such language", "userAccountControl", "66048")
	person(at("Nick Tanner"), "Nick Tanner", "mail", "nick@corp.example", "manager", "uid=goodword,"+suffix)
	person(at("The Printer"), "The Printer")
}

// source is how the tests read it, two entries at a time.
func (s slapd) source() LDAP {
	return LDAP{URL: s.tls, RootCAs: s.ca.Pool, BindDN: "uid=goodword," + suffix, Password: word("pass goodword"), Base: "ou=people," + suffix,
		Filter: "(&(objectClass=person)(mail=*))", Map: Mapping{"team": "departmentNumber"}, Page: 2, Timeout: 10 * time.Second}
}

func word(s string) func() (string, error) { return func() (string, error) { return s, nil } }

func TestLDAP(t *testing.T) {
	t.Parallel()
	s := startSlapd(t)
	for name, source := range map[string]LDAP{"ldaps": s.source(), "StartTLS": func() LDAP {
		l := s.source()
		l.URL, l.StartTLS = s.plain, true
		return l
	}()} {
		list, err := source.People(t.Context())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var b strings.Builder
		for _, p := range list.Over(nil) {
			fmt.Fprintf(&b, "%s | %s | %s | %s | %s | %s | %s | %s\n", p.Address, p.Name, p.Manager, p.Team, p.Title, p.Country, p.Role, strings.Join(p.Aliases, " "))
		}
		for _, n := range list.Notices {
			fmt.Fprintf(&b, "%s: %s\n", n.Column, n.Message)
		}
		golden(t, "testdata/ldap.golden", b.String())
	}
	t.Run("refusals", func(t *testing.T) { s.refusals(t) })
}

// refusals: each says what to do.
func (s slapd) refusals(t *testing.T) {
	over, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	if _, err := s.source().People(over); err == nil || !strings.Contains(err.Error(), "the whole list did not come within the time") {
		t.Errorf("after its time: %v", err)
	}
	for name, c := range map[string]struct {
		change func(*LDAP)
		want   string
	}{
		"a wrong password":         {func(l *LDAP) { l.Password = word("wrong") }, "correct directory.ldap.bind_dn (uid=goodword,"},
		"a bind DN that is none":   {func(l *LDAP) { l.BindDN = "goodword" }, "is no DN"},
		"a base that is not there": {func(l *LDAP) { l.Base = "ou=staff," + suffix }, "correct directory.ldap.base"},
		"nobody there":             {func(l *LDAP) { l.Base = "ou=empty," + suffix }, "none is of an active person"},
		"a limit on entries":       {func(l *LDAP) { l.BindDN, l.Password = "uid=small,"+suffix, word("pass small") }, "raise its limit for uid=small"},
		"no right to read":         {func(l *LDAP) { l.BindDN, l.Password = "uid=blind,"+suffix, word("pass blind") }, "or uid=blind,dc=corp,dc=example may not see it"},
		"a filter that is none":    {func(l *LDAP) { l.Filter = "(mail=*" }, "is no filter"},
		"an unknown authority":     {func(l *LDAP) { l.RootCAs = authority.New(t).Pool }, "directory.ldap.ca_file"},
		"TLS on the plain port":    {func(l *LDAP) { l.URL = "ldaps" + strings.TrimPrefix(s.plain, "ldap") }, "is the port of directory.ldap.url right (636 for ldaps, 389 for ldap)?"},
		"no server":                {func(l *LDAP) { l.URL = "ldaps://" + freeAddress(t) }, "is the server there"},
	} {
		l := s.source()
		c.change(&l)
		list, err := l.People(t.Context())
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if len(list.People) > 0 {
			t.Errorf("%s gives %d people", name, len(list.People))
		}
		if err != nil && strings.Contains(err.Error(), "pass ") {
			t.Errorf("%s shows a password: %v", name, err)
		}
	}
}
