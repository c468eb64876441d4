package htmltext

import (
	"strconv"
	"strings"
)

// paint is a colour: red, green and blue, and a bit that says it is known. The
// zero value is none set.
type paint uint32

const (
	known        paint = 1 << 24
	unknownPaint paint = 1 << 25 // a picture, a gradient, a name not in the list
	clearPaint   paint = 1 << 26 // transparent
)

// under gives the colour that counts where b is laid over a.
func (a paint) under(b paint) paint {
	if b == 0 {
		return a
	}
	return b
}

// hides says that text in colour a cannot be seen on ground. A text without a
// colour of its own is seen; a ground without one is white.
func (a paint) hides(ground paint) bool {
	if a == 0 || a == unknownPaint || ground == unknownPaint {
		return false
	}
	if a == clearPaint {
		return true
	}
	if ground == 0 {
		ground = known | 0xffffff
	}
	for shift := 0; shift <= 16; shift += 8 {
		x, y := int(a>>shift&0xff), int(ground>>shift&0xff)
		if x-y > nearlySame || y-x > nearlySame {
			return false
		}
	}
	return true
}

// nearlySame is by how much of 255 two colours may differ and look alike.
const nearlySame = 12

// paintOf reads a colour of CSS or of an attribute. Of "background: …" it takes
// the first part that is one.
func paintOf(value string) paint {
	value = word(value)
	switch {
	case value == "", value == "inherit", value == "initial", value == "unset", value == "none", value == "currentcolor":
		return 0
	case strings.Contains(value, "url(") || strings.Contains(value, "gradient"):
		return unknownPaint
	case strings.HasPrefix(value, "rgb"):
		return paintOfParts(value)
	}
	for part := range strings.FieldsSeq(value) {
		switch part {
		case "transparent":
			return clearPaint
		case "white", "snow", "window", "ghostwhite", "floralwhite":
			return known | 0xffffff
		case "black", "windowtext":
			return known
		}
		if p := hexPaint(part); p != 0 {
			return p
		}
	}
	return unknownPaint
}

// hexPaint reads #rgb, #rrggbb and these without the mark, as attributes have them.
func hexPaint(value string) paint {
	digits := strings.TrimPrefix(value, "#")
	switch len(digits) {
	case 3, 4:
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	case 6:
	case 8:
		digits = digits[:6]
	default:
		return 0
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return 0
	}
	return known | paint(n)
}

// paintOfParts reads rgb(255, 255, 255) and rgba(…, 0), which is nothing seen.
func paintOfParts(value string) paint {
	_, value, _ = strings.Cut(value, "(")
	value, _, _ = strings.Cut(value, ")")
	var out paint
	count := 0
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ' ' || r == '/' }) {
		n, err := strconv.ParseFloat(strings.TrimSuffix(part, "%"), 64)
		if err != nil || n < 0 || n > 255 {
			return unknownPaint
		}
		if strings.HasSuffix(part, "%") && count < 3 {
			n *= 2.55
		}
		if count == 3 && n <= 0.02 {
			return clearPaint
		}
		if count < 3 {
			out = out<<8 | paint(n)
		}
		count++
	}
	if count < 3 {
		return unknownPaint
	}
	return known | out
}

// isBar says that the value of a border at the left draws one.
func isBar(value string) bool {
	for part := range strings.FieldsSeq(value) {
		switch {
		case part == "none" || part == "hidden":
			return false
		case part[0] >= '0' && part[0] <= '9' && isNothing(part):
			return false
		}
	}
	return value != "" && value != "inherit" && value != "initial"
}

func isNothing(length string) bool {
	n, _, ok := number(length)
	return ok && n == 0
}
