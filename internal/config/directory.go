package config

// Directory is [directory].
type Directory struct {
	MostLeaving int `toml:"most_leaving" default:"20" unit:"percent" range:"0..100" doc:"How many of the active people may leave with one import. One that loses more, or names nobody, changes nothing; goodword people import --force does it all the same."`
}
