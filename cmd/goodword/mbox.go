package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// eachInMbox gives the mails of an mbox, counted from 1. A mail begins after a
// line "From " at the start or after an empty line (RFC 4155).
func eachInMbox(in io.Reader, most int, do func(n int, raw []byte) error) error {
	lines := bufio.NewReader(in)
	var mail []byte
	n, empty := 0, true
	give := func() error {
		if n == 0 {
			return nil
		}
		return do(n, bytes.TrimSuffix(bytes.TrimSuffix(mail, []byte("\n")), []byte("\r")))
	}
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		switch {
		case empty && bytes.HasPrefix(line, []byte(mboxLine)):
			if failed := give(); failed != nil {
				return failed
			}
			mail = nil
			n++
		default:
			if mail = append(mail, unquoted(line)...); len(mail) > most {
				return fmt.Errorf("%w: number %d has more than %d MB", errMboxMail, n, most>>20)
			}
		}
		empty = len(bytes.TrimRight(line, "\r\n")) == 0
		if err != nil {
			return give()
		}
	}
}
