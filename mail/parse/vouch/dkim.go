package vouch

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
	"golang.org/x/net/publicsuffix"

	"goodword/mail/address"
)

// maxSignatures caps how many signatures of one mail are verified, each at the
// cost of a look-up.
const maxSignatures = 5

// coverage says which fields a signature must cover: always those that must be
// there, and the others where they are.
type coverage struct{ always, wherePresent []string }

var (
	// everyField keeps a genuine old answer from counting again under another
	// subject, date, id or thread.
	everyField = coverage{
		always:       []string{"From", "To", "Subject", "Date", "Message-ID"},
		wherePresent: []string{"In-Reply-To", "References"},
	}
	fromAlone = coverage{always: []string{"From"}}
)

// signature takes a DKIM signature for proof that verifies, is aligned with the
// From domain in DMARC's relaxed way (RFC 7489 section 3.1.1), and covers what
// it must. l= and SHA-1 are refused by the verifier.
func signature(raw []byte, h header, domain string, lookupTXT func(string) ([]string, error), must coverage) (string, error) {
	if lookupTXT == nil {
		return "", errNotAsked
	}
	if len(h.all("DKIM-Signature")) == 0 {
		return "", errors.New("no DKIM signature")
	}
	if err := must.check(h); err != nil {
		return "", err
	}
	found, err := dkim.VerifyWithOptions(bytes.NewReader(withCRLF(raw)), &dkim.VerifyOptions{LookupTXT: lookupTXT, MaxVerifications: maxSignatures})
	if err != nil && !errors.Is(err, dkim.ErrTooManySignatures) {
		return "", fmt.Errorf("DKIM could not be verified: %w", err)
	}
	why := errors.New("no DKIM signature was verified")
	for _, v := range found {
		switch {
		case v.Err != nil:
			why = fmt.Errorf("the DKIM signature of %.80q failed: %w", v.Domain, v.Err)
		case !aligned(v.Domain, domain):
			why = fmt.Errorf("the DKIM signature is of %.80q, and From is of %s", v.Domain, domain)
		default:
			if missing := must.missing(h, v.HeaderKeys); missing != "" {
				why = fmt.Errorf("the DKIM signature of %s does not cover %s", v.Domain, missing)
				continue
			}
			return "the DKIM signature of " + v.Domain + " verifies and is aligned with From", nil
		}
	}
	return "", why
}

// check refuses a header in which a covered field may stand twice: the copy on
// top is what people read, the one below what was signed.
func (c coverage) check(h header) error {
	for _, name := range c.always {
		if n := len(h.all(name)); n != 1 {
			return fmt.Errorf("DKIM proves nothing: the mail has %d %s fields, not one", n, name)
		}
	}
	for _, name := range c.wherePresent {
		if n := len(h.all(name)); n > 1 {
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
		if len(h.all(name)) > 0 && !covers(keys, name) {
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

// withCRLF gives the mail the line ends it travelled with, when it has none of
// them: a file saved with LF. A mail with any CRLF is left as it is.
func withCRLF(raw []byte) []byte {
	if bytes.Contains(raw, []byte("\r\n")) {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
}
