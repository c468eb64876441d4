package jobs

import "goodword/mail/send"

// hush is how letters that entered sending hear that the relay asked for less
// since: it is not given them then, whatever connection said so. Those that enter once
// that is stored find it in the database, like those of every other process.
type hush struct {
	places *relayPlaces
	asks   uint64
	said   bool // by the relay, about a letter of ours
}

// hears begins to listen. It comes before the transaction in which letters enter sending.
func (p *relayPlaces) hears() *hush {
	if p == nil {
		return &hush{}
	}
	return &hush{places: p, asks: p.asks.Load()}
}

// asked says that the relay asked for less on another connection.
func (h *hush) asked() bool {
	return h.places != nil && !h.said && h.places.asks.Load() != h.asks
}

// tell passes on what the relay said. Whoever calls it stores the outcome and then calls over.
func (h *hush) tell(o send.Outcome) {
	if h.places == nil || h.said || !o.Slow {
		return
	}
	h.said = true
	h.places.mutex.Lock()
	defer h.places.mutex.Unlock()
	h.places.asks.Add(1)
	h.places.resting++
}

// over lets others have places again, once what the relay asked for is stored.
func (h *hush) over() {
	if !h.said {
		return
	}
	h.places.mutex.Lock()
	defer h.places.mutex.Unlock()
	h.places.asks.Add(1)
	h.places.resting--
	h.places.grant()
}
