package main

import "encoding/json"

type exportCommand struct {
	Address string `arg:"" help:"The customer's or employee's address."`
	JSON    bool   `help:"Print one JSON object."`
}

// Help shows examples.
func (exportCommand) Help() string {
	return `Prints everything that is held about somebody, customer or employee. Hashes,
tokens and what is somebody else's are left out: read it before you hand it on,
a mail may name others.

Examples:
  goodword export tom@customer.example > tom.txt
  goodword export tom@customer.example --json > tom.json`
}

// Run prints what is held about somebody.
func (x exportCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		held, err := o.desk.Export(e.ctx, x.Address)
		if err != nil {
			return err
		}
		if x.JSON {
			return json.NewEncoder(e.out).Encode(held)
		}
		return held.WriteText(e.out)
	})
}
