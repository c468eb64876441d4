package oauth

import (
	"errors"
	"fmt"
	"net/http"
)

// Do sends a request that has no body, with a token. A token that is refused
// (401) is renewed once and tried once more; then the source rests. Every other
// answer is the caller's to read and to close. Errors are those of Token, or of
// the way there (*url.Error).
func (s *Source) Do(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		return nil, errors.New("a request that bears a token cannot have a body: it could not be sent twice")
	}
	if err := checkEndpoint(req.URL.String()); err != nil {
		return nil, err
	}
	first, err := s.Token(req.Context())
	if err != nil {
		return nil, err
	}
	answer, err := s.carry(req, first)
	if err != nil || answer.StatusCode != http.StatusUnauthorized {
		return answer, err
	}
	s.drop(first)
	again, err := s.Token(req.Context())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s refused a token, and there is no other: %w", req.URL.Host, err), answer.Body.Close())
	}
	if again.secret == first.secret {
		return answer, nil
	}
	if err := answer.Body.Close(); err != nil {
		return nil, err
	}
	if answer, err = s.carry(req, again); err == nil && answer.StatusCode == http.StatusUnauthorized {
		s.drop(again)
		s.pause(&Refusal{Where: req.URL.Host, Code: "401", Said: "it takes no token of this app's"})
	}
	return answer, err
}

func (s *Source) carry(req *http.Request, t Token) (*http.Response, error) {
	bears := req.Clone(req.Context())
	bears.Header.Set("Authorization", "Bearer "+t.secret)
	answer, err := s.client.Do(bears)
	if err == nil && answer.StatusCode != http.StatusUnauthorized {
		s.worked()
	}
	return answer, err
}
