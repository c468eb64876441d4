package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help shows examples.
func (completionCommand) Help() string {
	return `Examples:
  source <(goodword completion bash)
  goodword completion bash > /etc/bash_completion.d/goodword
  source <(goodword completion zsh)
  goodword completion zsh > /usr/local/share/zsh/site-functions/_goodword
  goodword completion fish > ~/.config/fish/completions/goodword.fish`
}

// Run writes what the shell needs to complete commands and flags.
func (c completionCommand) Run(e *environment) error {
	model, err := commands()
	if err != nil {
		return err
	}
	write := map[string]func(io.Writer, *kong.Node) error{"bash": completeBash, "zsh": completeZsh, "fish": completeFish}[c.Shell]
	return write(e.out, model.Node)
}

// completeBash writes a function that looks up what may follow the words so far.
// Where nothing is known to follow, files are offered.
func completeBash(out io.Writer, root *kong.Node) error {
	var b strings.Builder
	b.WriteString("# bash completion for goodword, made by `goodword completion bash`\n_goodword() {\n" +
		"  local path= word words=\n  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n" +
		"    case \"$path $word\" in\n")
	var paths, follow strings.Builder
	walkCommands(root, "", func(path string, n *kong.Node) {
		if path != "" {
			fmt.Fprintf(&paths, "    %q) path=%q ;;\n", path, path)
		}
		fmt.Fprintf(&follow, "    %q) words=%q ;;\n", path, strings.Join(words(following(root, n)), " "))
	})
	b.WriteString(paths.String() + "    esac\n  done\n  case \"$path\" in\n" + follow.String() + "  esac\n" +
		"  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -o default -F _goodword goodword\n")
	_, err := io.WriteString(out, b.String())
	return err
}

// completeZsh does the same for zsh, as a function that autoload finds and as a
// script to source.
func completeZsh(out io.Writer, root *kong.Node) error {
	var paths, follow strings.Builder
	walkCommands(root, "", func(path string, n *kong.Node) {
		if path != "" {
			fmt.Fprintf(&paths, "    %s) at=%s ;;\n", quoted(path), quoted(path))
		}
		fmt.Fprintf(&follow, "  %s) follow=(%s) ;;\n", quoted(path), strings.Join(words(following(root, n)), " "))
	})
	_, err := io.WriteString(out, "#compdef goodword\n# zsh completion for goodword, made by `goodword completion zsh`\n_goodword() {\n"+
		"  local at= word\n  local -a follow\n  for word in \"${words[@]:1:$((CURRENT-2))}\"; do\n    case \"$at $word\" in\n"+
		paths.String()+"    esac\n  done\n  case \"$at\" in\n"+follow.String()+"  esac\n  compadd -a follow || _files\n}\n"+
		"if [ \"$funcstack[1]\" = _goodword ]; then _goodword \"$@\"; else compdef _goodword goodword; fi\n")
	return err
}

// completeFish does the same for fish, which shows what each word does.
func completeFish(out io.Writer, root *kong.Node) error {
	var paths, follow strings.Builder
	walkCommands(root, "", func(path string, n *kong.Node) {
		if path != "" {
			fmt.Fprintf(&paths, "      case %s\n        set at %s\n", quoted(path), quoted(path))
		}
		fmt.Fprintf(&follow, "    case %s\n      printf '%%s\\t%%s\\n'", quoted(path))
		for _, f := range following(root, n) {
			fmt.Fprintf(&follow, " \\\n        %s %s", quoted(f.word), quoted(f.help))
		}
		follow.WriteString("\n")
	})
	_, err := io.WriteString(out, "# fish completion for goodword, made by `goodword completion fish`\nfunction __goodword_words\n  set -l at ''\n"+
		"  for word in (commandline -opc)[2..]\n    switch \"$at $word\"\n"+paths.String()+"    end\n  end\n  switch \"$at\"\n"+
		follow.String()+"  end\nend\ncomplete -c goodword -a '(__goodword_words)'\n")
	return err
}

// quoted is a text between single quotes, as zsh and fish both take it.
func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, "/", "'", "’").Replace(text) + "'"
}

// walkCommands visits the commands, each with its words, a space before each.
func walkCommands(n *kong.Node, path string, visit func(string, *kong.Node)) {
	visit(path, n)
	for _, child := range n.Children {
		if child.Type == kong.CommandNode && !child.Hidden {
			walkCommands(child, path+" "+child.Name, visit)
		}
	}
}

// follower is a word that may follow a command, and what it does.
type follower struct{ word, help string }

func words(list []follower) []string {
	all := make([]string, len(list))
	for i, f := range list {
		all[i] = f.word
	}
	return all
}

// following are the words that may follow a command.
func following(root, n *kong.Node) (list []follower) {
	for _, child := range n.Children {
		if child.Type == kong.CommandNode && !child.Hidden {
			list = append(list, follower{child.Name, child.Help})
		}
	}
	for _, f := range n.Flags {
		list = append(list, follower{"--" + f.Name, f.Help})
	}
	if n != root {
		for _, f := range root.Flags {
			list = append(list, follower{"--" + f.Name, f.Help})
		}
	}
	return list
}
