package audience

import (
	"regexp"
	"sync"
)

// lazily compiles an expression at its first use: together they would be most of
// what a command that needs none of them takes to start.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
