package match

// superlative says whether the word at k praises for what stands before it: "le
// meilleur", "with a smile", "made my day".
func (p *passage) superlative(k int) bool {
	w := p.toks[k].fold
	if k == 0 || p.toks[k-1].sentence != p.toks[k].sentence {
		return false
	}
	b := p.toks[k-1].fold
	switch {
	case w == "day":
		return k > 1 && p.toks[k-2].fold == "made"
	case w == "beyond", w == "mile":
		return w == "mile" && b == "extra" || b == "and" && k > 1 && p.toks[k-2].fold == "above"
	case w == "bien":
		return k+1 < len(p.toks) && passives.has(p.toks[k+1].fold)
	case bests.has(w):
		return bestArticles.has(b) && !(k+1 < len(p.toks) && (things.has(p.toks[k+1].fold) || p.toks[k+1].fold == "que"))
	case smiles.has(w):
		return withWords.has(b) || k > 1 && withWords.has(p.toks[k-2].fold) && bestArticles.has(b)
	}
	return false
}

var (
	bests        = set("meilleur meilleure meilleurs meilleures mejor mejores migliore migliori beste besten bester melhor melhores najlepszy najlepsza nejlepsi")
	bestArticles = set("le la les un une el los las una il lo i gli der die das den dem ein eine einem einen de het een o a os as an the")
	smiles       = set("smile smiles sourire lacheln sonrisa sorriso glimlach usmiechem usmevem leende smil")
	withWords    = set("with avec mit con com met z s med")
)

// clitic reads "je la remercie", "no sé cómo agradecérselo": whom the sentence
// before was about, where this one names nobody.
func (g *judge) clitic(k, from int) []*mention {
	if k == from || !clitics.has(g.p.toks[k-1].fold) || !begins(g.p.toks[k].fold, thankStems) || len(g.topic.of) == 0 || g.topic.age > 0 || !oneOf(g.topic.of) || g.topic.of[0].role == told {
		return nil
	}
	for _, it := range g.items {
		if it.is == named || it.is == other || it.is == nameless {
			return nil
		}
	}
	return g.topic.of
}

// objectThing reads "Anna hat unser Zimmer so liebevoll hergerichtet": what somebody
// named does something with is no subject.
func (g *judge) objectThing(i int) bool {
	if i == 0 || g.items[i-1].is != named || g.items[i-1].relative || !g.p.isSubject(g.items[i-1].m, g.x) {
		return false
	}
	for k := g.items[i-1].to; k < g.items[i].from; k++ {
		if w := g.p.toks[k].fold; doingAuxiliaries.has(w) {
			return true
		} else if joins.has(w) || links.has(w) {
			return false
		}
	}
	return false
}

var (
	doingAuxiliaries = set("hat haben hatte heeft hebben")
	behindSubject    = set("dagegen hingegen jedoch however cependant echter")
)

var clitics = set("le la l lo lui li")
