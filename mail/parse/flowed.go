package parse

import "strings"

// unflow joins the lines of format=flowed text (RFC 3676 section 4.2): a line
// that ends in a space goes on in the next one of the same quote depth, unless
// it is the "-- " of a signature. delSp drops the space that marks the flow.
func unflow(text string, delSp bool) string {
	var out strings.Builder
	out.Grow(len(text))
	open, depth := false, 0 // a paragraph is open at that depth
	for line := range strings.SplitSeq(text, "\n") {
		d := 0
		for d < len(line) && line[d] == '>' {
			d++
		}
		content := line[d:]
		content = strings.TrimPrefix(content, " ") // space-stuffed
		signature := content == "-- "
		if open && (d != depth || signature) {
			out.WriteByte('\n')
			open = false
		}
		if !open {
			if d > 0 {
				out.WriteString(strings.Repeat(">", d))
				if content != "" {
					out.WriteByte(' ')
				}
			}
			depth = d
		}
		flows := strings.HasSuffix(content, " ") && !signature
		if flows && delSp {
			content = content[:len(content)-1]
		}
		out.WriteString(content)
		if open = flows; !open {
			out.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// unarmor takes the words out of a text signed in the clear with OpenPGP (RFC
// 9580 section 7); ok is false for one that is encrypted. The signature is not
// verified.
func unarmor(text string) (plain string, ok bool) {
	rest, signed := strings.CutPrefix(text, "-----BEGIN PGP SIGNED MESSAGE-----")
	_, body, headed := strings.Cut(rest, "\n\n")
	if !signed || !headed {
		return "", false
	}
	body, _, _ = strings.Cut(body, "\n-----BEGIN PGP SIGNATURE-----")
	return strings.TrimPrefix(strings.ReplaceAll("\n"+body, "\n- ", "\n"), "\n"), true
}
