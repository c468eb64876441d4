package vouch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
	"golang.org/x/net/publicsuffix"

	"goodword/mail/address"
)

// What one mail may cost: each signature a look-up, each key a walk over the
// fields it may name.
const (
	maxSignatures = 5        // of one mail, aligned with From
	maxKeys       = 100      // fields that a signature names
	maxSigned     = 16 << 10 // bytes of one field that is signed, or signs
)

// coverage says which fields a signature must cover: always those that must be
// there, and the others where they are.
type coverage struct{ always, wherePresent []string }

var (
	// everyField keeps a genuine old answer from counting again under another
	// subject, date or id, to other recipients, or in another thread.
	everyField = coverage{
		always:       []string{"From", "To", "Subject", "Date", "Message-ID"},
		wherePresent: []string{"Cc", "In-Reply-To", "References"},
	}
	fromAlone = coverage{always: []string{"From"}}
)

// claim is a DKIM-Signature field as it says of itself. Whether it verifies is
// another question.
type claim struct {
	field   field
	domain  string
	keys    []string
	partial bool // l=: text may stand behind what was signed
	broken  bool
}

// signatures reads the DKIM-Signature fields of signers that belong to domain's
// organisation, and those that cannot be read. other is a signer that does not.
func signatures(h header, domain string) (list []claim, other string) {
	for _, f := range h.fields {
		if !h.is(f, "DKIM-Signature") {
			continue
		}
		s := readSignature(h, f)
		if !s.broken && !aligned(s.domain, domain) {
			other = s.domain
			continue
		}
		if list = append(list, s); len(list) > maxSignatures {
			break // one more than is looked at
		}
	}
	return list, other
}

// readSignature reads the tags that matter here (RFC 6376 section 3.2).
func readSignature(h header, f field) claim {
	s := claim{field: f}
	if f.end-f.start > maxSigned {
		s.broken = true
		return s
	}
	seen := map[string]bool{}
	for _, tag := range strings.Split(strings.Join(strings.Fields(h.text(f)), ""), ";") {
		name, value, ok := strings.Cut(tag, "=")
		if tag != "" && !ok || seen[name] {
			s.broken = true
		}
		seen[name] = true
		switch name {
		case "d":
			s.domain = value
		case "h":
			s.keys = strings.SplitN(value, ":", maxKeys+1)
		case "l":
			s.partial = true
		}
	}
	s.broken = s.broken || s.domain == "" || len(s.keys) > maxKeys
	return s
}

// signature takes a DKIM signature for proof that verifies, is aligned with the
// From domain in DMARC's relaxed way (RFC 7489 section 3.1.1), and covers what
// it must. l= and SHA-1 are refused by the verifier.
func (c *mail) signature(lookupTXT func(string) ([]string, error), must coverage) (string, error) {
	if lookupTXT == nil {
		return "", errNotAsked
	}
	list, other := signatures(c.header, c.domain)
	switch {
	case len(list) == 0 && other != "":
		return "", fmt.Errorf("the DKIM signature is of %.80q, and From is of %s", other, c.domain)
	case len(list) == 0:
		return "", errors.New("no DKIM signature")
	case len(list) > maxSignatures:
		return "", fmt.Errorf("more than %d DKIM signatures", maxSignatures)
	}
	if err := must.check(c.header); err != nil {
		return "", err
	}
	small, err := c.signedPart(list)
	if err != nil {
		return "", err
	}
	found, err := dkim.VerifyWithOptions(small, &dkim.VerifyOptions{LookupTXT: lookupTXT, MaxVerifications: maxSignatures})
	if err != nil && !errors.Is(err, dkim.ErrTooManySignatures) {
		return "", fmt.Errorf("DKIM could not be verified: %w", err)
	}
	why := errors.New("no DKIM signature was verified")
	for _, v := range found {
		switch {
		case v.Err != nil:
			why = fmt.Errorf("the DKIM signature of %.80q failed: %w", v.Domain, v.Err)
		case !aligned(v.Domain, c.domain): // only a broken field gets here so
			why = fmt.Errorf("the DKIM signature is of %.80q, and From is of %s", v.Domain, c.domain)
		default:
			if missing := must.missing(c.header, v.HeaderKeys); missing != "" {
				why = fmt.Errorf("the DKIM signature of %s does not cover %s", v.Domain, missing)
				continue
			}
			return "the DKIM signature of " + v.Domain + " verifies and is aligned with From", nil
		}
	}
	return "", why
}

// signedPart gives the mail with no field but the signatures and what they
// name: the verifier's time grows with fields times keys.
func (c *mail) signedPart(list []claim) (io.Reader, error) {
	wanted := map[string]bool{}
	for _, s := range list {
		for _, key := range s.keys {
			wanted[strings.ToLower(key)] = true
		}
	}
	var small bytes.Buffer
	for _, f := range c.header.fields {
		ours := wanted[strings.ToLower(string(c.header.name(f)))]
		if c.header.is(f, "DKIM-Signature") {
			ours = slices.ContainsFunc(list, func(s claim) bool { return !s.broken && s.field == f })
		}
		if !ours {
			continue
		}
		if f.end-f.start > maxSigned {
			return nil, fmt.Errorf("DKIM proves nothing: the %s field is longer than %d KB", c.header.name(f), maxSigned>>10)
		}
		small.Write(c.header.rawOf(f))
		small.WriteString("\r\n")
	}
	small.WriteString("\r\n")
	body := c.header.raw[c.header.body:]
	if bytes.Contains(c.header.raw, []byte("\r\n")) {
		return io.MultiReader(&small, bytes.NewReader(body)), nil
	}
	// A file saved with LF gets the line ends back that the mail travelled with.
	return io.MultiReader(bytes.NewReader(withCRLF(small.Bytes())), bytes.NewReader(withCRLF(body))), nil
}

func withCRLF(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
}

// check refuses a header in which a covered field may stand twice: the copy on
// top is what people read, the one below what was signed.
func (c coverage) check(h header) error {
	for _, name := range c.always {
		if n := h.count(name); n != 1 {
			return fmt.Errorf("DKIM proves nothing: the mail has %d %s fields, not one", n, name)
		}
	}
	for _, name := range c.wherePresent {
		if n := h.count(name); n > 1 {
			return fmt.Errorf("DKIM proves nothing: the mail has %d %s fields", n, name)
		}
	}
	return nil
}

// missing gives the first field that must be covered and is not.
func (c coverage) missing(h header, keys []string) string {
	for _, name := range c.always {
		if !covers(keys, name) {
			return name
		}
	}
	for _, name := range c.wherePresent {
		if h.count(name) > 0 && !covers(keys, name) {
			return name
		}
	}
	return ""
}

func covers(keys []string, name string) bool {
	for _, key := range keys {
		if strings.EqualFold(key, name) {
			return true
		}
	}
	return false
}

// aligned says that both domains belong to one organisation. A public suffix
// belongs to none.
func aligned(signer, from string) bool {
	signer = address.Domain("x@" + signer)
	a, errA := publicsuffix.EffectiveTLDPlusOne(signer)
	b, errB := publicsuffix.EffectiveTLDPlusOne(from)
	return errA == nil && errB == nil && a == b
}
