package templates

func sampleHandovers() []View {
	follows := HandoverLetter{Frame: sampleFrame(sampleColleague, ""), From: sampleCPO, To: sampleColleague, Since: sampleTime(23, 12, 0)}
	former := follows
	former.Frame, former.Former = sampleFrame(sampleCPO, ""), true
	site, still := follows, former
	site.Sites, still.Sites, still.Still = "Lyon, Zürich", "Lyon, Zürich", true
	return []View{follows, former, site, still}
}
