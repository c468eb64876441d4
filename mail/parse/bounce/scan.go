package bounce

import "strings"

// found is one address in a line of text: line[start:end] is it, brackets
// included where there are any.
type found struct {
	start, end int
	addr       string
	angled     bool // <address>
}

const maxLocal, maxDomain = 512, 255

// scanAddresses finds the addr-specs in a line, as reports write them: bare,
// in angle brackets, behind rfc822; or mailto:, with a quoted local part. It is
// linear in the length of the line.
func scanAddresses(line string) []found {
	var all []found
	from := 0
	for {
		at := strings.IndexByte(line[from:], '@')
		if at < 0 {
			return all
		}
		at += from
		start, end := localStart(line, from, at), domainEnd(line, at)
		from = at + 1
		if start == at || end <= at+1 {
			continue
		}
		f := found{start: start, end: end, addr: line[start:end]}
		if start > 0 && line[start-1] == '<' && end < len(line) && line[end] == '>' {
			f.start, f.end, f.angled = start-1, end+1, true
		}
		from = end
		if plausible(f.addr) && !strings.HasSuffix(line[:f.start], "//") {
			all = append(all, f)
		}
	}
}

// localStart walks back from the @ over what may stand in a local part.
func localStart(line string, low, at int) int {
	if at > low && line[at-1] == '"' {
		if open := strings.LastIndexByte(line[low:at-1], '"'); open >= 0 && at-low-open <= maxLocal {
			return low + open
		}
		return at
	}
	i := at
	for i > low && at-i < maxLocal && isAtom(line[i-1]) {
		i--
	}
	i += labelLength(line[i:at])
	// Bullets, quotes and rules before a bare address are not part of it; an
	// address made of asterisks is one that somebody blackened.
	j := i
	for j < at && strings.IndexByte("'`.*-=/", line[j]) >= 0 && !strings.HasPrefix(line[j:], "=?") {
		j++
	}
	if j == at {
		return i
	}
	return j
}

// labelLength is the length of what transcripts glue to an address: "550-",
// "to=".
func labelLength(local string) int {
	if len(local) > 4 && local[3] == '-' && (local[0] == '4' || local[0] == '5') && isDigit(local[1]) && isDigit(local[2]) {
		return 4
	}
	if eq := strings.IndexByte(local, '='); eq > 0 && eq < len(local)-1 {
		switch strings.ToLower(local[:eq]) {
		case "to", "from", "rcpt", "address", "recipient", "addr", "email", "user", "mailfrom", "smtp.mailfrom", "header.from", "envelope-from", "orig_to":
			return eq + 1
		}
	}
	return 0
}

func domainEnd(line string, at int) int {
	i := at + 1
	if i < len(line) && line[i] == '[' {
		if shut := strings.IndexByte(line[i:], ']'); shut > 0 && shut < 64 {
			return i + shut + 1
		}
		return at
	}
	for i < len(line) && i-at <= maxDomain && isDomain(line[i]) {
		i++
	}
	for i > at+1 && (line[i-1] == '.' || line[i-1] == '-' || line[i-1] == '_') {
		i--
	}
	return i
}

func isAtom(c byte) bool {
	return isAlnum(c) || strings.IndexByte("!#$%&'*+/=?^_`{|}~.-", c) >= 0
}

// Domains in reports may hold any letter of an internationalised name, but a
// byte of another script right behind an ASCII domain is the next word.
func isDomain(c byte) bool { return isAlnum(c) || c == '.' || c == '-' || c == '_' }

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// plausible drops what only looks like an address: paths, pipes, URLs.
func plausible(addr string) bool {
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || at == len(addr)-1 {
		return false
	}
	local := addr[:at]
	return local[0] != '/' && local[0] != '|' && !strings.Contains(local, "//") && !strings.Contains(addr[at:], "..")
}
