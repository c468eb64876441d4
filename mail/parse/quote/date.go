package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// DateScore says how much a piece of text looks like the moment a mail was
// sent, by its digits alone: 0 not at all, 1 a day and a month or a year, 2 a
// full date, 3 a full date with a time of day. Names of months and days are not
// looked at, so every language and calendar does.
func DateScore(s string) int {
	if len(s) > 160 || !mayHoldDigits(s) {
		return 0
	}
	d := scanDigits(s)
	full := d.numeric || (d.year && d.small > 0) || d.cjk
	switch {
	case full && d.time:
		return 3
	case full:
		return 2
	case d.small > 0 && d.time, d.year:
		return 1
	}
	return 0
}

// mayHoldDigits says that s has an ASCII digit, or a byte with which one of those
// begins that digit reads.
func mayHoldDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if digitBytes[s[i]] {
			return true
		}
	}
	return false
}

var digitBytes = func() (t [256]bool) {
	for c := '0'; c <= '9'; c++ {
		t[c] = true
	}
	for _, zero := range zeros {
		t[string(zero)[0]] = true
		t[string(zero + 9)[0]] = true
	}
	return t
}()

// zeros are the first digits of the scripts whose digits are read beside ASCII's:
// Arabic, Persian, Devanagari, Bengali, Thai and fullwidth.
var zeros = [...]rune{0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10}

// digits is what DateScore saw in a text.
type digits struct {
	year    bool // a number that can be a year of some calendar
	small   int  // numbers of 1 to 31 outside a time
	time    bool // 9:31, 9.31, 09h31, 9時31分
	numeric bool // 27/10/2021, 2021-10-27, 27. 10. 21
	cjk     bool // 2021年10月27日, 3年10月27日, 2021년 10월
	end     int  // byte offset behind the last number or time
}

// number is a run of digits and the marks around it.
type number struct {
	value, width int
	start, end   int
	before, next rune // the runes beside it, 0 at an edge
}

// numberBuffer holds as many numbers as are looked at in one text.
type numberBuffer [16]number

func numbers(s string, buf *numberBuffer) []number {
	out := buf[:0]
	prev := rune(0)
	for i := 0; i < len(s) && len(out) < len(buf); {
		if c := s[i]; c < utf8.RuneSelf && (c < '0' || c > '9') {
			prev = rune(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if digit(r) < 0 {
			prev, i = r, i+size
			continue
		}
		n := number{start: i, before: prev}
		for i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
			v := digit(r)
			if v < 0 {
				break
			}
			if n.width < 9 {
				n.value = n.value*10 + v
			}
			n.width++
			i += size
		}
		n.end = i
		if i < len(s) {
			n.next, _ = utf8.DecodeRuneInString(s[i:])
		}
		prev = '0'
		out = append(out, n)
	}
	return out
}

// digit reads European, Arabic, Persian, Devanagari, Thai and fullwidth digits.
func digit(r rune) int {
	if r < utf8.RuneSelf {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	for _, zero := range zeros {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

func scanDigits(s string) digits {
	var d digits
	var buf numberBuffer
	list := numbers(s, &buf)
	for i := 0; i < len(list); i++ {
		n := list[i]
		if n.before == '+' || n.before == '-' && n.width == 4 && d.time {
			continue // a time zone
		}
		if used := clock(s, list[i:], d.dated()); used > 0 {
			d.time = true
			i += used - 1
			d.end = list[i].end
			continue
		}
		if i+2 < len(list) && isNumericDate(s, n, list[i+1], list[i+2]) {
			d.numeric = true
			i += 2
			d.end = list[i].end
			continue
		}
		d.single(n)
	}
	return d
}

func (d digits) dated() bool { return d.year || d.numeric || d.cjk }

// single takes a number that stands alone.
func (d *digits) single(n number) {
	switch {
	case n.next == '年' || n.next == '년':
		d.cjk, d.end = true, n.end
	case n.next == '時' || n.next == '时' || n.next == '시':
		d.time, d.end = true, n.end
	case isYear(n):
		d.year, d.end = true, n.end
	case n.width <= 2 && n.value >= 1 && n.value <= 31 && !letterBefore(n):
		d.small++
		d.end = n.end
	}
}

// clock counts the numbers at the front of list that make a time of day: hours
// and minutes, seconds too. With dots between three of them ("09.26.50") it is
// one only if the date stood before.
func clock(s string, list []number, dated bool) (used int) {
	if len(list) < 2 || !isTime(s, list[0], list[1]) && !dottedTime(s, list, dated) {
		return 0
	}
	mark := s[list[0].end:list[1].start]
	if len(list) > 2 && list[2].width == 2 && list[2].value < 60 && s[list[1].end:list[2].start] == mark {
		return 3
	}
	return 2
}

func dottedTime(s string, list []number, dated bool) bool {
	if !dated || len(list) < 3 || list[0].width > 2 || list[0].value > 24 {
		return false
	}
	for i := range 2 {
		if s[list[i].end:list[i+1].start] != "." || list[i+1].width != 2 || list[i+1].value > 59 {
			return false
		}
	}
	return true
}

// letterBefore keeps "MP3", "Q4" and "UTC2" from being days.
func letterBefore(n number) bool { return unicode.IsLetter(n.before) && n.before < 0x0370 }

// isYear: Gregorian, Buddhist, or the Islamic and Persian calendars.
func isYear(n number) bool {
	if n.width != 4 || letterBefore(n) {
		return false
	}
	return n.value >= 1970 && n.value <= 2100 || n.value >= 2513 && n.value <= 2643 || n.value >= 1340 && n.value <= 1520
}

// isTime: hours, one of the marks in use, two digits of minutes.
func isTime(s string, h, m number) bool {
	if h.width > 2 || m.width != 2 || h.value > 24 || m.value > 59 {
		return false
	}
	switch s[h.end:m.start] {
	case ":", "：", "h", "u", "٫":
		return true
	case ".":
		// 9.31 is a Finnish, Danish or Indonesian time unless a date goes on.
		return h.before != '.' && m.next != '.' && m.next != '/'
	}
	return false
}

// isNumericDate: three numbers joined by one mark, a year at either end.
func isNumericDate(s string, a, b, c number) bool {
	first, second := strings.TrimSpace(s[a.end:b.start]), strings.TrimSpace(s[b.end:c.start])
	if len(first) != 1 || first != second || !strings.Contains("./-", first) {
		return false
	}
	if s[b.start-1] == ' ' && first != "." {
		return false
	}
	if b.width > 2 || b.value < 1 || b.value > 31 {
		return false
	}
	yearLast := a.width <= 2 && a.value >= 1 && a.value <= 31 && (isYear(c) || c.width == 2)
	yearFirst := isYear(a) && c.width <= 2 && c.value >= 1 && c.value <= 31
	return yearLast || yearFirst
}
