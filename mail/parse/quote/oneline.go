package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadRun reads a header whose fields run on in one line, as it stands behind
// its divider:
//
//	From: Ann <ann@…>To: "bo@…" <bo@…>Sent: Tuesday, …, 09:26:50 AM GMT+1Subject: Hello
//
// A label begins where an address or a time of day ends, and ends at a colon.
//
// QUIRK: Yahoo Mail's plain text part; its Polish "Dw" lacks the colon.
func ReadRun(text string) (labels []Label, ok bool) {
	if len(text) > 16<<10 || !strings.Contains(text, "@") && DateScore(text) == 0 {
		return nil, false
	}
	for text != "" && len(labels) < maxLabels {
		name, value, found := cutLabel(text)
		if !found {
			break
		}
		field := FieldOf(name)
		end, clear := runEnd(field, value)
		if !clear {
			// Where one field ends and the next begins cannot be told: nobody is
			// named rather than the wrong one.
			if field != From {
				break
			}
			labels = append(labels, Label{Field: From, Name: name})
			text = value[knownLabelIn(value):]
			continue
		}
		labels = append(labels, Label{Field: field, Name: name, Value: Clean(value[:end])})
		text = strings.TrimSpace(value[end:])
	}
	return labels, len(labels) >= 3
}

// cutLabel takes the label off the front of a run.
func cutLabel(text string) (name, value string, ok bool) {
	at, width := colon(text)
	if at > 0 && labelShape(unbold(text[:at])) {
		return unbold(text[:at]), text[at+width:], true
	}
	space := strings.IndexByte(text[:min(len(text), maxLabel+1)], ' ')
	if space < 0 {
		return "", "", false
	}
	if field := FieldOf(text[:space]); field >= From && field <= Date {
		return text[:space], text[space+1:], true
	}
	return "", "", false
}

// runEnd finds where the value of one field ends and the next label begins.
// clear is false where that cannot be told.
func runEnd(field Field, value string) (end int, clear bool) {
	if field == Subject {
		return len(value), true
	}
	if field == Date || field == Unknown {
		if end := momentEnd(value); end > 0 {
			return end, true
		}
	}
	if field != Date && (field != Unknown || strings.IndexByte(value, '@') >= 0) {
		seam := findSeam(value)
		if seam.end > 0 || seam.unclear {
			return seam.end, !seam.unclear
		}
	}
	if end := momentEnd(value); end > 0 {
		return end, true
	}
	return knownLabelIn(value), true
}

// momentEnd: behind a time of day, its "AM" and its time zone; a zone in
// capitals may touch the label ("CETPředmět:").
func momentEnd(value string) int {
	scope := value[:min(len(value), 120)]
	if at := strings.IndexByte(scope, '@'); at >= 0 {
		return 0
	}
	var buf numberBuffer
	list := numbers(scope, &buf)
	dated := false
	for i := range list {
		if used := clock(scope, list[i:], dated); used > 0 {
			return zoneEnd(value, list[i+used-1].end)
		}
		dated = dated || isYear(list[i])
	}
	return 0
}

// zoneEnd passes "AM GMT+1", " MEZ", " +0100" after a time of day, as far as a
// label can still follow; 0 when none does.
func zoneEnd(value string, end int) int {
	prev := '0'
	for i := end; i < len(value) && i < end+24; {
		r, size := utf8.DecodeRuneInString(value[i:])
		if r == ':' || r == '：' {
			break
		}
		// A label opens with a capital before a small letter, in a script
		// without case, or right behind a digit.
		next, _ := utf8.DecodeRuneInString(value[i+size:])
		opens := unicode.IsUpper(r) && (unicode.IsLower(next) || next == ' ' || next == ':') || unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r) || unicode.IsLetter(r) && digit(prev) >= 0 && i > end
		if opens {
			if name, _, ok := cutLabel(value[i:]); ok && len(name) > 1 {
				return i
			}
		}
		prev = r
		i += size
	}
	return 0
}

// knownLabelIn finds the next known label within a value, else its end.
func knownLabelIn(value string) int {
	for i := 1; i < len(value) && i < 400; i++ {
		if r, _ := utf8.DecodeRuneInString(value[i:]); !opensLabel(r) {
			continue
		}
		at, _ := colon(value[i:])
		if at <= 0 {
			continue
		}
		if field := FieldOf(value[i : i+at]); field >= From && field <= Date && at > 1 {
			return i
		}
	}
	return len(value)
}
