package service

// Alive says what keeps this process from ever working again: its jobs have
// stopped. A database or a server that is down is no such thing, as work goes on
// once it is back, and starting the process anew would not help.
func (s *Service) Alive() error { return s.works() }
