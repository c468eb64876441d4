package send

// softLine is how many bytes of a quoted-printable line there may be before a soft
// break, whose = is the last one (RFC 2045 section 6.7, rule 5).
const softLine = 75

// quoted appends text as quoted-printable to out: byte for byte what
// mime/quotedprintable writes, which looks at each byte several times. A line may end in
// CRLF, LF or CR; all become CRLF.
func quoted(out []byte, text string) []byte {
	used := 0 // of the line
	for i := 0; i < len(text); {
		run := plainRun(text[i:])
		for run > 0 { // as it is
			if used == softLine {
				out, used = append(out, "=\r\n"...), 0
			}
			n := min(run, softLine-used)
			out = append(out, text[i:i+n]...)
			i, used, run = i+n, used+n, run-n
		}
		if i == len(text) {
			break
		}
		switch b := text[i]; b {
		case '\r', '\n':
			if b == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			out, used = append(lastQuoted(out, used), "\r\n"...), 0
		default:
			if softLine-used < 3 {
				out, used = append(out, "=\r\n"...), 0
			}
			out, used = escape(out, b), used+3
		}
		i++
	}
	return lastQuoted(out, used)
}

// plainRun is how many bytes at the beginning of text may stand as they are.
func plainRun(text string) int {
	for i := range len(text) {
		if b := text[i]; b != ' ' && b != '\t' && (b < '!' || b > '~' || b == '=') {
			return i
		}
	}
	return len(text)
}

func escape(out []byte, b byte) []byte {
	const hex = "0123456789ABCDEF"
	return append(out, '=', hex[b>>4], hex[b&15])
}

// lastQuoted escapes white space at the end of a line that has so many bytes: servers may drop it (rule 3).
func lastQuoted(out []byte, used int) []byte {
	if used == 0 {
		return out
	}
	last := out[len(out)-1]
	if last != ' ' && last != '\t' {
		return out
	}
	out, used = out[:len(out)-1], used-1
	if softLine-used < 3 {
		out = append(out, "=\r\n"...)
	}
	return escape(out, last)
}
