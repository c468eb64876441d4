package templates

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// leastContrast is what WCAG 2.2 asks of text of any size (1.4.3, level AA).
const leastContrast = 4.5

// checkContrast: each text stands out from its ground, in light and in dark.
func checkContrast(t failer, root *html.Node, page string) {
	t.Helper()
	dark := darkRules(page)
	for _, rules := range [][]cssRule{nil, dark} {
		seen := map[string]bool{}
		for n := range root.Descendants() {
			if n.Type != html.TextNode && n.Data != "img" || n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" || within(n, "style", "title") || hidden(n) {
				continue
			}
			ink, ground := colourOf(n, rules, "color"), colourOf(n, rules, "background-color")
			if seen[ink+ground] {
				continue
			}
			seen[ink+ground] = true
			if got := contrast(ink, ground); got < leastContrast {
				t.Errorf("%.2f is the contrast of %s on %s (%d rules): %q", got, ink, ground, len(rules), n.Data)
			}
		}
	}
}

// cssRule is one selector of the style block's dark part: a class, an element,
// or one below the other.
type cssRule struct {
	selector []string
	style    map[string]string
}

func darkRules(page string) []cssRule {
	_, dark, _ := strings.Cut(page, "@media (prefers-color-scheme: dark) {")
	dark, _, _ = strings.Cut(dark, "</style>")
	var rules []cssRule
	for _, rule := range styleRule.FindAllStringSubmatch(dark, -1) {
		for selector := range strings.SplitSeq(rule[1], ",") {
			rules = append(rules, cssRule{strings.Fields(selector), declarations(rule[2])})
		}
	}
	return rules
}

func (r cssRule) fits(n *html.Node) bool {
	at := len(r.selector) - 1
	if !simple(r.selector[at], n) {
		return false
	}
	for n = n.Parent; at > 0 && n != nil; n = n.Parent {
		if simple(r.selector[at-1], n) {
			at--
		}
	}
	return at == 0
}

func simple(selector string, n *html.Node) bool {
	if class, ok := strings.CutPrefix(selector, "."); ok {
		return slices.Contains(strings.Fields(attribute(n, "class")), class)
	}
	return n.Data == selector
}

// colourOf is the nearest colour around a text, the rules before the inlined
// styles, as their !important says.
func colourOf(n *html.Node, rules []cssRule, property string) string {
	for n = n.Parent; n != nil; n = n.Parent {
		for _, r := range slices.Backward(rules) {
			if value := r.style[property]; value != "" && r.fits(n) {
				return value
			}
		}
		if value := styleOf(n)[property]; value != "" {
			return value
		}
	}
	return ""
}

// contrast of two colours as WCAG computes it, from 1 to 21; 0 for what is no colour.
func contrast(a, b string) float64 {
	la, oka := luminance(a)
	lb, okb := luminance(b)
	if !oka || !okb {
		return 0
	}
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(colour string) (float64, bool) {
	hex, ok := strings.CutPrefix(colour, "#")
	rgb, err := strconv.ParseUint(hex, 16, 32)
	if !ok || err != nil || len(hex) != 6 {
		return 0, false
	}
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		c := float64(rgb>>(8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum, true
}

func TestContrast(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#767676", "#ffffff", 4.54}, {"", "#ffffff", 0}, {"red", "#ffffff", 0}} {
		if got := contrast(c.a, c.b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on %s: %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}
