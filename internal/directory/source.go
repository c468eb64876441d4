package directory

import "context"

// Source is a directory elsewhere that is asked for everybody.
type Source interface {
	// Name is ldap, entra or google.
	Name() string
	// People gives everybody, or an error that says what to do; never a part.
	People(ctx context.Context) (List, error)
}
