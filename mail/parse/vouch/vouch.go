// Package vouch says whether the sender of a mail is proven: by the verdict that
// the company's own mail server wrote on top (RFC 8601), by a DKIM signature
// verified here (RFC 6376), or by the mark the settings name for the company's
// internal mail. It takes nothing else for proof: no ARC, no Reply-To, no
// Authentication-Results field below the first, and nothing malformed. jobs asks
// it before a mail may decide or be answered; it knows nothing of who may.
package vouch

import (
	"errors"
	"net/mail"
	"strings"

	"goodword/mail/address"
	"goodword/mail/parse/part"
)

// Rules say what counts as proof here.
type Rules struct {
	// AuthservIDs names the servers whose Authentication-Results count, as they
	// write their own names; none means that no such field counts.
	AuthservIDs []string
	// LookupTXT fetches the TXT records of a domain, for DKIM keys; it is called
	// up to five times a mail, from several goroutines at once, and sets its own
	// time limit. nil means no look-ups: signatures prove nothing then.
	LookupTXT func(domain string) ([]string, error)
	// Internal names what stands for proof in mail that never left the company
	// and bears no verdict.
	Internal []Internal
}

// Internal is one rule for the company's own mail: for senders of Domains, the
// topmost field named Header must have exactly this Value.
//
// QUIRK: Microsoft 365 writes X-MS-Exchange-Organization-AuthAs: Internal into
// mail between its own mailboxes and removes the field from mail that comes in.
type Internal struct {
	Domains []string
	Header  string
	Value   string
}

// Verdict is the answer.
type Verdict struct {
	Vouched bool
	Denied  bool            // the company's own server says that From is forged; never set beside Vouched
	By      string          // "authentication-results", "dkim", "internal", "" for nothing
	Reason  string          // why, or why not, in words for the operator
	From    address.Mailbox // the one sender, if the From field names one; its Name is a claim even when Vouched
}

// Check says who vouches for the sender of raw; root is raw taken apart.
func Check(raw []byte, root *part.Part, rules Rules) Verdict {
	h, from, err := sender(raw, root)
	v := Verdict{From: from}
	if err != nil {
		v.Reason = "not vouched for: " + err.Error()
		return v
	}
	domain := address.Domain(from.Address)
	var why []string
	for _, rule := range []struct {
		by  string
		try func() (string, error)
	}{
		{"internal", func() (string, error) { return internal(h, domain, rules.Internal) }},
		{"authentication-results", func() (string, error) { return serverVerdict(h, domain, rules.AuthservIDs) }},
		{"dkim", func() (string, error) { return signature(raw, h, domain, rules.LookupTXT, everyField) }},
	} {
		reason, err := rule.try()
		if err == nil {
			v.Vouched, v.Denied, v.By, v.Reason = true, false, rule.by, reason
			return v
		}
		if errors.Is(err, errDenied) {
			v.Denied = true
		}
		if !errors.Is(err, errNotAsked) {
			why = append(why, err.Error())
		}
	}
	if len(why) == 0 {
		why = append(why, "the settings name nothing that could prove a sender")
	}
	v.Reason = "not vouched for: " + strings.Join(why, "; ")
	return v
}

// Original says whether the attached original of a forward, given by its raw
// bytes, is proven to be from its author: a DKIM signature that is aligned with
// its one From and covers it. To whom it was written proves nothing and is not
// asked for.
func Original(raw []byte, lookupTXT func(domain string) ([]string, error)) Verdict {
	root, _ := part.ParseLimited(raw, part.Limits{Parts: 1})
	h, from, err := sender(raw, root)
	v := Verdict{From: from}
	if err != nil {
		v.Reason = "not proven: " + err.Error()
		return v
	}
	reason, err := signature(raw, h, address.Domain(from.Address), lookupTXT, fromAlone)
	switch {
	case err == nil:
		v.Vouched, v.By, v.Reason = true, "dkim", reason
	case errors.Is(err, errNotAsked):
		v.Reason = "not proven: key look-ups are off"
	default:
		v.Reason = "not proven: " + err.Error()
	}
	return v
}

// errDenied says that the server found the sender forged.
var errDenied = errors.New("so the sender is forged")

// errNotAsked says that the settings do not ask for this kind of proof.
var errNotAsked = errors.New("not asked for")

// sender reads the header strictly and gives the one sender in it.
func sender(raw []byte, root *part.Part) (header, address.Mailbox, error) {
	if root == nil || root.HeaderCut {
		return nil, address.Mailbox{}, errors.New("the header is too long to be read whole")
	}
	h, err := scan(raw)
	if err != nil {
		return nil, address.Mailbox{}, err
	}
	values, seen := h.all("From"), root.All("From")
	if len(values) != 1 || len(seen) != 1 {
		return nil, address.Mailbox{}, errors.New("the mail has not exactly one From field")
	}
	if values[0] != seen[0].Raw {
		return nil, address.Mailbox{}, errors.New("the From field can be read in two ways")
	}
	from, err := oneMailbox(values[0])
	return h, from, err
}

// oneMailbox reads a From value that must name one mailbox, by the letter of
// RFC 5322 section 3.6.2 without its obsolete forms. Groups and routes name
// nobody, or somebody else.
func oneMailbox(value string) (address.Mailbox, error) {
	if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7F }) {
		return address.Mailbox{}, errors.New("the From field has control characters")
	}
	if hasOutside(value, ':', ';') {
		return address.Mailbox{}, errors.New("the From field names a group or a route")
	}
	list, err := mail.ParseAddressList(undecoded(value))
	if err != nil {
		return address.Mailbox{}, errors.New("the From field is malformed: " + err.Error())
	}
	if len(list) != 1 {
		return address.Mailbox{}, errors.New("the From field names more than one address")
	}
	if !address.Valid(list[0].Address) || strings.ContainsAny(list[0].Address, "\"\\") {
		return address.Mailbox{}, errors.New("the address in the From field is of no common form")
	}
	shown, _ := address.Parse(value)
	if !address.Same(shown.Address, list[0].Address) {
		return address.Mailbox{}, errors.New("the From field can be read in two ways")
	}
	return shown, nil
}

// undecoded keeps net/mail from decoding encoded words, whose charsets it may
// not know: only the address matters here.
func undecoded(value string) string { return strings.ReplaceAll(value, "=?", "=_") }

// hasOutside says whether one of the bytes stands outside quotes and comments.
func hasOutside(s string, any ...byte) bool {
	quoted, depth := false, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '"' && depth == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth <= 0 && strings.IndexByte(string(any), c) >= 0:
			return true
		}
	}
	return false
}

// internal applies the rules for the company's own mail.
func internal(h header, domain string, rules []Internal) (string, error) {
	err := errNotAsked
	for _, rule := range rules {
		if !containsFold(rule.Domains, domain) || rule.Header == "" || rule.Value == "" {
			continue
		}
		values := h.all(rule.Header)
		switch {
		case len(values) == 0:
			err = errors.New("no field " + rule.Header + ", which marks internal mail")
		case values[0] != rule.Value:
			err = errors.New("the topmost " + rule.Header + " is not " + rule.Value)
		default:
			return "internal mail of " + domain + ": the topmost " + rule.Header + " is " + rule.Value, nil
		}
	}
	return "", err
}

func containsFold(list []string, domain string) bool {
	for _, one := range list {
		if one != "" && !strings.Contains(one, "@") && address.Domain("x@"+one) == domain {
			return true
		}
	}
	return false
}
