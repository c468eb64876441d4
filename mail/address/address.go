// Package address holds the e-mail address as goodword uses it everywhere: a
// display name and an addr-spec. It reads address lists as people and servers
// write them, and knows nothing of who the people are. mail/parse, mail/reply
// and mail/send call it, and so does jobs.
package address

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Mailbox is one address with the name beside it, an RFC 5322 mailbox.
// Name is decoded and without quotes; Address is as written, not lowered.
// Either may be empty: a forward often shows a name alone.
type Mailbox struct {
	Name    string
	Address string
}

// String writes m as people read it: "Name <address>", or the one that is there.
// It is for texts, not for header fields.
func (m Mailbox) String() string {
	switch {
	case m.Name == "":
		return m.Address
	case m.Address == "":
		return m.Name
	}
	return m.Name + " <" + m.Address + ">"
}

// Fold gives the form of addr that two spellings of one address share, for
// comparing and as a key: white space and angle brackets off, lower case, the
// domain in its ASCII form (RFC 5890) without a final dot.
//
// RFC 5321 section 2.4 lets servers tell local parts apart by case; none in
// use does. Letters that only Unicode's case tables make ASCII (the Kelvin
// sign, the dotted I) stay, so that a look-alike never folds into a real one.
func Fold(addr string) string {
	addr = strings.Trim(strings.TrimSpace(addr), "<>")
	addr = strings.TrimSpace(addr)
	if !folded(addr) {
		addr = strings.Map(lower, addr)
	}
	at := strings.LastIndexByte(addr, '@')
	if at < 0 {
		return addr
	}
	domain := foldDomain(addr[at+1:])
	if domain == addr[at+1:] {
		return addr
	}
	return addr[:at+1] + domain
}

// folded says that s is ASCII without a capital.
func folded(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

func foldDomain(domain string) string {
	domain = strings.TrimSuffix(domain, ".")
	for i := 0; i < len(domain); i++ {
		if domain[i] >= utf8.RuneSelf {
			if ascii, err := idna.Punycode.ToASCII(domain); err == nil {
				return ascii
			}
			break
		}
	}
	return domain
}

func lower(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	if l := unicode.ToLower(r); l >= utf8.RuneSelf {
		return l
	}
	return r
}

// Same says whether a and b are one address.
func Same(a, b string) bool { return a != "" && Fold(a) == Fold(b) }

// Domain gives what follows the last "@" of addr, folded; "" when there is none.
func Domain(addr string) string {
	folded := Fold(addr)
	if at := strings.LastIndexByte(folded, '@'); at >= 0 {
		return folded[at+1:]
	}
	return ""
}

// SplitPlus takes a plus address (RFC 5233) apart: "a+x@b" is base "a@b" and
// detail "x", the part behind the first "+", as written. ok is false for an
// address without a "+", or with nothing before or behind it; base is then addr.
func SplitPlus(addr string) (base, detail string, ok bool) {
	addr = strings.Trim(strings.TrimSpace(addr), "<>")
	at := strings.LastIndexByte(addr, '@')
	if at < 0 {
		return addr, "", false
	}
	local, domain := addr[:at], addr[at:]
	plus := strings.IndexByte(local, '+')
	if plus <= 0 || plus == len(local)-1 {
		return addr, "", false
	}
	return local[:plus] + domain, local[plus+1:], true
}

// Valid says whether addr has the form of an addr-spec that mail travels under:
// one local part, one domain, no white space, no control characters, within
// RFC 5321's lengths. It does not ask whether anybody reads there.
func Valid(addr string) bool {
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || at > 64 || len(addr) > 254 || !utf8.ValidString(addr) {
		return false
	}
	return validLocal(addr[:at]) && validDomain(addr[at+1:])
}

func validLocal(local string) bool {
	if len(local) >= 2 && local[0] == '"' && local[len(local)-1] == '"' {
		inner := withoutPairs.Replace(local[1 : len(local)-1])
		return !strings.ContainsFunc(inner, func(r rune) bool { return r == '"' || r == '\\' || r < ' ' || r == 0x7F })
	}
	if plainBytes(local, &inLocal) {
		return true
	}
	return !strings.ContainsFunc(local, func(r rune) bool {
		return r <= ' ' || r == 0x7F || strings.ContainsRune(`()<>[]:;@\,"`, r) || unicode.IsSpace(r) || !unicode.IsPrint(r)
	})
}

// withoutPairs takes the quoted pairs of RFC 5322 section 3.2.1 out.
var withoutPairs = strings.NewReplacer(`\\`, "", `\"`, "")

// plainBytes says that s is made of the bytes of set alone.
func plainBytes(s string, set *[256]bool) bool {
	for i := 0; i < len(s); i++ {
		if !set[s[i]] {
			return false
		}
	}
	return true
}

// inLocal and inDomain are the ASCII bytes of nearly all addresses.
var (
	inLocal  = bytesOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-")
	inDomain = bytesOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
)

func bytesOf(list string) (set [256]bool) {
	for i := range len(list) {
		set[list[i]] = true
	}
	return set
}

func validDomain(domain string) bool {
	if len(domain) > 2 && domain[0] == '[' && domain[len(domain)-1] == ']' {
		return !strings.ContainsFunc(domain[1:len(domain)-1], func(r rune) bool {
			return r <= ' ' || r >= 0x7F || strings.ContainsRune(`[]\<>@`, r)
		})
	}
	domain = strings.TrimSuffix(domain, ".")
	if domain == "" || strings.HasPrefix(domain, ".") || strings.HasPrefix(domain, "-") || strings.Contains(domain, "..") {
		return false
	}
	if plainBytes(domain, &inDomain) {
		return true
	}
	return !strings.ContainsFunc(domain, func(r rune) bool {
		if r < utf8.RuneSelf {
			return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_')
		}
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
