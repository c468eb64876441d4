package address

import "strings"

// findAddress finds the address in one entry, and what stands as its name.
// Forms, in the order tried:
//
//	Name <a@b>            Name <a@b<mailto:a@b>>     Name<mailto:a@b> <a@b>
//	Name [mailto:a@b]     Name (a@b)                 a@b (Name)
//	a@b                   name alone            Name </o=x/cn=y>
//
// What follows the address ("on behalf of …", "via …") is left out.
func findAddress(s string) (name, addr string) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			i += closing(s[i:])
		case '<', '[', '(':
			end := closing(s[i:])
			if end == 0 {
				// An unclosed bracket: what follows may still be an address.
				if a := bare(s[i+1:]); a != "" && s[i] == '<' {
					return s[:i], a
				}
				continue
			}
			if a := bracketed(s[i+1 : i+end]); a != "" {
				return nameBefore(s[:i], s[i+end+1:], a, s[i])
			}
			if directoryName(s[i+1:i+end]) && strings.TrimSpace(s[:i]) != "" {
				return s[:i], ""
			}
			i += end
		}
	}
	if start, end := bareSpan(s); end > 0 {
		name, addr = s[:start], s[start:end]
		if comment := comment(s[end:]); comment != "" && strings.TrimSpace(name) == "" {
			name = comment
		}
		return strings.TrimRight(name, " \t-–:"), addr
	}
	return s, ""
}

// directoryName tells the X.500 name of somebody in a directory, which no mail
// travels under: "/o=acme/ou=…/cn=jane".
//
// QUIRK: Outlook shows it for a colleague who has left the Exchange server.
func directoryName(inner string) bool {
	inner = strings.TrimSpace(inner)
	if len(inner) > 3 && strings.EqualFold(inner[:3], "EX:") {
		inner = inner[3:]
	}
	return strings.HasPrefix(inner, "/") && strings.IndexByte(inner, '=') > 1 && strings.IndexByte(inner, '@') < 0
}

// nameBefore settles the name of an address found in brackets.
//
// QUIRK: Outlook's plain text of "a@b" is a@b<mailto:a@b>, and Gmail writes
// a@b <a@b>: the words before the bracket are the address again, or the words
// before that are the name.
func nameBefore(before, after, addr string, bracket byte) (string, string) {
	if bracket == '[' || bracket == '(' {
		if start, end := bareSpan(before); end > 0 {
			return before[:start], before[start:end] // "a@b (c@d)": the first is the address
		}
	}
	if strings.TrimSpace(before) == "" {
		if c := comment(after); c != "" {
			return c, addr
		}
	}
	return before, addr
}

// bracketed reads what stands between brackets as an address: with or without
// mailto:, with or without a link to itself behind it, with a route before it
// (RFC 5322 section 4.4). It gives "" for anything else.
func bracketed(inner string) string {
	inner = strings.TrimSpace(inner)
	if cut := strings.IndexByte(inner, '<'); cut > 0 {
		inner = strings.TrimSpace(inner[:cut])
	}
	inner = strings.Trim(inner, "<> \t'\"")
	if len(inner) > 7 && strings.EqualFold(inner[:7], "mailto:") {
		inner = strings.TrimSpace(inner[7:])
		if query := strings.IndexByte(inner, '?'); query > 0 {
			inner = inner[:query]
		}
	}
	if strings.HasPrefix(inner, "@") {
		if colon := strings.IndexByte(inner, ':'); colon > 0 {
			inner = inner[colon+1:]
		}
	}
	if !Valid(inner) {
		return ""
	}
	return inner
}

// bare gives the first address that stands free in s.
func bare(s string) string {
	start, end := bareSpan(s)
	return s[start:end]
}

// bareSpan finds the first address that stands free in s; end is 0 for none.
func bareSpan(s string) (start, end int) {
	for from := 0; from < len(s); {
		at := strings.IndexByte(s[from:], '@')
		if at < 0 {
			return 0, 0
		}
		at += from
		start, end = at, at+1
		for start > 0 && !endsAddress(s[start-1]) {
			start--
		}
		for end < len(s) && !endsAddress(s[end]) {
			end++
		}
		word := strings.TrimRight(s[start:end], ".,;:!?'*")
		trimmed := strings.TrimLeft(word, "'*.")
		start += len(word) - len(trimmed)
		if Valid(trimmed) {
			return start, start + len(trimmed)
		}
		from = max(end, at+1)
	}
	return 0, 0
}

// endsAddress says that c cannot stand in an address as people write it. A
// colon ends one too: mailto:a@b.
func endsAddress(c byte) bool {
	return c <= ' ' || strings.IndexByte(`<>()[]",;:`, c) >= 0
}

// comment gives the words in the parentheses that s begins with, a name in the
// old style: a@b (Name).
func comment(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || s[0] != '(' {
		return ""
	}
	return s[1:max(1, closing(s))]
}

// Via tells a name that a mailing list has rewritten, "Jane Doe via Support",
// whose address may be the list's and not Jane's. who is "Jane Doe".
//
// QUIRK: Google Groups and Mailman write 'Jane Doe' via Support <support@x>
// where the author's domain has a DMARC policy; Google puts another word for
// "via" in other languages, and always the quotes.
func Via(name string) (who, list string, ok bool) {
	if strings.HasPrefix(name, "'") {
		end := strings.Index(name[1:], "' ")
		if end <= 0 {
			return "", "", false
		}
		_, list, ok = strings.Cut(strings.TrimSpace(name[end+2:]), " ")
		return tidyName(name[:end+2]), strings.TrimSpace(list), ok
	}
	at := strings.LastIndex(name, " via ")
	if at <= 0 {
		return "", "", false
	}
	return tidyName(name[:at]), strings.TrimSpace(name[at+5:]), true
}
