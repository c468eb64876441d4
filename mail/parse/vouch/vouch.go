// Package vouch says whether the sender of a mail is proven: by the verdict that
// the company's own mail server wrote on top (RFC 8601), by a DKIM signature
// verified here (RFC 6376), or by the mark the settings name for the company's
// internal mail. It takes nothing else for proof: no ARC, no Reply-To, no
// Authentication-Results field below the first, and nothing malformed. jobs asks
// it before a mail may decide or be answered; it knows nothing of who may.
package vouch

import (
	"errors"
	netmail "net/mail"
	"strings"
	"unicode/utf8"

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
	Denied  bool // the company's own server says that From is forged; never set beside Vouched

	// SignatureAlone says that the proof is a DKIM signature and nothing else. An
	// old genuine mail bears it as well, so the caller must see that the Date is
	// later than what the mail answers, and that its Message-ID was never seen.
	SignatureAlone bool

	By     string          // "authentication-results", "dkim", "internal", "" for nothing
	Reason string          // why, or why not, in words for the operator
	From   address.Mailbox // the one sender, if the From field names one; its Name is a claim even when Vouched
}

// mail is a mail whose sender is asked for, its header read by the letter.
type mail struct {
	header header
	from   address.Mailbox
	domain string // of from, folded
}

// Check says who vouches for the sender of raw; root is raw taken apart.
func Check(raw []byte, root *part.Part, rules Rules) Verdict {
	c, err := sender(raw, root)
	v := Verdict{From: c.from}
	if err != nil {
		v.Reason = "not vouched for: " + err.Error()
		return v
	}
	var why []string
	for _, by := range []string{"internal", "authentication-results", "dkim"} {
		reason, signatureAlone, err := c.try(by, rules)
		if err == nil {
			v.Vouched, v.Denied, v.SignatureAlone, v.By, v.Reason = true, false, signatureAlone, by, reason
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

// try looks for one kind of proof.
func (c *mail) try(by string, rules Rules) (reason string, signatureAlone bool, err error) {
	switch by {
	case "internal":
		reason, err = c.internal(rules.Internal)
		return reason, false, err
	case "authentication-results":
		return c.serverVerdict(rules.AuthservIDs)
	}
	reason, err = c.signature(rules.LookupTXT, everyField)
	return reason, true, err
}

// Original says whether the attached original of a forward, given by its raw
// bytes, is proven to be from its author: a DKIM signature that is aligned with
// its one From and covers it. To whom it was written proves nothing and is not
// asked for.
func Original(raw []byte, lookupTXT func(domain string) ([]string, error)) Verdict {
	root, _ := part.ParseLimited(raw, part.Limits{Parts: 1})
	c, err := sender(raw, root)
	v := Verdict{From: c.from}
	if err != nil {
		v.Reason = "not proven: " + err.Error()
		return v
	}
	reason, err := c.signature(lookupTXT, fromAlone)
	switch {
	case err == nil:
		v.Vouched, v.SignatureAlone, v.By, v.Reason = true, true, "dkim", reason
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

// maxFrom caps the From field, in bytes: it names one person.
const maxFrom = 8 << 10

// sender reads the header strictly and gives the mail with the one sender in it.
func sender(raw []byte, root *part.Part) (*mail, error) {
	c := &mail{}
	if root == nil || root.HeaderCut {
		return c, errors.New("the header is too long to be read whole")
	}
	var err error
	if c.header, err = scan(raw); err != nil {
		return c, err
	}
	var seen []string
	for i := range root.Fields {
		if strings.EqualFold(root.Fields[i].Name, "From") {
			seen = append(seen, root.Fields[i].Raw)
		}
	}
	if c.header.count("From") != 1 || len(seen) != 1 {
		return c, errors.New("the mail has not exactly one From field")
	}
	value, _ := c.header.first("From")
	if value != seen[0] {
		return c, errors.New("the From field can be read in two ways")
	}
	if len(value) > maxFrom {
		return c, errors.New("the From field is too long")
	}
	if c.from, err = oneMailbox(value); err == nil {
		c.domain = address.Domain(c.from.Address)
	}
	return c, err
}

// oneMailbox reads a From value that must name one mailbox, by the letter of
// RFC 5322 section 3.6.2 without its obsolete forms. Groups and routes name
// nobody, or somebody else.
func oneMailbox(value string) (address.Mailbox, error) {
	if addr, ok := plainMailbox(value); ok {
		if shown, _ := address.Parse(value); address.Same(shown.Address, addr) {
			return shown, nil
		}
	}
	if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7F }) {
		return address.Mailbox{}, errors.New("the From field has control characters")
	}
	if hasOutside(value, ':', ';') {
		return address.Mailbox{}, errors.New("the From field names a group or a route")
	}
	list, err := netmail.ParseAddressList(undecoded(value))
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

// plainMailbox gives the address in a value of the common form NAME <ADDRESS>,
// or ADDRESS alone, that can be read in one way only: without quotes, comments,
// lists and controls.
func plainMailbox(value string) (addr string, ok bool) {
	addr = value
	if open := strings.IndexByte(value, '<'); open >= 0 && strings.HasSuffix(value, ">") {
		addr = value[open+1 : len(value)-1]
		if strings.ContainsFunc(value[:open], special) {
			return "", false
		}
	}
	if strings.ContainsFunc(addr, uncommon) || strings.Contains(addr, "..") || strings.HasSuffix(addr, ".") || strings.Contains(addr, ".@") {
		return "", false
	}
	return addr, address.Valid(addr) && addr[0] != '.' && !strings.Contains(addr, "@.")
}

// uncommon says whether r is seldom seen in an address.
func uncommon(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9', 'A' <= r && r <= 'Z':
		return false
	}
	return !strings.ContainsRune("@.-_+=", r)
}

// special says whether r has a meaning in an address (RFC 5322 section 3.2.3),
// or is none to be seen.
func special(r rune) bool {
	if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == ' ' {
		return false
	}
	return r < ' ' && r != '\t' || r == 0x7F || r == utf8.RuneError || strings.ContainsRune(`()<>[]:;@\,"`, r)
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
func (c *mail) internal(rules []Internal) (string, error) {
	err := errNotAsked
	for _, rule := range rules {
		if !containsFold(rule.Domains, c.domain) || rule.Header == "" || rule.Value == "" {
			continue
		}
		value, ok, malformed := c.header.topmost(rule.Header)
		switch {
		case malformed != nil:
			err = malformed
		case !ok:
			err = errors.New("no field " + rule.Header + ", which marks internal mail")
		case value != rule.Value:
			err = errors.New("the topmost " + rule.Header + " is not " + rule.Value)
		default:
			return "internal mail of " + c.domain + ": the topmost " + rule.Header + " is " + rule.Value, nil
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
