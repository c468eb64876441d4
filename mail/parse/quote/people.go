package quote

import (
	"strings"

	"goodword/mail/address"
)

// people reads the addresses of a header line as programs show it.
func people(value string) []address.Mailbox { return address.ParseList(shown(value)) }

// shown brings a shown list of people nearer to what RFC 5322 writes.
//
// QUIRK: QQ Mail writes a semicolon between name and address, "Ann";<ann@…>;
// Outlook shows a recipient without a name as 'ann@…'; a mail cut off in the
// middle leaves the bracket of an address open.
func shown(value string) string {
	if strings.Contains(value, `";`) {
		value = strings.NewReplacer(`";<`, `" <`, `"; <`, `" <`).Replace(value)
	}
	if rest, ok := strings.CutSuffix(value, " <"); ok {
		value = rest
	}
	if !strings.Contains(value, "'") {
		return value
	}
	var b strings.Builder
	from := 0
	for at := 0; at < len(value); at++ {
		if value[at] != '\'' || !endsEntry(value[:at]) {
			continue
		}
		length := strings.IndexAny(value[at+1:], "' ,;<\"")
		if length <= 0 || value[at+1+length] != '\'' {
			continue
		}
		shut := at + 1 + length
		if strings.Contains(value[at:shut], "@") && startsEntry(value[shut+1:]) {
			b.WriteString(value[from:at])
			b.WriteString(value[at+1 : shut])
			from, at = shut+1, shut
		}
	}
	b.WriteString(value[from:])
	return b.String()
}

// endsEntry and startsEntry say whether an entry of the list ends before here,
// and whether this one ended.
func endsEntry(before string) bool {
	before = strings.TrimRight(before, " \t")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ",;")
}

func startsEntry(after string) bool {
	after = strings.TrimLeft(after, " \t")
	return after == "" || after[0] == ',' || after[0] == ';'
}
