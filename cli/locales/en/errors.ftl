# Errors: what was being done, what went wrong, what to do.

## What was being done

reading = reading { $path }
reading-logo = the logo { $path }
reading-edits = the edits { $path }
saved-has-no-lemmas = { $path } holds saved counts, which have no lemmas: name the archive
reading-again = reading { $path } again
reading-line = reading { $path }, line { $line }
reading-ranker = reading the ranker { $path }
reading-background = reading the background { $path }
reading-list = reading the list { $path }
reading-gold = reading { $path }: name a file of gold documents, one JSON object a line
writing = writing { $path }
writing-posts-of = writing the posts of { $path }
writing-output = writing to standard output
resuming = resuming { $path }
resuming-run = resuming the run in { $path }
locking = locking { $path }
making-directory = making the directory { $path }
listening = listening for Ctrl-C

## What the system says

io-not-found = no such file or directory
io-denied = permission denied
io-exists = the file exists already
io-directory = it is a directory
io-not-directory = it is not a directory
io-full = no space is left on the disk
io-read-only = the file system is read-only
io-end = the file ends too early
io-utf8 = the bytes are not valid UTF-8

## Wrong usage of the command line

usage-error = error:
usage-tip = tip:
usage-values = [possible values: { $values }]
usage-commands = [commands: { $commands }]
usage-more = For more information, try '--help'.
usage-value = invalid value '{ $value }' for '{ $argument }'
usage-value-reason = invalid value '{ $value }' for '{ $argument }': { $reason }
usage-value-missing = a value is required for '{ $argument }' but none was supplied
usage-argument = unexpected argument '{ $argument }' found
usage-command = unrecognized command '{ $command }'
usage-equals = equal sign is needed when assigning values to '{ $argument }'
usage-too-many = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
usage-number-of-values =
    { $wanted ->
       [one] { $wanted } value is
      *[other] { $wanted } values are
    } required for '{ $argument }', and { $given } given
usage-twice = the argument '{ $argument }' cannot be used multiple times
usage-conflict = the argument '{ $argument }' cannot be used with '{ $other }'
usage-required = the following required arguments were not provided: { $arguments }
usage-no-command = a command is required
usage-utf8 = invalid UTF-8 was detected in an argument
usage-similar = a similar name exists: { $names }
usage-as-name = to give '{ $argument }' as a name, write '-- { $argument }'

## Values of options

parse-encoding = give the name of an encoding, such as utf-8, windows-1252, latin-9 or mac-roman
parse-count-zero = ask for at least one keyphrase
parse-count = give a whole number, as in -k 10
parse-threads = give a whole number up to { $most }, or 0 for one for each processor
parse-size = give a size, as in 500K or 32M
parse-size-range = the size is out of range
parse-share = give a number from 0 to 1, as in 0.25
parse-words = give a whole number from 1 to 6
parse-date = give a day, a month or a year, as in 2021-03-01, 2021-03 or 2021
parse-number = give a whole number, as in 10

## Options that do not go together

ranker-needs-learned = --ranker needs the learned method: leave out --method { $method }
words-least-above-greatest = --min-words { $least } is above --max-words { $greatest }
resume-needs-json = --resume needs lines with the id of their post: leave out --format text
resume-needs-file = { $path }: --resume needs a regular file
name-two-archives = name two archives to compare, as in `glane compare 2021/ 2022/`
saved-selection = { $path } is a saved aggregate, from which no posts can be selected: name the archive, or select with `glane analyze --save`

## Inputs

nothing-to-read = nothing to read: name a file or a directory, or give text on standard input (see --help)
unreadable-post = { $source }: { $reason }: { $remedy }
unreadable-line = { $source }, line { $line }: { $reason }: { $remedy }
more-errors =
    { $reason }, and { $count ->
       [one] one more error
      *[other] { $count } more errors
    } of this kind in this file
see-option = { $message } (see { $option })
list-not-utf8 = { $path }: the list is not valid UTF-8: save it as UTF-8, one phrase a line
list-empty = { $path }: the list has no phrase: write one a line
gold-line = { $path }, line { $line }: not a gold document ({ $reason }): a line needs {"{"}"id", "text", "keyphrases": […]{"}"}
gold-empty = { $path }: no gold documents: give one JSON object a line
no-french-post = the archive has no French post: nothing was written

## Files that Glane wrote, given to another command

own-saved = { $path } holds counts that `glane analyze --save` saved: give it to `glane merge`, `glane compare` or `glane labels`
own-ranker = { $path } is a ranker that `glane learn` trained: give it with --ranker
own-background = { $path } holds background frequencies that `glane background` counted: give it with --background
not-saved = { $path } holds no saved counts: save those of its posts first, as in `glane analyze POSTS -o report/ --save FILE`

## Outputs

output-closed = standard output is closed: redirect it to a file or to a program
name-a-file = { $path }: name a file to write
is-a-directory = { $path } is a directory: name a file to write
is-a-file = { $path } is a file: name a directory to write to
is-an-input = { $path } is an input: write to another place
not-own = { $path } exists and has no mark of glane: write to another place, or replace it with --force
locked = { $path } is being written by another run (process { $process }): wait for its end, or write elsewhere
other-run = { $path }: the stopped run had another archive or other options: start from the first post, without --resume
other-options = { $path }: the stopped run had other options: start from the first post, without --resume
other-post = { $path }: the post { $post } is in the place of { $other } in the stopped run: start from the first post, without --resume
journal-none = no post of this run is done
journal-ends = { $path }: the journal of the run ends early
txm-not-empty = { $path }: the directory is not empty, and TXM would import all of it: name a new one
not-written = { $path } was not written

## The file of options

config-line = { $path }, line { $line }: { $reason }
config-toml = not valid TOML ({ $reason }): correct the line, or leave the file out with --no-config
config-unknown = unknown option { $key }: write the long name of an option, as in { $example } (see --help)
config-unknown-similar = unknown option { $key }: did you mean { $similar }?
config-other-command = { $command } has no option { $key }: move it to the command that has it (see --help)
config-command-line = { $key } is given on the command line only: remove it from the file
config-outside = { $key } leads out of the directory of the file, which only a file named with --config may do: write a path inside it, or name the file with --config
config-kind = { $key } needs { $kind }
config-kind-switch = true or false
config-kind-value = a text or a number
config-kind-list = a text, a number or a list of them
config-value = invalid value '{ $value }' for { $key }: { $reason }
config-value-plain = invalid value '{ $value }' for { $key }
config-one-of = give one of { $values }

## Manual pages

man-unknown = no command { $command } (see --help)
