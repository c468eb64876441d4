package vouch

import (
	"errors"
	"fmt"
	"strings"

	"goodword/mail/address"
)

// serverVerdict takes the topmost Authentication-Results field for proof, when
// one of our servers wrote it and it says that DMARC passed for this domain.
// signatureAlone says that the pass rests on a DKIM signature, which an old mail
// of the sender's bears too; then the signature must cover what it must.
func (c *mail) serverVerdict(ids []string) (reason string, signatureAlone bool, err error) {
	if len(ids) == 0 {
		return "", false, errNotAsked
	}
	top, ok, err := c.header.topmost("Authentication-Results")
	switch {
	case err != nil:
		return "", false, err
	case !ok:
		return "", false, errors.New("no Authentication-Results field")
	}
	r, err := ParseResults(top)
	if err != nil {
		return "", false, fmt.Errorf("the topmost Authentication-Results field is malformed: %w", err)
	}
	if !isOurs(r.AuthservID, ids) {
		return "", false, fmt.Errorf("the topmost Authentication-Results field is by %.80q, not by a server named in trust.authserv_ids of the settings", r.AuthservID)
	}
	if err := r.passes(c.domain); err != nil {
		return "", false, err
	}
	rests, signatureAlone, err := c.restsOn(r)
	if err != nil {
		return "", false, fmt.Errorf("%s says dmarc=pass, but %w", r.AuthservID, err)
	}
	return fmt.Sprintf("dmarc=pass for %s by %s, says %s", c.domain, rests, r.AuthservID), signatureAlone, nil
}

// Server names who wrote the topmost Authentication-Results field of raw, in
// lower case, "" where there is none or it cannot be read; and says whether ids
// name it. It proves nothing: the field may be the sender's own.
func Server(raw []byte, ids []string) (name string, ours bool) {
	h, err := scan(raw)
	if err != nil {
		return "", false
	}
	top, ok, err := h.topmost("Authentication-Results")
	if err != nil || !ok {
		return "", false
	}
	r, err := ParseResults(top)
	if err != nil {
		return "", false
	}
	return strings.ToLower(r.AuthservID), isOurs(r.AuthservID, ids)
}

// passes says whether the one DMARC result is a pass for the domain.
func (r Results) passes(domain string) error {
	dmarc := r.of("dmarc")
	if len(dmarc) != 1 {
		return fmt.Errorf("%s gave %d DMARC results, not one", r.AuthservID, len(dmarc))
	}
	if dmarc[0].Result == "fail" {
		return fmt.Errorf("%s says dmarc=fail, %w", r.AuthservID, errDenied)
	}
	if dmarc[0].Result != "pass" {
		return fmt.Errorf("%s says dmarc=%s", r.AuthservID, dmarc[0].Result)
	}
	from := dmarc[0].values("header", "from")
	if len(from) != 1 || !containsFold(from, domain) {
		return fmt.Errorf("%s says dmarc=pass for %.80q, and From is of %s", r.AuthservID, strings.Join(from, " and "), domain)
	}
	return nil
}

// restsOn finds what a DMARC pass rests on. SPF says that a server of the
// sender's handed the mail in, with this To and these References; a signature
// says only what it covers. Either is enough for DMARC, and servers do not
// always tell which it was.
//
// QUIRK: Gmail and rspamd write spf, dkim and dmarc into one field. OpenDMARC
// writes dmarc alone, and its spf and OpenDKIM's dkim into fields below, which
// anybody may have written.
func (c *mail) restsOn(r Results) (what string, signatureAlone bool, err error) {
	spf := r.of("spf")
	if len(spf) == 1 && c.bySPF(spf[0]) {
		return "the envelope's sender", false, nil
	}
	list, _ := signatures(c.header, c.domain)
	if len(list) == 0 {
		if len(spf) > 0 || c.byDKIM(r.of("dkim")) {
			return "", false, errors.New("neither the envelope's sender nor a signature in the mail shows what it rests on")
		}
		return "the envelope's sender", false, nil // nothing else is there that it could rest on
	}
	if err := everyField.check(c.header); err != nil {
		return "", false, fmt.Errorf("it may rest on a signature alone: %w", err)
	}
	for _, s := range list { // whichever of them it was that passed
		switch missing := everyField.missing(c.header, s.keys); {
		case s.broken:
			return "", false, errors.New("it may rest on a signature that cannot be read here")
		case s.partial:
			return "", false, fmt.Errorf("it may rest on the DKIM signature of %.80s, which covers a part of the text (l=)", s.domain)
		case missing != "":
			return "", false, fmt.Errorf("it may rest on the DKIM signature of %.80s alone, which does not cover %s", s.domain, missing)
		}
	}
	return "a DKIM signature", true, nil
}

// bySPF says whether SPF passed for the sender. An envelope of somebody else's,
// though of the same domain, is a forwarder's (SRS), a group's, or a colleague's:
// whoever wrote From had to prove nothing.
func (c *mail) bySPF(m Method) bool {
	from := m.values("smtp", "mailfrom")
	if m.Result != "pass" || len(from) != 1 {
		return false
	}
	if !strings.Contains(from[0], "@") {
		return aligned(from[0], c.domain)
	}
	sender, _, _ := address.SplitPlus(from[0])
	author, _, _ := address.SplitPlus(c.from.Address)
	return address.Same(sender, author)
}

// byDKIM says whether one of the results is a pass of a signer of the domain's.
func (c *mail) byDKIM(list []Method) bool {
	for _, m := range list {
		for _, signer := range append(m.values("header", "d"), m.values("header", "i")...) {
			if m.Result == "pass" && aligned(signer[strings.LastIndexByte(signer, '@')+1:], c.domain) {
				return true
			}
		}
	}
	return false
}

// of gives the results of one method.
func (r Results) of(name string) []Method {
	var list []Method
	for _, m := range r.Methods {
		if m.Name == name {
			list = append(list, m)
		}
	}
	return list
}

// values gives what a property was found to be; a server should say it once.
func (m Method) values(kind, name string) []string {
	var list []string
	for _, p := range m.Props {
		if p.Type == kind && p.Name == name {
			list = append(list, p.Value)
		}
	}
	return list
}

func isOurs(id string, ids []string) bool {
	for _, one := range ids {
		if one != "" && strings.EqualFold(one, id) {
			return true
		}
	}
	return false
}
