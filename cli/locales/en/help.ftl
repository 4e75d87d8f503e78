# The help of commands and options: a text for each, and what stands for values.

## Headings and marks of the help

usage = Usage:
commands = Commands
default = [default: { $value }]
values = [values: { $values }]
group-input = Input
group-output = Output
group-keyphrases = Keyphrases
group-selection = Posts that count
group-tables = Tables
group-page = Page
group-reading = Reading
group-limits = Limits
group-general = General

## What stands for a value

name-contract = CONTRACT
name-date = DATE
name-dialect = DIALECT
name-dir = DIR
name-file = FILE
name-format = FORMAT
name-gold = GOLD
name-input = INPUT
name-kinds = KINDS
name-lang = LANG
name-length = LENGTH
name-markup = MARKUP
name-n = N
name-name = NAME
name-order = ORDER
name-part = PART
name-path = PATH
name-pattern = PATTERN
name-phrase = PHRASE
name-score = SCORE
name-share = SHARE
name-shell = SHELL
name-size = SIZE
name-text = TEXT
name-unit = UNIT
name-command = COMMAND

## Commands

command = Keyphrases and themes of French text: of one post, or of ten years of posts
command-extract = Keyphrases of each post, one JSON line a post, in input order
command-analyze = A whole archive: posts.jsonl, report.json and index.html in a directory, and a summary
command-merge = One report from the saved counts of several archives
command-compare = What is typical of one archive compared to another
command-labels = An audit of the labels of an archive: tags and categories
command-learn = A ranker trained on the labels of an archive, for --ranker
command-tokens = Sentences, tokens, parts of speech and lemmas of a text
command-eval = Precision, recall and F1 of the methods against gold keyphrases
command-background = Background frequencies of an archive, for --background
command-background-build = Count the French posts of an archive that contain each word and phrase
command-background-merge = Add up the counts of several archives, in any order
command-concordance = Every occurrence of a phrase, in all its variants, in its sentence
command-frequencies = How often phrases or lemmas stand in an archive, in how many posts, and how evenly
command-collocations = The words that stand near a phrase more often than chance explains
command-export = An archive for other tools: IRaMuTeQ, TXM, or any that reads CoNLL-U
command-schema = The JSON Schema of an output: the meaning of each of its fields
command-completions = Completions of commands and options, for a shell
command-man = Manual pages: one on standard output, or all of them in a directory
command-help = This help, or that of a command

## Input

help-inputs = Files, directories, patterns such as 'blog/**/*.md', or - for standard input (the default)
help-compare-inputs = Two archives, or files written by `glane analyze --save`
help-labels-inputs = An archive, or a file written by `glane analyze --save`
help-phrase = The phrase to look for
help-gold = Files of documents with gold keyphrases, one JSON object a line
help-parts = Files written by `glane analyze --save`
help-files = Files written by `glane background`
help-contract = The contract of an output; without it, all contracts are listed
help-shell = The shell
help-command = The command whose page is written [default: that of glane]

## Output

help-extract-output = Write to FILE, which is moved into place when it is complete
help-analyze-output = Directory for posts.jsonl, report.json and index.html; created if it does not exist
help-merge-output = Directory for report.json and index.html; created if it does not exist
help-export-output = The file, or for TXM the directory, to write
help-learn-output = The file to write
help-background-build-output = The file to write
help-background-merge-output = The file to write
help-man-output = Directory for the pages of all commands, in English and in French
help-extract-format = JSON lines for programs, or text for people
value-extract-format-json = One JSON object a line
value-extract-format-text = Title and keyphrases
help-compare-format = A table for people, or JSON for programs
value-compare-format-text = A table
value-compare-format-json = One JSON object
help-labels-format = Text for people, JSON for programs (the plan, as "labels" in report.json), CSV, or a script for WordPress
value-labels-format-text = Text
value-labels-format-json = One JSON object
value-labels-format-csv = A row for each label to rename and for each post that lacks one
value-labels-format-wp-cli = A script that merges the labels of a WordPress site: wp eval-file
help-tokens-format = CoNLL-U with SpaceAfter=No, or one sentence a line with spaces between tokens
value-tokens-format-conllu = CoNLL-U, ten columns
value-tokens-format-json = One JSON object a token
value-tokens-format-text = One sentence a line, tokens with spaces between them
help-concordance-format = Text for people, JSON lines for programs, or CSV
value-concordance-format-text = Keyword in context, aligned
value-concordance-format-json = One JSON object a line
value-concordance-format-csv = CSV with a header
help-frequencies-format = A table for people, one JSON object, or CSV
value-frequencies-format-text = A table
value-frequencies-format-json = One JSON object
value-frequencies-format-csv = CSV with a header
help-collocations-format = A table for people, one JSON object, or CSV
value-collocations-format-text = A table
value-collocations-format-json = One JSON object
value-collocations-format-csv = CSV with a header
help-unit = What is counted
value-unit-phrase = Phrases that rank high in some post
value-unit-lemma = The dictionary forms of all words
help-frequencies-top = Number of phrases or lemmas, most frequent first; 0 for all
help-collocations-top = Number of words; 0 for all
help-collocations-sort = Order of the words
value-collocations-sort-likelihood = By log-likelihood
value-collocations-sort-dice = By logDice
help-window = Words before and after the phrase that are near
help-least = Occurrences near the phrase that a word has at least
help-all-words = All words; without it nouns, names, adjectives, verbs and adverbs
help-export-format = Format of the output
value-export-format-iramuteq = One text file, with a line of starred variables before each post
value-export-format-txm = A directory: an XML file a post, with lemmas and parts of speech, and metadata.csv
value-export-format-conllu = One CoNLL-U file, with lemmas, parts of speech and morphology
help-json = Write the table as one JSON object a row
help-with-text = Add the text of each post to its line, so that spans can be looked up
help-top = Number of phrases of each archive in the table
help-context = Number of words on each side [default: the sentence, or what fits on the terminal]
help-sort = Order of the lines [default: the order of the posts]
value-sort-left = By the words before, the nearest first
value-sort-right = By the words after
value-sort-date = By the day of the post
help-limit = Greatest number of lines
help-period = Length of the periods of trends [default: depends on the time span of the posts]
help-analyze-save = Also save the counts here, to be merged with those of other posts (glane merge)
help-merge-save = Also save the sum here, to be merged with others
help-predictions = Also write the predictions of the first method here, one {"{"}"id", "keyphrases"{"}"} a line
help-resume = Resume where the same command was stopped
help-force = Replace output files that Glane did not write; an input is never replaced

