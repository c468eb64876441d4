package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Google is the directory of a Google Workspace, read by the Admin SDK's
// Directory API: users.list, with pages by nextPageToken.
type Google struct {
	API      string // https://admin.googleapis.com, without a slash at the end
	Calls    Caller
	Customer string   // my_customer, or an ID
	Query    string   // as the API takes it; empty: everybody
	Units    []string // organizational units whose people count, with those below; empty: all
	Map      Mapping  // columns to paths, in place of the usual ones
	Page     int      // users at a time, 500 at most
	Admin    string   // whom the service account acts for, for advice

	Wait func(context.Context, time.Duration) error // nil: by the clock
}

// Name is what the audit log calls it.
func (g Google) Name() string { return "google" }

// attributes are the usual paths for our columns.
func (g Google) attributes() Mapping {
	m := Mapping{"address": "primaryEmail", "name": "name.fullName", "given": "name.givenName", "family": "name.familyName",
		"manager": "relations[type=manager].value", "title": "organizations.title", "team": "organizations.department",
		"site": "locations.buildingId", "phone": "phones[type=work].value", "country": "addresses[type=work].countryCode",
		"language": "languages.languageCode", "aliases": "aliases"}
	maps.Copy(m, g.Map)
	return m
}

// googlePage is one answer.
type googlePage struct {
	Kind  string   `json:"kind"`
	Users []object `json:"users"`
	Next  string   `json:"nextPageToken"`
}

// People asks for everybody, page by page. Errors say what to do. Who is
// suspended or archived, or outside the units, is asked for too: whoever reports
// to them gets the next manager up.
func (g Google) People(ctx context.Context) (List, error) {
	records, err := g.records(ctx, pages{who: g.who(), calls: g.Calls, wait: g.Wait, refusal: g.refusal})
	if err != nil {
		return List{}, err
	}
	link(records)
	list, problems := gather(records)
	if len(problems) > 0 {
		return list, refused(g.Name(), problems)
	}
	if len(list.People) == 0 {
		return list, fmt.Errorf("read people from %s: it gave %d users, and none is active, in directory.google.org_units and has %s: correct query, org_units or attributes",
			g.who(), len(records), g.attributes()["address"])
	}
	return list, nil
}

func (g Google) who() string { return "Google's directory (" + host(g.API) + ")" }

func (g Google) records(ctx context.Context, p pages) ([]record, error) {
	attributes := g.attributes()
	q := url.Values{"customer": {g.Customer}, "maxResults": {fmt.Sprint(g.Page)}, "orderBy": {"email"}}
	if g.Query != "" {
		q.Set("query", g.Query)
	}
	for _, path := range attributes {
		if strings.HasPrefix(path, "customSchemas.") {
			q.Set("projection", "full")
		}
	}
	var records []record
	seen := map[string]bool{}
	for {
		page, err := get[googlePage](ctx, p, g.API+"/admin/directory/v1/users?"+q.Encode())
		if err != nil {
			return nil, err
		}
		if page.Kind != "admin#directory#users" {
			return nil, fmt.Errorf("read people from %s: page %d is no list of users, so the list is not whole; nothing was changed: check directory.google.api_url", g.who(), len(seen)+1)
		}
		for _, o := range page.Users {
			records = append(records, g.record(o, attributes))
		}
		if page.Next == "" {
			return once(records), nil
		}
		if seen[page.Next] || len(seen) == mostPages {
			return nil, fmt.Errorf("read people from %s: the list of pages does not end (%d pages); nothing was changed: report it to Google's support", g.who(), len(seen))
		}
		seen[page.Next] = true
		q.Set("pageToken", page.Next)
	}
}

func (g Google) record(o object, attributes Mapping) record {
	key := append(append(o.at("primaryEmail"), o.at("id")...), "")[0]
	unit, _ := o["orgUnitPath"].(string)
	r := o.record(key, o["suspended"] != true && o["archived"] != true && g.counts(unit), attributes)
	for ours, path := range attributes {
		if path == "orgUnitPath" { // the last part is the unit's own name
			r.values[ours] = []string{unit[strings.LastIndex(unit, "/")+1:]}
		}
	}
	return r
}

// counts says whether a unit is one of those that were asked for, or below one.
func (g Google) counts(unit string) bool {
	return len(g.Units) == 0 || slices.ContainsFunc(g.Units, func(u string) bool {
		u = strings.TrimRight(u, "/")
		return strings.EqualFold(unit, u) || len(unit) > len(u) && strings.EqualFold(unit[:len(u)+1], u+"/")
	})
}

// googleSaid is the body of a refusal.
type googleSaid struct {
	Error struct {
		Message string `json:"message"`
		Errors  []struct {
			Reason string `json:"reason"`
		} `json:"errors"`
		Details []struct {
			Reason string `json:"reason"`
		} `json:"details"`
	} `json:"error"`
}

// refusal says what an answer of the Directory API means.
func (g Google) refusal(status int, body []byte) refusal {
	var said googleSaid
	_ = json.Unmarshal(body, &said) // what is no JSON says nothing
	var reasons []string
	for _, e := range said.Error.Errors {
		reasons = append(reasons, e.Reason)
	}
	for _, d := range said.Error.Details {
		reasons = append(reasons, d.Reason)
	}
	r := refusal{status: status, said: said.Error.Message}
	if len(reasons) > 0 {
		r.code = reasons[0]
	}
	is := func(any ...string) bool {
		return slices.ContainsFunc(reasons, func(s string) bool { return slices.Contains(any, s) })
	}
	switch {
	// QUIRK: Google asks to slow down by 403 as well as by 429.
	case is("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "RATE_LIMIT_EXCEEDED"):
		r.slow, r.do = true, passes
	case is("dailyLimitExceeded"):
		r.do = "the project's questions of a day are used up: read less often (directory.every), or raise the quota in the Cloud console"
	case is("accessNotConfigured", "SERVICE_DISABLED"):
		r.do = "enable the Admin SDK API in the Cloud project of the service account, and wait some minutes"
	case is("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
		r.do = "let a Workspace administrator add the scope https://www.googleapis.com/auth/admin.directory.user.readonly to the service account's client ID under Security, API controls, Domain-wide delegation"
	case status == http.StatusForbidden:
		r.do = g.Admin + " may not read users: set directory.google.admin to an administrator whose role has the privilege Users, Read (Admin API privileges), and give the Workspace API access"
	case status == http.StatusUnauthorized:
		r.do = "it takes no token of the service account: check directory.google.service_account and the delegation (docs/directory.md)"
	case status == http.StatusNotFound:
		r.do = "there is no such customer, or api_url is wrong: correct directory.google.customer, or leave it out"
	case status == http.StatusBadRequest:
		r.do = "it does not take the question: correct directory.google.query or customer"
	}
	return r
}
