package oauth

import (
	"context"
	"fmt"
)

// Door is the server's side of a login, which its protocol's client knows.
type Door struct {
	Protocol string // "IMAP" or "SMTP"
	Host     string
	Port     int
	Offers   func(mechanism string) bool
	// Knock runs one exchange. refused tells that the server itself said no, and
	// that the connection is still good for another try.
	Knock func(*Exchange) (refused bool, err error)
	// Empty says that the protocol's client can answer a challenge with nothing,
	// as XOAUTH2 has it.
	Empty bool
}

// Login logs in with a token that Token gave. A token that the server refuses
// is renewed once and tried once more; then the source rests, and Token gives
// the refusal until it is over. An error is a *Refusal where the server said no.
func (s *Source) Login(ctx context.Context, first Token, door Door) (Token, error) {
	mechanism, err := s.mechanism(door)
	if err != nil {
		return Token{}, err
	}
	refusal, err := s.knock(first, mechanism, door)
	if refusal == nil {
		return first, err
	}
	s.drop(first)
	again, err := s.Token(ctx)
	if err != nil {
		return Token{}, fmt.Errorf("%w (to renew the token that was refused: %s)", err, refusal.Said)
	}
	if again.secret != first.secret {
		if refusal, err = s.knock(again, mechanism, door); refusal == nil {
			return again, err
		}
		s.drop(again)
	}
	s.pause(refusal)
	return Token{}, refusal
}

// knock tries one token.
func (s *Source) knock(t Token, mechanism string, door Door) (*Refusal, error) {
	exchange := &Exchange{mechanism: mechanism, user: s.settings.User, host: door.Host, port: door.Port, token: t.secret, bye: []byte{1}}
	if mechanism == XOAUTH2 && door.Empty {
		exchange.bye = []byte{}
	}
	refused, err := door.Knock(exchange)
	if err == nil {
		s.worked()
		return nil, nil
	}
	if !refused {
		if s.settings.Now().Sub(t.issued) > firstRest {
			s.drop(t) // some servers hang up on a token that has ended
		}
		return nil, err
	}
	refusal := s.refused(t, exchange, door, err)
	return refusal, refusal
}

// mechanism chooses what the server offers, the standard one first.
func (s *Source) mechanism(door Door) (string, error) {
	if wanted := s.settings.Mechanism; wanted != "" {
		if door.Offers(wanted) {
			return wanted, nil
		}
		return "", fmt.Errorf("the %s server %s does not offer %s: set oauth.mechanism to \"auto\", or correct host and tls", door.Protocol, door.Host, wanted)
	}
	for _, m := range []string{OAUTHBEARER, XOAUTH2} {
		if door.Offers(m) {
			return m, nil
		}
	}
	return "", fmt.Errorf("the %s server %s offers no login with tokens (neither OAUTHBEARER nor XOAUTH2): correct host and tls, or set auth = \"password\"", door.Protocol, door.Host)
}
