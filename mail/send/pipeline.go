package send

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
)

// pipeline says MAIL, RCPT and DATA in one go, where the server offers that (RFC
// 2920): a letter then takes two round trips and not four. The letter itself
// is sent only once all of it was answered well, so that nothing is half said.
//
// Between two letters go-smtp reads nothing, so that what it leaves on the
// connection is read here.
type pipeline struct {
	conn  net.Conn // secured, as given to go-smtp
	lines *textproto.Conn
	kept  []byte // room for a letter, used again
}

func newPipeline(conn net.Conn) *pipeline {
	return &pipeline{conn: conn, lines: textproto.NewConn(conn)}
}

// submitPipelined is submit for a server that offers PIPELINING.
func (c *conversation) submitPipelined(ctx context.Context, from, to, copyTo string, raw []byte) (outcome Outcome, stale bool) {
	p, reused := c.pipeline, !c.used.IsZero()
	if err := p.say(c.settings.CommandTimeout, c.mailCommand(from, len(raw)), "RCPT TO:<"+to+">", rcptCommand(copyTo), "DATA"); err != nil {
		outcome := c.ended(Mail, err)
		return outcome, reused && ctx.Err() == nil
	}
	if err := p.answer(25); err != nil {
		outcome := c.ended(Mail, err)
		return outcome, c.diedIdle(ctx, outcome, reused)
	}
	if err := p.answer(25); err != nil {
		return c.ended(Rcpt, err), false
	}
	if copyTo != "" {
		var refused *smtp.SMTPError
		if err := p.answer(25); err != nil && !errors.As(err, &refused) {
			return c.ended(Rcpt, err), false // a refusal costs the copy alone
		}
	}
	if err := p.answer(354); err != nil {
		return c.ended(Data, err), false
	}
	data := stuffed(p.kept[:0], raw)
	if cap(data) <= mostKept {
		p.kept = data
	}
	if err := c.write(p.conn, data); err != nil {
		return c.ended(Data, err), false
	}
	p.expect(c.settings.SubmissionTimeout)
	_, text, err := p.lines.ReadResponse(250)
	if err != nil {
		return c.ended(Dot, answerOf(err)), false
	}
	p.expect(0)
	return c.accepted(text), false
}

// mostKept is how much room for letters an idle connection keeps.
const mostKept = 64 << 10

// stuffed appends to out a letter as DATA takes it: a dot before each dot that begins a line (RFC
// 5321 section 4.5.2), and the final dot behind it. One write hands over all of it, or
// fails before its end is out, and then the server drops it.
func stuffed(out, raw []byte) []byte {
	out = slices.Grow(out, len(raw)+64)
	if bytes.HasPrefix(raw, []byte(".")) {
		out = append(out, '.')
	}
	for {
		at := bytes.Index(raw, []byte("\r\n."))
		if at < 0 {
			break
		}
		out = append(append(out, raw[:at+3]...), '.')
		raw = raw[at+3:]
	}
	out = append(out, raw...)
	if !bytes.HasSuffix(out, []byte("\r\n")) {
		out = append(out, "\r\n"...)
	}
	return append(out, ".\r\n"...)
}

// mailCommand says what go-smtp would.
func (c *conversation) mailCommand(from string, size int) string {
	command := "MAIL FROM:<" + from + ">"
	if ok, _ := c.client.Extension("8BITMIME"); ok {
		command += " BODY=8BITMIME"
	}
	if ok, _ := c.client.Extension("SIZE"); ok {
		command += fmt.Sprintf(" SIZE=%d", size)
	}
	return command
}

func rcptCommand(to string) string {
	if to == "" {
		return ""
	}
	return "RCPT TO:<" + to + ">"
}

// say writes commands at once, empty ones left out; their answers must come within so long.
func (p *pipeline) say(within time.Duration, commands ...string) error {
	var b bytes.Buffer
	for _, c := range commands {
		if c != "" {
			b.WriteString(c + "\r\n")
		}
	}
	p.expect(within)
	_, err := p.conn.Write(b.Bytes())
	return err
}

// expect sets until when the next answers must come; zero for no limit.
func (p *pipeline) expect(within time.Duration) {
	var until time.Time
	if within > 0 {
		until = time.Now().Add(within)
	}
	_ = p.conn.SetDeadline(until) // a connection that is gone tells so when it is read
}

// answer reads one answer, which must be of this code, or begin with its digits.
func (p *pipeline) answer(code int) error {
	_, _, err := p.lines.ReadResponse(code)
	return answerOf(err)
}

// answerOf makes of a server's refusal what go-smtp makes of it.
func answerOf(err error) error {
	var refusal *textproto.Error
	if !errors.As(err, &refusal) {
		return err
	}
	answer := &smtp.SMTPError{Code: refusal.Code, Message: refusal.Msg}
	status, rest, ok := strings.Cut(refusal.Msg, " ")
	digits := strings.Split(status, ".")
	if !ok || len(digits) != 3 {
		return answer
	}
	var enhanced smtp.EnhancedCode
	for i, d := range digits {
		n, err := strconv.Atoi(d)
		if err != nil {
			return answer
		}
		enhanced[i] = n
	}
	answer.EnhancedCode, answer.Message = enhanced, strings.ReplaceAll(rest, "\n"+status+" ", "\n")
	return answer
}

// startTLS asks a server that was greeted to secure the connection (RFC 3207). It
// reads no byte beyond the answer: what comes before the handshake is nobody's word.
func startTLS(conn net.Conn, config *tls.Config, within time.Duration) (*tls.Conn, error) {
	if err := conn.SetDeadline(time.Now().Add(within)); err != nil {
		return nil, err
	}
	if _, err := io.WriteString(conn, "STARTTLS\r\n"); err != nil {
		return nil, err
	}
	if _, _, err := textproto.NewReader(bufio.NewReaderSize(oneByte{conn}, 16)).ReadResponse(220); err != nil {
		return nil, answerOf(err)
	}
	secured := tls.Client(conn, config)
	if err := secured.Handshake(); err != nil {
		return nil, err
	}
	return secured, conn.SetDeadline(time.Time{})
}

// oneByte reads no more than it is asked for.
type oneByte struct{ io.Reader }

// Read gives one byte.
func (r oneByte) Read(p []byte) (int, error) {
	if len(p) > 1 {
		p = p[:1]
	}
	return r.Reader.Read(p)
}

// greeted is a secured connection as go-smtp wants to have it: no server greets again there.
type greeted struct {
	net.Conn
	rest string
}

// Read gives the greeting first.
func (g *greeted) Read(p []byte) (int, error) {
	if g.rest == "" {
		return g.Conn.Read(p)
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}
