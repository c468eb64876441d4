package jobs

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"regexp"
	"strings"

	"goodword/mail/address"
	"goodword/mail/parse"
)

// encoding spells 128 bits in 26 characters that survive lower-casing, plus
// addresses and Message-IDs.
var encoding = base32.StdEncoding.WithPadding(base32.NoPadding)

const tokenLength = 26

// newToken gives 128 random bits, spelled with a digit at least: no word is.
func (w work) newToken() (string, error) {
	for {
		var bits [16]byte
		if _, err := io.ReadFull(w.Random, bits[:]); err != nil {
			return "", fmt.Errorf("draw a token: %w", err)
		}
		if token := strings.ToLower(encoding.EncodeToString(bits[:])); strings.ContainsAny(token, "234567") {
			return token, nil
		}
	}
}

// hashed is how a token is stored.
func hashed(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// What stands before a token, so that an answer is not taken for a bounce.
const (
	answerMark = "r"
	returnMark = "b"
)

// tokenForm matches what may be a marked token, wherever it stands.
var tokenForm = regexp.MustCompile(`(?i)(?:%2B|[+.])?\b[rb][a-z2-7]{26}\b|%2B[rb][a-z2-7]{26}\b`)

// isToken tells a token from a word of 27 letters that begins like one (German
// has several). A token's last letter holds three bits and two zeros; and it has
// a digit, or stands behind the plus of an address. Tokens of before digits were
// asked for are without in one of 180.
func isToken(found string) bool {
	lower := strings.ToLower(found)
	return strings.IndexByte("aeimquy4", lower[len(lower)-1]) >= 0 &&
		(strings.ContainsAny(lower[len(lower)-tokenLength:], "234567") || lower[0] == '+' || strings.HasPrefix(lower, "%2b"))
}

// tokensWithin lists what looks like marked tokens in a text, without what stands before them.
func tokensWithin(text string, most int) []string {
	var list []string
	for _, found := range tokenForm.FindAllString(text, most) {
		if isToken(found) {
			list = append(list, strings.ToLower(found[len(found)-tokenLength:]))
		}
	}
	return list
}

// plus puts a marked token behind the plus of an address.
func plus(base, mark, token string) string {
	local, domain, _ := strings.Cut(base, "@")
	return local + "+" + mark + token + "@" + domain
}

// mostTokens is how many tokens of one mail are looked up: an honest one carries one or two.
const mostTokens = 20

// answerTokens lists the tokens that the writer of a mail put into it. Where it
// was delivered does not count: somebody who saw a token could send on to it
// a genuine mail of the approver's that was meant for others.
func answerTokens(m *parse.Message, base string) []string {
	written := *m
	written.Delivered = nil
	return tokensIn(&written, answerMark, base)
}

// tokensIn lists the tokens with a mark that a mail carries, surest first: where
// it was delivered, whom it was written to, what it answers.
func tokensIn(m *parse.Message, mark string, bases ...string) []string {
	var list []string
	seen := map[string]bool{}
	add := func(detail string) {
		detail = strings.ToLower(detail)
		if len(detail) == tokenLength+1 && strings.HasPrefix(detail, mark) && !seen[detail] && len(list) < mostTokens {
			seen[detail] = true
			list = append(list, detail[1:])
		}
	}
	addresses := append([]string{}, m.Delivered...)
	for _, to := range append(append([]address.Mailbox{}, m.To...), m.Cc...) {
		addresses = append(addresses, to.Address)
	}
	for _, a := range addresses {
		base, detail, ok := address.SplitPlus(a)
		for _, b := range bases {
			if ok && address.Fold(base) == address.Fold(b) {
				add(detail)
			}
		}
	}
	ids := append([]string{}, m.InReplyTo...)
	for i := len(m.References) - 1; i >= 0; i-- { // the nearest is last
		ids = append(ids, m.References[i])
	}
	for _, id := range ids {
		local, _, _ := strings.Cut(id, "@")
		add(local)
	}
	return list
}

// withoutTokens strips our secrets from what is quoted.
func withoutTokens(text string) string {
	if !longRun(text) {
		return text
	}
	return tokenForm.ReplaceAllStringFunc(text, func(found string) string {
		if isToken(found) {
			return ""
		}
		return found
	})
}

// longRun says that as many letters and figures stand together as a marked token has; whatever is
// not ASCII counts, as some of it folds to letters. Few texts need the slower look of tokenForm.
func longRun(text string) bool {
	run := 0
	for i := range len(text) {
		switch b := text[i]; {
		case b|0x20 >= 'a' && b|0x20 <= 'z', b >= '2' && b <= '7', b >= 0x80:
			if run++; run > tokenLength {
				return true
			}
		default:
			run = 0
		}
	}
	return false
}
