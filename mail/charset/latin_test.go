package charset

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// TestUndeclaredLanguages reads bytes without a label by their letters.
func TestUndeclaredLanguages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		enc  *charmap.Charmap
		text string
	}{
		{charmap.Windows1250, "Paní Marková nám velmi ochotně pomohla, děkujeme za všechno úsilí. Krásné přijetí!"},
		{charmap.Windows1250, "Ondřej Dvořák"},
		{charmap.Windows1250, "Pani Agnieszka była bardzo miła i pomogła nam z bagażem, dziękujemy."},
		{charmap.Windows1250, "A kolléganő nagyon kedves volt, köszönjük a gyors segítséget és a türelmet, őszintén."},
		{charmap.ISO8859_2, "Dziękuję, pani Łucja była świetna i cierpliwa, życzę zdrowia."},
		{charmap.Windows1254, "Ayşe Hanım çok yardımcı oldu, gönülden teşekkür ederiz, sağ olun."},
		{charmap.Windows1255, "תודה רבה לענת בדלפק, היא עזרה לנו מאוד אתמול."},
		{charmap.Windows1255, "רונית לוי"},
		{charmap.Windows1255, "---------- Forwarded message ---------\nFrom: Guest <guest@shop.test>\n\nתודה רבה לענת בדלפק, היא עזרה לנו מאוד אתמול."},
		{charmap.Windows1256, "---------- Forwarded message ---------\nFrom: Guest <guest@shop.test>\n\nشكرا جزيلا للموظف سامي، كان لطيفا جدا وساعدنا."},
		{charmap.Windows1256, "شكرا جزيلا للموظف سامي، كان لطيفا جدا وساعدنا في كل شيء."},
		{charmap.Windows1251, "Большое спасибо Анне, она нам очень помогла вчера вечером."},
		{charmap.Windows1251, "много помогна"},
		{charmap.Windows1253, "ευχαριστούμε πολύ τη Μαρία για όλα"},
		{charmap.KOI8R, "Спасибо вам большое, всё было очень хорошо."},
		{charmap.Windows1252, "Frau Müller und Herr Lefèvre waren großartig, Grüße aus Bézier."},
		{charmap.Windows1252, "Søren og Åse var hjælpsomme, også sent på natten."},
		{charmap.Windows1252, "Þetta var frábær þjónusta, ég þakka ykkur fyrir góða aðstoð."},
		{charmap.Windows1252, "A Inês foi ótima, não tenho palavras: atenção, coração, gratidão."},
		{charmap.Windows1252, "¿Qué tal? La señora Peña nos ayudó muchísimo, ¡gracias! El nº 5 y 20 m³."},
		{charmap.Windows1252, "Perché è così gentile? È già la più brava, però costò di più."},
		{charmap.Windows1252, "L’élève a reçu la clé à l’accueil, où Zoé l’attendait: bien sûr, très naïf."},
		{charmap.Windows1252, "Jørgen Müller hjalp oss på Hôtel Élysée – ærlig talt, før frokost."},
	} {
		want := c.text
		raw, err := c.enc.NewEncoder().String(want)
		if err != nil {
			t.Fatalf("%q: %v", want, err)
		}
		if got, read := Decode("", []byte(raw)); got != want {
			t.Errorf("read as %s: %q, want %q", read, got, want)
		}
	}
}