## Keyphrases

help-k = Number of keyphrases of a post, where as many have a score of 0.05 [default: 3 to 10, by the length of the post and their scores]
help-fill = Give N keyphrases (10 without -k) where there are enough candidates, whatever their scores
help-eval-fill = Fill every list; otherwise a list of the learned method ends where its expected F1 is highest
help-explain = Explain the score of each keyphrase; only the learned method can
help-method = How candidates are ranked
help-methods = Methods to compare [default: all]
help-background = Background frequencies, in place of the built-in ones
help-learn-background = Background frequencies in place of the built-in ones, for the training and with the ranker
help-ranker = A ranker trained by `glane learn`, in place of the built-in one
help-eval-ranker = A ranker trained by `glane learn`; on its own training data its figures are too good
help-stop-list = No keyphrase contains one of these words or phrases (one a line, "# " for comments)
help-never = No keyphrase is one of these phrases; number, case and accents do not matter
help-always = These phrases are keyphrases wherever they occur, before all others
help-vocabulary = Only these phrases can be keyphrases
help-diversity = Penalty of a phrase inside a better one or around one, 0 to 1 [default: 0.4 for the learned method, 0.05 for the others]
help-min-score = Least score of a keyphrase, 0 to 1
help-min-count = Least number of occurrences in the post
help-min-words = Least number of words of a keyphrase, prepositions and articles inside it included
help-max-words = Greatest number of words of a keyphrase, up to 6
help-pattern = Parts of speech that a keyphrase must match: UPOS names, `*`, `+`, `?`, `|`, `( )`

## Posts that count

help-from = First day, month or year of the posts that count, as in 2021-03-01, 2021-03 or 2021
help-to = Last day, month or year
help-author = Posts of this author alone; several may be given
help-label = Posts with this label alone; several may be given
help-lang = Which posts are analyzed: French ones, or any
help-concordance-lang = Which posts are read: French ones, or any
help-learn-lang = Which posts are used: French ones, or any
value-lang-fr = French posts
value-lang-any = Every post, as if it were French
help-keep-boilerplate = Keep lines that repeat from post to post ("Partager sur", a signature)
help-keep-duplicates = Count a post each time that it occurs

## Tables

help-csv = Also write posts.csv, keyphrases.csv, themes.csv and trends.csv
help-csv-bom = The same, with the byte order mark that Excel needs
help-csv-dialect = The same, as programs or as a French Excel reads them
value-csv-dialect-standard = Commas between cells, decimal points
value-csv-dialect-fr = Semicolons between cells, decimal commas, a byte order mark
help-xlsx = Also write a workbook for Excel or LibreOffice: posts, keyphrases, themes, trends
help-parquet = Also write posts.parquet, keyphrases.parquet, themes.parquet and trends.parquet, for DuckDB, Polars or R
help-sqlite = Also write glane.sqlite, for Datasette, Metabase, Grafana or SQL
help-sqlite-text = The same, with the texts of the posts and a full-text search over them

## Page

help-page-texts = Size of the texts in the page, in bytes, the newest posts first; suffixes K, M and G are allowed
help-page-index = Size of the index of words in the page, in bytes, the newest posts first; 0 leaves it out
help-title = Title of the page
help-subtitle = Line below the title of the page
help-logo = Image beside the title of the page: PNG, JPEG, GIF, WebP or SVG, up to 256 kB
help-edits = Themes and keyphrases hidden or merged by hand: the file that the page saved

## Reading

help-input-format = The format of every input [default: detected from name and content]
help-encoding = The encoding of every input, such as latin-1, latin-9 or mac-roman [default: detected]
help-text-column = The column of CSV and TSV files that holds the text [default: text, texte, content, ...]
help-markup = The markup of texts in JSON and in tables [default: detected]
value-markup-html = HTML
value-markup-markdown = Markdown
value-markup-plain = No markup: the text is read as it is
help-include = What is read from exports besides published posts
value-include-pages = Pages
value-include-drafts = Unpublished posts: drafts, scheduled and private posts
help-follow = Follow links in directories, where they lead to something inside the same directory

## Limits

help-max-post-size = Largest post in bytes; suffixes K, M and G are allowed
help-max-depth = Greatest nesting depth of HTML and XML elements
help-max-unpacked-size = Largest unpacked size of a compressed file or container
help-max-unpacked-ratio = Greatest ratio of the unpacked to the packed size of a compressed file
help-max-container-depth = Greatest number of nested containers; .tar.gz counts as two
help-max-held-size = Largest zip held in memory, where it comes on standard input or in another container

## General

help-quiet = No progress and no summary on standard error; error messages remain
help-threads = Number of threads; 0 means one for each processor
help-ui = Language of messages and of the page [default: messages by the locale, the page in French]
value-ui-fr = French
value-ui-en = English
help-config = File of options [default: glane.toml here or in the input directory]
help-no-config = Read no file of options
help-help = This help (-h: its options without the limits)
help-version = The version
