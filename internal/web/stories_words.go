package web

import (
	"fmt"
	"time"
)

// storyWords are the page's own words in one language.
type storyWords struct {
	Name                                             string // of the language, in itself
	Title, Lead, Search, SearchFor, Found, None      string
	Situation, Action, Result, Line, Lesson          string // Action and Line name the nominee at %s
	NamedLine, NamedLesson                           string // and these the manager
	Newer, Older, All, Feed, Missing, Agreed, ToMain string
}

// DidWhat is the heading over what somebody did.
func (w storyWords) DidWhat(given string) string { return fmt.Sprintf(w.Action, given) }

// Adds introduces the manager's line: by their name, or where that is not to be
// told, as the nominee's manager's.
func (w storyWords) Adds(manager, given string) string {
	if manager != "" {
		return fmt.Sprintf(w.NamedLine, manager)
	}
	return fmt.Sprintf(w.Line, given)
}

// Taught introduces the lesson, of somebody where they are not named already.
func (w storyWords) Taught(teacher string) string {
	if teacher != "" {
		return fmt.Sprintf(w.NamedLesson, teacher)
	}
	return w.Lesson
}

func wordsOfStories(lang string) storyWords {
	switch lang {
	case "de":
		return storyWords{Name: "Deutsch", Title: "Geschichten", Lead: "Was Menschen hier füreinander getan haben, in den Worten derer, die dabei waren.",
			Search: "Suchen", SearchFor: "In den Geschichten suchen", Found: "Gefunden für", None: "Hier steht noch nichts.",
			Situation: "Wie es war", Action: "Was %s getan hat", Result: "Was daraus wurde", Line: "Die Führungskraft von %s fügt hinzu", NamedLine: "%s fügt hinzu", Lesson: "Zum Mitnehmen", NamedLesson: "Zum Mitnehmen, von %s",
			Newer: "Neuere", Older: "Ältere", All: "Alle Geschichten", Feed: "Als Feed", Missing: "Diese Geschichte wird nicht erzählt, oder nicht mehr.",
			Agreed: "Alle, von denen hier erzählt wird, sind einverstanden. Was verraten könnte, wer der Kunde ist, wurde herausgenommen; an seiner Stelle steht […].", ToMain: "Zum Inhalt"}
	case "fr":
		return storyWords{Name: "Français", Title: "Histoires", Lead: "Ce que des gens d’ici ont fait pour d’autres, avec les mots de ceux qui y étaient.",
			Search: "Chercher", SearchFor: "Chercher dans les histoires", Found: "Trouvé pour", None: "Il n’y a encore rien ici.",
			Situation: "Ce qui se passait", Action: "Ce qu’a fait %s", Result: "Ce qu’il en est sorti", Line: "La ligne du responsable de %s", NamedLine: "%s ajoute", Lesson: "À retenir", NamedLesson: "À retenir, de %s",
			Newer: "Plus récentes", Older: "Plus anciennes", All: "Toutes les histoires", Feed: "En flux", Missing: "Cette histoire n’est pas racontée, ou ne l’est plus.",
			Agreed: "Les personnes dont on parle ici ont donné leur accord. Ce qui pourrait dire qui est le client a été retiré ; à la place, il y a […].", ToMain: "Aller au contenu"}
	case "es":
		return storyWords{Name: "Español", Title: "Historias", Lead: "Lo que personas de aquí hicieron por otras, con las palabras de quienes estaban allí.",
			Search: "Buscar", SearchFor: "Buscar en las historias", Found: "Encontrado para", None: "Aquí todavía no hay nada.",
			Situation: "Cómo fue", Action: "Lo que hizo %s", Result: "Qué salió de ello", Line: "Quien dirige el equipo de %s añade", NamedLine: "%s añade", Lesson: "Para llevarse", NamedLesson: "Para llevarse, de %s",
			Newer: "Más recientes", Older: "Más antiguas", All: "Todas las historias", Feed: "Como canal", Missing: "Esta historia no se cuenta, o ya no.",
			Agreed: "Las personas de quienes se habla aquí están de acuerdo. Lo que podría decir quién es el cliente se quitó; en su lugar queda […].", ToMain: "Ir al contenido"}
	}
	return storyWords{Name: "English", Title: "Stories", Lead: "What people here did for others, in the words of those who were there.",
		Search: "Search", SearchFor: "Search the stories", Found: "Found for", None: "There is nothing here yet.",
		Situation: "What it was like", Action: "What %s did", Result: "What came of it", Line: "%s’s manager adds", NamedLine: "%s adds", Lesson: "To take along", NamedLesson: "To take along, from %s",
		Newer: "Newer", Older: "Older", All: "All stories", Feed: "As a feed", Missing: "This story is not told, or no longer.",
		Agreed: "Whoever is told of here has agreed. What could tell who the customer is was taken out; […] stands in its place.", ToMain: "To the stories"}
}

// dayIn writes a day as its readers do.
func dayIn(lang string, t time.Time) string {
	months, form := [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}, "%d %s %d"
	switch lang {
	case "de":
		months, form = [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}, "%d. %s %d"
	case "fr":
		months = [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	case "es":
		months, form = [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}, "%d de %s de %d"
	}
	return fmt.Sprintf(form, t.Day(), months[t.Month()-1], t.Year())
}
