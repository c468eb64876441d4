package vouch

import (
	"errors"
	"fmt"
	"strings"
)

// Results is one Authentication-Results field (RFC 8601 section 2.2).
type Results struct {
	AuthservID string
	Methods    []Method // empty for "none"
}

// Method is what one method found.
type Method struct {
	Name   string // lower case, such as "dmarc"
	Result string // lower case, such as "pass"
	Reason string
	Props  []Prop
}

// Prop is a property of the mail that a method looked at: header.from=a.example.
type Prop struct {
	Type, Name string // lower case
	Value      string
}

const (
	maxResults = 16 << 10 // bytes of one field
	maxComment = 20       // comments within each other
)

// ParseResults reads an Authentication-Results value by the letter: comments,
// quoted strings, versions. Anything else is an error, so that no server's
// sloppiness can be used to slip a result in. Values are wider than the RFC's
// token, as servers write base64 and local parts bare; they still end at white
// space, a semicolon, a quote or a parenthesis.
func ParseResults(value string) (Results, error) {
	if len(value) > maxResults {
		return Results{}, errors.New("longer than 16 KB")
	}
	p := &scanner{rest: value}
	r := Results{}
	if r.AuthservID = p.value(isIDByte); p.err == nil && r.AuthservID == "" {
		p.fail("no authserv-id")
	}
	p.space()
	if p.err == nil && p.rest != "" && p.rest[0] != ';' {
		if version := p.word(isDigit); version != "1" {
			p.fail("no authserv-id, or an unknown version")
		}
	}
	for p.err == nil && !p.atEnd() {
		if !p.take(';') {
			p.fail("a semicolon is missing")
			break
		}
		if p.atEnd() {
			break // a semicolon too many at the end harms nobody
		}
		if len(r.Methods) == 0 && p.none() {
			break
		}
		r.Methods = append(r.Methods, p.method())
	}
	if p.err != nil {
		return Results{}, p.err
	}
	return r, nil
}

// scanner reads a field from the left; after an error it reads nothing more.
type scanner struct {
	rest string
	err  error
}

func (p *scanner) fail(what string) {
	if p.err == nil {
		p.err = errors.New(what)
	}
	p.rest = ""
}

// space passes over white space and comments (CFWS, RFC 5322 section 3.2.2).
func (p *scanner) space() {
	for p.rest != "" {
		switch p.rest[0] {
		case ' ', '\t':
			p.rest = p.rest[1:]
		case '(':
			p.comment()
		default:
			return
		}
	}
}

func (p *scanner) comment() {
	depth := 0
	for i := 0; i < len(p.rest); i++ {
		switch p.rest[i] {
		case '\\':
			i++
		case '(':
			if depth++; depth > maxComment {
				p.fail("comments too deep")
				return
			}
		case ')':
			if depth--; depth == 0 {
				p.rest = p.rest[i+1:]
				return
			}
		}
	}
	p.fail("a comment is not closed")
}

func (p *scanner) atEnd() bool {
	p.space()
	return p.rest == ""
}

func (p *scanner) take(c byte) bool {
	p.space()
	if p.rest == "" || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// word reads the longest run of bytes that fit.
func (p *scanner) word(fits func(byte) bool) string {
	p.space()
	n := 0
	for n < len(p.rest) && fits(p.rest[n]) {
		n++
	}
	word := p.rest[:n]
	p.rest = p.rest[n:]
	return word
}

// keyword reads a Keyword (RFC 5321's Ldh-str), in lower case.
func (p *scanner) keyword(what string) string {
	word := p.word(isKeyByte)
	if word == "" {
		p.fail(what + " is missing")
	}
	return strings.ToLower(word)
}

// value reads a quoted string, with a domain behind it when it is a local part,
// or a bare run.
func (p *scanner) value(fits func(byte) bool) string {
	p.space()
	if p.rest == "" || p.rest[0] != '"' {
		return p.word(fits)
	}
	var out strings.Builder
	for i := 1; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '\\' && i+1 < len(p.rest):
			i++
			out.WriteByte(p.rest[i])
		case c == '"':
			p.rest = p.rest[i+1:]
			if p.rest != "" && p.rest[0] == '@' {
				return out.String() + p.word(fits)
			}
			return out.String()
		default:
			out.WriteByte(c)
		}
	}
	p.fail("a quoted string is not closed")
	return ""
}

// none reads the "none" that stands for no result at all.
func (p *scanner) none() bool {
	p.space()
	before := p.rest
	if strings.EqualFold(p.word(isKeyByte), "none") && p.atEnd() {
		return true
	}
	p.rest = before
	return false
}

// method reads one resinfo.
func (p *scanner) method() Method {
	m := Method{Name: p.keyword("a method")}
	if p.take('/') {
		if version := p.word(isDigit); version != "1" {
			m.Name += "/" + version // another version is another method: nobody asks for it
		}
	}
	p.equals(m.Name)
	m.Result = p.keyword("the result of " + m.Name)
	for p.err == nil && !p.atEnd() && p.rest[0] != ';' {
		name := p.keyword("a property")
		if p.take('.') {
			prop := Prop{Type: name, Name: p.keyword("the name of a property")}
			p.equals(prop.Type + "." + prop.Name)
			prop.Value = p.value(isValueByte)
			m.Props = append(m.Props, prop)
			continue
		}
		if name != "reason" || m.Reason != "" || len(m.Props) > 0 {
			p.fail(fmt.Sprintf("%.40q is neither a reason nor a property", name))
			break
		}
		p.equals(name)
		m.Reason = p.value(isValueByte)
	}
	return m
}

func (p *scanner) equals(after string) {
	if !p.take('=') && p.err == nil {
		p.fail(fmt.Sprintf("no \"=\" behind %.40q", after))
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '-' || c == '_'
}

// isIDByte fits a MIME token (RFC 2045), as an authserv-id is.
func isIDByte(c byte) bool {
	return c > ' ' && c < 0x7F && strings.IndexByte(`()<>@,;:\"/[]?=`, c) < 0
}

func isValueByte(c byte) bool {
	return c > ' ' && c < 0x7F && strings.IndexByte(`();\"`, c) < 0
}
