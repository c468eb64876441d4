package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Entra is Microsoft's directory (Entra ID), read by Microsoft Graph: GET /users
// with $select, $expand=manager and pages by @odata.nextLink.
type Entra struct {
	API    string // https://graph.microsoft.com/v1.0, without a slash at the end
	Calls  Caller
	Filter string  // OData; empty: everybody
	Map    Mapping // columns to properties, in place of the usual ones
	Page   int     // users at a time

	Wait func(context.Context, time.Duration) error // nil: by the clock
}

// Name is what the audit log calls it.
func (e Entra) Name() string { return "entra" }

// attributes are the usual properties for our columns. QUIRK: country is free
// text in Entra ID ("Germany"); usageLocation is two letters, and whoever has a
// licence has it.
func (e Entra) attributes() Mapping {
	m := Mapping{"address": "mail", "name": "displayName", "given": "givenName", "family": "surname", "manager": "manager.userPrincipalName",
		"title": "jobTitle", "team": "department", "site": "officeLocation", "phone": "businessPhones", "country": "usageLocation",
		"language": "preferredLanguage", "aliases": "proxyAddresses"}
	maps.Copy(m, e.Map)
	return m
}

// graphPage is one answer.
type graphPage struct {
	Users *[]object `json:"value"`
	Next  string    `json:"@odata.nextLink"`
}

// People asks for everybody, page by page. Errors say what to do. Accounts that
// are disabled are asked for too: whoever reports to one gets the next manager up.
func (e Entra) People(ctx context.Context) (List, error) {
	p := pages{who: e.who(), calls: e.Calls, wait: e.Wait, refusal: e.refusal}
	records, err := e.records(ctx, p)
	var said refusal
	if errors.As(err, &said) && said.expired { // the list took too long; it is begun anew once
		records, err = e.records(ctx, p)
	}
	if err != nil {
		return List{}, err
	}
	link(records)
	list, problems := gather(records)
	if len(problems) > 0 {
		return list, refused(e.Name(), problems)
	}
	if len(list.People) == 0 {
		return list, fmt.Errorf("read people from %s: it gave %d users, and none is enabled and has the property %s: correct directory.entra.filter or attributes",
			e.who(), len(records), e.attributes()["address"])
	}
	return list, nil
}

func (e Entra) who() string { return "Microsoft Graph (" + host(e.API) + ")" }

func host(api string) string {
	if u, err := url.Parse(api); err == nil && u.Host != "" {
		return u.Host
	}
	return api
}

func (e Entra) records(ctx context.Context, p pages) ([]record, error) {
	attributes := e.attributes()
	var records []record
	seen := map[string]bool{}
	for next := e.first(attributes); next != ""; {
		if seen[next] || len(seen) == mostPages {
			return nil, fmt.Errorf("read people from %s: the list of pages does not end (%d pages); nothing was changed: report it to Microsoft's support", e.who(), len(seen))
		}
		seen[next] = true
		page, err := get[graphPage](ctx, p, next)
		if err != nil {
			return nil, err
		}
		if page.Users == nil {
			return nil, fmt.Errorf("read people from %s: page %d is no list of users, so the list is not whole; nothing was changed: check directory.entra.api_url", e.who(), len(seen))
		}
		for _, o := range *page.Users {
			records = append(records, e.record(o, attributes))
		}
		if next = page.Next; next != "" && !strings.HasPrefix(next, e.API+"/") {
			return nil, fmt.Errorf("read people from %s: the next page is said to be at %s, which gets no token of ours: set directory.entra.api_url to the cloud that the tenant is in", e.who(), host(next))
		}
	}
	return once(records), nil
}

// first is the address of the first page.
func (e Entra) first(attributes Mapping) string {
	wanted := map[string]bool{"id": true, "userPrincipalName": true, "accountEnabled": true}
	q := url.Values{"$top": {fmt.Sprint(e.Page)}}
	for _, path := range attributes {
		name, _, _ := strings.Cut(path, ".")
		name, _, _ = strings.Cut(name, "[")
		if name == "manager" {
			q.Set("$expand", "manager($select=id,userPrincipalName)")
			continue
		}
		wanted[name] = true
	}
	q.Set("$select", strings.Join(slices.Sorted(maps.Keys(wanted)), ","))
	if e.Filter != "" {
		q.Set("$filter", e.Filter)
	}
	return e.API + "/users?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

func (e Entra) record(o object, attributes Mapping) record {
	key := append(append(o.at("userPrincipalName"), o.at("id")...), "")[0]
	enabled, told := o["accountEnabled"].(bool)
	return o.record(key, enabled || !told, attributes)
}

// refusal says what an answer of Microsoft Graph means.
func (e Entra) refusal(status int, body []byte) refusal {
	var said struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	_ = json.Unmarshal(body, &said) // what is no JSON says nothing
	r := refusal{status: status, code: said.Error.Code, said: said.Error.Message}
	switch {
	case status == http.StatusGone, strings.Contains(r.code, "ExpiredPageToken"):
		r.expired, r.do = true, "the pages came too slowly to be read to the end: ask for more at a time (directory.entra.page), or read at a quieter time"
	case status == http.StatusUnauthorized, r.code == "Authorization_IdentityNotFound":
		r.do = "the token is not for this tenant or cloud: check directory.entra.tenant, api_url and token_url"
	case status == http.StatusForbidden:
		r.do = "the app may not read people: add User.Read.All under API permissions of the app registration (Microsoft Graph, Application permissions), then let an administrator press \"Grant admin consent\"; it may take some minutes to count"
	case status == http.StatusNotFound:
		r.do = "check directory.entra.api_url: https://graph.microsoft.com/v1.0, or that of a national cloud"
	case status == http.StatusBadRequest:
		r.do = "it does not take the question: correct directory.entra.filter or attributes; filters that Graph calls advanced do not go with managers, and properties are written as Graph's documentation does"
	}
	return r
}
