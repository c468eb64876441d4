package part

import (
	"strconv"
	"strings"

	"goodword/mail/charset"
)

const maxParams = 100

// parseParams reads a Content-Type or Content-Disposition value: the word it
// begins with, in lower case, and its parameters (RFC 2045 section 5.1, RFC
// 2231), decoded. It forgives missing semicolons, bare spaces in values and
// encoded words in quotes, which RFC 2047 section 5 forbids and many mailers
// write in file names.
func parseParams(value string) (first string, params map[string]string) {
	head, rest, found := strings.Cut(value, ";")
	// QUIRK: "text/plain charset=utf-8", no semicolon: old Japanese gateways.
	if space := strings.IndexAny(head, " \t"); space > 0 && strings.IndexByte(head[space:], '=') > 0 && !strings.Contains(head, "(") {
		head, rest, found = value[:space], value[space:], true
	}
	first = strings.ToLower(strings.Trim(stripComment(head), " \t\r\n\"'"))
	if !found {
		return first, nil
	}
	params = make(map[string]string, 2)
	extended := false
	for count := 0; rest != "" && count < maxParams; count++ {
		var name, val string
		name, val, rest = nextParam(rest)
		if !isToken(name) {
			continue
		}
		if _, twice := params[name]; twice {
			continue // the first one counts
		}
		if strings.IndexByte(name, '*') >= 0 {
			extended = true
		}
		params[name] = val
	}
	if extended {
		joinExtended(params)
	}
	for name, val := range params {
		if name != "boundary" && !strings.HasSuffix(name, "*") {
			params[name] = charset.DecodeWords(val)
		}
	}
	return first, params
}

// nextParam reads one name=value and gives what follows it.
func nextParam(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, "; \t\r\n")
	stop := strings.IndexAny(s, "=;")
	if stop < 0 {
		return "", "", ""
	}
	if s[stop] == ';' {
		return "", "", s[stop+1:]
	}
	name = strings.ToLower(strings.TrimSpace(stripComment(s[:stop])))
	s = strings.TrimLeft(s[stop+1:], " \t\r\n")
	if s != "" && s[0] == '"' {
		value, rest = quoted(s)
		return name, value, rest
	}
	value, rest, _ = strings.Cut(s, ";")
	value = strings.TrimSpace(stripComment(value))
	// QUIRK: "charset=utf-8 format=flowed", no semicolon between: scripts do it.
	if space := strings.IndexAny(value, " \t"); space > 0 && !strings.HasPrefix(value, "=?") {
		if next := strings.TrimSpace(value[space:]); strings.IndexByte(next, '=') > 0 && !strings.ContainsAny(next[:strings.IndexByte(next, '=')], " \t.") {
			value, rest = value[:space], next+";"+rest
		}
	}
	return name, strings.Trim(value, "\"'"), rest
}

// quoted reads a quoted string. A backslash is taken as written unless it
// escapes a quote or itself: file names of Windows hold bare ones.
func quoted(s string) (value, rest string) {
	plainEnd := strings.IndexAny(s[1:], "\"\\")
	if plainEnd >= 0 && s[1+plainEnd] == '"' {
		return s[1 : 1+plainEnd], s[2+plainEnd:]
	}
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			out.WriteByte(s[i])
		case s[i] == '"':
			return out.String(), s[i+1:]
		default:
			out.WriteByte(s[i])
		}
	}
	return out.String(), ""
}

// stripComment takes off a comment in parentheses at the end.
func stripComment(s string) string {
	if open := strings.Index(s, " ("); open >= 0 && strings.HasSuffix(strings.TrimSpace(s), ")") {
		return s[:open]
	}
	return s
}

// joinExtended puts RFC 2231's pieces together: name*0*, name*1, name*.
func joinExtended(params map[string]string) {
	bases := map[string]bool{}
	for name := range params {
		if base, _, ok := strings.Cut(name, "*"); ok {
			bases[base] = true
		}
	}
	for base := range bases {
		raw, label := gatherPieces(params, base)
		for name := range params {
			if strings.HasPrefix(name, base+"*") {
				delete(params, name)
			}
		}
		if raw != "" && base != "" {
			params[base], _ = charset.Decode(label, []byte(raw))
		}
	}
}

// gatherPieces joins the pieces of one parameter in order, percent-decoded, and
// gives the charset that the first names.
func gatherPieces(params map[string]string, base string) (raw, label string) {
	var out strings.Builder
	add := func(value string, encoded, isFirst bool) {
		if !encoded {
			out.WriteString(value)
			return
		}
		if isFirst {
			if parts := strings.SplitN(value, "'", 3); len(parts) == 3 {
				label, value = parts[0], parts[2]
			}
		}
		out.WriteString(percentDecode(value))
	}
	if value, ok := params[base+"*"]; ok {
		add(value, true, true)
		return out.String(), label
	}
	for i := 0; i < maxParams; i++ {
		key := base + "*" + strconv.Itoa(i)
		if value, ok := params[key+"*"]; ok {
			add(value, true, i == 0)
		} else if value, ok := params[key]; ok {
			add(value, false, i == 0)
		} else {
			break
		}
	}
	return out.String(), label
}

func percentDecode(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}
