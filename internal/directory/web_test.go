package directory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// replies is one scripted answer of a recorded server.
type replies struct {
	status int
	head   map[string]string
	body   string
	cut    bool // the connection ends in the middle of the body
}

// recorded is a directory's server that gives its pages, unless a test told it otherwise.
type recorded struct {
	*httptest.Server
	folder string // of testdata
	token  string // the query's key for the next page

	mutex  sync.Mutex
	script []replies
	asked  []string      // paths and queries
	waited time.Duration // that the reader did
}

func newRecorded(t *testing.T, folder, token string) *recorded {
	t.Helper()
	r := &recorded{folder: folder, token: token}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

// ServeHTTP gives the next scripted answer, or a page.
func (r *recorded) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.asked = append(r.asked, req.URL.Path+"?"+req.URL.RawQuery)
	w.Header().Set("Content-Type", "application/json")
	if len(r.script) > 0 {
		next := r.script[0]
		r.script = r.script[1:]
		if next.status != 0 {
			r.say(w, next)
			return
		}
	}
	page := req.URL.Query().Get(r.token)
	if page == "" {
		page = "first"
	}
	text, err := os.ReadFile("testdata/" + r.folder + "/" + page + ".json")
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = io.WriteString(w, strings.ReplaceAll(string(text), "API", r.URL))
}

func (r *recorded) say(w http.ResponseWriter, a replies) {
	for name, value := range a.head {
		w.Header().Set(name, value)
	}
	if a.cut {
		w.Header().Set("Content-Length", fmt.Sprint(len(a.body)+100))
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, strings.ReplaceAll(a.body, "API", r.URL))
}

func (r *recorded) wait(_ context.Context, d time.Duration) error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.waited += d
	return nil
}

func (r *recorded) entra() Entra {
	return Entra{API: r.URL, Calls: r.Client(), Filter: "userType eq 'Member'", Page: 3, Wait: r.wait,
		Map: Mapping{"shift": "onPremisesExtensionAttributes.extensionAttribute1"}}
}

func (r *recorded) google() Google {
	return Google{API: r.URL, Calls: r.Client(), Customer: "my_customer", Units: []string{"/Staff/"}, Page: 3, Wait: r.wait, Admin: "boss@corp.example",
		Map: Mapping{"shift": "customSchemas.Work.shift", "region": "orgUnitPath"}}
}

// sources are both directories, each with its recorded server.
func sources(t *testing.T) map[string]func() (*recorded, Source) {
	return map[string]func() (*recorded, Source){
		"entra":  func() (*recorded, Source) { r := newRecorded(t, "entra", "$skiptoken"); return r, r.entra() },
		"google": func() (*recorded, Source) { r := newRecorded(t, "google", "pageToken"); return r, r.google() },
	}
}

func TestDirectoriesOverHTTP(t *testing.T) {
	t.Parallel()
	for name, start := range sources(t) {
		server, source := start()
		list, err := source.People(t.Context())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var b strings.Builder
		for _, asked := range server.asked {
			fmt.Fprintln(&b, asked)
		}
		for _, p := range list.Over(nil) {
			for _, c := range columns() {
				if value := c.get(&p); value != "" {
					fmt.Fprintf(&b, "%s: %s | ", c.name, value)
				}
			}
			fmt.Fprintln(&b)
		}
		for _, n := range list.Notices {
			fmt.Fprintf(&b, "%s: %s\n", n.Column, n.Message)
		}
		golden(t, "testdata/"+name+".golden", b.String())
	}
}

// What passes is waited out as the server asks; what cannot be whole is not used.
func TestPagesThatFail(t *testing.T) {
	t.Parallel()
	slow := replies{status: 429, head: map[string]string{"Retry-After": "7"}}
	for name, c := range map[string]struct {
		script []replies
		waited time.Duration
		says   string // "" for a list that is whole
	}{
		"throttled once":        {script: []replies{slow}, waited: 7 * time.Second},
		"throttled in between":  {script: []replies{{}, slow, {status: 503}}, waited: 9 * time.Second},
		"throttled for long":    {script: []replies{{status: 429, head: map[string]string{"Retry-After": "3600"}}}, says: "asks to wait for 1h0m0s"},
		"throttled for ever":    {script: []replies{slow, slow, slow, slow, slow, slow}, waited: 7*3*time.Second + (8+16)*time.Second, says: "asked 6 times"},
		"a broken off answer":   {script: []replies{{status: 200, body: `{"kind":"admin#directory#users","value":[`, cut: true}}, waited: time.Second},
		"half an answer":        {script: []replies{{status: 200, body: `{"value":[`}}, waited: time.Second},
		"a page that half fits": {script: []replies{{}, {status: 200, body: halfFits}}, waited: time.Second},
		"another's page":        {script: []replies{{status: 200, body: "{}"}}, says: "page 1 is no list of users"},
		"the second is nothing": {script: []replies{{}, {status: 200, body: "{}"}}, says: "page 2 is no list of users"},
		"a proxy's page":        {script: []replies{proxy, proxy, proxy, proxy, proxy, proxy}, waited: 31 * time.Second, says: "check api_url"},
		"pages without an end":  {script: []replies{{}, round, round}, says: "does not end"},
	} {
		for dir, start := range sources(t) {
			server, source := start()
			server.script = c.script
			list, err := source.People(t.Context())
			if c.says == "" && (err != nil || len(list.People) != 4) || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says) || len(list.People) > 0) {
				t.Errorf("%s, %s: %d people, %v", dir, name, len(list.People), err)
			}
			if server.waited != c.waited {
				t.Errorf("%s, %s: waited %s, want %s", dir, name, server.waited, c.waited)
			}
		}
	}
}

