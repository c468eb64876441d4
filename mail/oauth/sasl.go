package oauth

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// The mechanisms.
const (
	XOAUTH2     = "XOAUTH2"     // Google's and Microsoft's own
	OAUTHBEARER = "OAUTHBEARER" // RFC 7628
)

// Exchange is one SASL exchange, a sasl.Client. A server that refuses says why
// in a challenge, which Exchange answers and keeps.
type Exchange struct {
	mechanism  string
	user, host string
	port       int
	token      string
	bye        []byte // the answer to the challenge
	said       []byte
}

// errTalks ends an exchange with a server that asks and asks.
var errTalks = errors.New("the server goes on asking after it refused")

// Start gives the mechanism and its first and only message.
func (e *Exchange) Start() (mechanism string, first []byte, err error) {
	if strings.ContainsAny(e.user+e.token, "\x00\x01\r\n") {
		return "", nil, errors.New("the user's name or the token holds a control character")
	}
	if e.mechanism == XOAUTH2 {
		return XOAUTH2, []byte("user=" + e.user + "\x01auth=Bearer " + e.token + "\x01\x01"), nil
	}
	user := strings.NewReplacer("=", "=3D", ",", "=2C").Replace(e.user) // RFC 5801 section 4
	return OAUTHBEARER, fmt.Appendf(nil, "n,a=%s,\x01host=%s\x01port=%d\x01auth=Bearer %s\x01\x01", user, e.host, e.port, e.token), nil
}

// Next takes the reason of a refusal and lets the server end the exchange.
func (e *Exchange) Next(challenge []byte) ([]byte, error) {
	if e.said != nil {
		return nil, errTalks
	}
	e.said = append([]byte{}, challenge[:min(len(challenge), 4096)]...)
	return e.bye, nil
}

// verdict is the JSON of a refusal: XOAUTH2 and RFC 7628 section 3.2.2.
type verdict struct {
	Status  string `json:"status"`
	Scope   string `json:"scope"`
	Schemes string `json:"schemes"`
}

// verdict reads what the server said in the challenge; ok is false when it said
// nothing that can be read.
func (e *Exchange) verdict() (v verdict, ok bool) {
	var raw map[string]any
	if json.Unmarshal(e.said, &raw) != nil {
		return v, false
	}
	// QUIRK: Google writes the status as a text of digits, other servers as a number.
	if status, there := raw["status"]; there {
		v.Status = strings.TrimSpace(fmt.Sprint(status))
	}
	v.Scope, _ = raw["scope"].(string)
	v.Schemes, _ = raw["schemes"].(string)
	return v, v.Status != ""
}