var (
	proxy = replies{status: 200, body: "<html>Sign in to the network</html>"}
	round = replies{status: 200, body: `{"kind":"admin#directory#users","users":[],"value":[],"nextPageToken":"second","@odata.nextLink":"API/users?$top=3&$skiptoken=second"}`}
)

// halfFits names a next page before what does not fit.
const halfFits = `{"nextPageToken":"second","@odata.nextLink":"API/users?$skiptoken=nowhere","kind":"admin#directory#users","users":5,"value":5}`

// Each refusal says what to do, and shows no more of an answer than its words.
func TestRefusalsOverHTTP(t *testing.T) {
	t.Parallel()
	graph := func(code, message string) string {
		return fmt.Sprintf(`{"error":{"code":%q,"message":%q,"innerError":{"date":"2026-11-22T12:00:00","request-id":"r"}}}`, code, message)
	}
	admin := func(reason, message string) string {
		return fmt.Sprintf(`{"error":{"code":403,"message":%q,"errors":[{"message":%q,"domain":"global","reason":%q}]}}`, message, message, reason)
	}
	for name, c := range map[string]struct {
		source string
		answer replies
		want   string
	}{
		"no permission of Graph":  {"entra", replies{status: 403, body: graph("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")}, "add User.Read.All"},
		"another tenant's token":  {"entra", replies{status: 401, body: graph("InvalidAuthenticationToken", "Access token validation failure.")}, "directory.entra.tenant"},
		"a filter that is none":   {"entra", replies{status: 400, body: graph("Request_UnsupportedQuery", "Unsupported Query.")}, "directory.entra.filter"},
		"another API":             {"entra", replies{status: 404, body: "not here"}, "directory.entra.api_url"},
		"pages at another place":  {"entra", replies{status: 200, body: `{"value":[],"@odata.nextLink":"https://graph.elsewhere.example/v1.0/users?x"}`}, "graph.elsewhere.example, which gets no token"},
		"nobody there":            {"entra", replies{status: 200, body: `{"value":[]}`}, "directory.entra.filter or attributes"},
		"no administrator":        {"google", replies{status: 403, body: admin("forbidden", "Not Authorized to access this resource/api")}, "boss@corp.example may not read users"},
		"no delegation":           {"google", replies{status: 403, body: admin("insufficientPermissions", "Insufficient Permission")}, "admin.directory.user.readonly"},
		"the API is off":          {"google", replies{status: 403, body: admin("accessNotConfigured", "Admin SDK API has not been used in project 1")}, "enable the Admin SDK API"},
		"a day's questions":       {"google", replies{status: 403, body: admin("dailyLimitExceeded", "Daily Limit Exceeded")}, "directory.every"},
		"no such customer":        {"google", replies{status: 404, body: admin("notFound", "Resource Not Found: domain")}, "directory.google.customer"},
		"a query that is none":    {"google", replies{status: 400, body: admin("invalid", "Invalid Input: query")}, "directory.google.query"},
		"nobody in the Workspace": {"google", replies{status: 200, body: `{"kind":"admin#directory#users"}`}, "directory.google.org_units"},
	} {
		server, source := sources(t)[c.source]()
		server.script = []replies{c.answer}
		if _, err := source.People(t.Context()); err == nil || !strings.Contains(err.Error(), c.want) || server.waited > 0 {
			t.Errorf("%s: %v, want %q; waited %s", name, err, c.want, server.waited)
		}
	}
	// Google says "slow down" by 403, too.
	server, source := sources(t)["google"]()
	server.script = []replies{{status: 403, body: admin("userRateLimitExceeded", "User Rate Limit Exceeded")}}
	if _, err := source.People(t.Context()); err != nil || server.waited != time.Second {
		t.Errorf("a rate limit of Google's: %v, waited %s", err, server.waited)
	}
	// A list of Graph's that expires while it is read is begun anew, once.
	server, source = sources(t)["entra"]()
	expired := replies{status: 400, body: graph("Directory_ExpiredPageToken", "The specified page token value has expired.")}
	server.script = []replies{{}, expired}
	if list, err := source.People(t.Context()); err != nil || len(list.People) != 4 || len(server.asked) != 4 {
		t.Errorf("an expired page: %v, asked %d times", err, len(server.asked))
	}
	server.script = []replies{{}, expired, {}, expired}
	if _, err := source.People(t.Context()); err == nil || !strings.Contains(err.Error(), "directory.entra.page") {
		t.Errorf("pages that always expire: %v", err)
	}
}

// refuses gives an error in place of an answer, as a source of tokens does.
type refuses struct{ err error }

func (r refuses) Do(*http.Request) (*http.Response, error) { return nil, r.err }

// A token that cannot be had is told at once; a server that cannot be reached is tried again.
func TestNoWayToTheDirectory(t *testing.T) {
	t.Parallel()
	server := newRecorded(t, "entra", "$skiptoken")
	e := server.entra()
	e.Calls = refuses{errors.New("the client secret has expired")}
	if _, err := e.People(t.Context()); err == nil || !strings.Contains(err.Error(), "the client secret has expired") || server.waited > 0 {
		t.Errorf("no token: %v, waited %s", err, server.waited)
	}
	e.Calls = server.Client()
	server.Close()
	if _, err := e.People(t.Context()); err == nil || !strings.Contains(err.Error(), "HTTPS_PROXY") || strings.Contains(err.Error(), "$select") || server.waited != 31*time.Second {
		t.Errorf("no server: %v, waited %s", err, server.waited)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.People(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("somebody who left: %v", err)
	}
}
