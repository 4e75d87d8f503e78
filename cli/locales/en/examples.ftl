# What stands below the help of a command.
examples =
    Examples:
      glane analyze blog/ -o report/        what ten years of posts are about: report/index.html
      glane extract billet.md               the keyphrases of one post, as a line of JSON
      glane extract blog/ -k 5 --format text
                                            up to five keyphrases of each post, as text
      cat billets.jsonl | glane extract -   JSON lines in, JSON lines out
      glane tokens billet.txt               words, parts of speech and lemmas, as CoNLL-U

    INPUT is a file, a directory (searched with its subdirectories), a quoted pattern, or - for standard
    input. The format is detected from the name and the content:
      text       plain text, Markdown with its head, reStructuredText, AsciiDoc, Org, HTML
      data       JSON, JSON lines (one {"{"}"id", "title", "text", ...{"}"} a line), CSV, TSV
      feeds      RSS, Atom, JSON Feed, Mastodon outboxes
      exports    WordPress, Blogger, Medium, Ghost, Substack, Dotclear, Over-blog, Movable Type
      packed     gzip, zstd, zip and tar of any of these, also nested

    glane.toml in the current directory, or in the one directory that is read, holds options, as in
    keep-boilerplate = true; options of one command stand below its name, as in [analyze].

    Exit status: 0 all well, 1 some posts failed, 2 wrong usage or nothing readable,
    130 stopped by Ctrl-C.
examples-extract =
    Examples:
      glane extract billet.md
      glane extract blog/ -k 5 --format text
      glane extract billet.md --format text --explain
      glane extract billets.jsonl | jq -r '.keyphrases[].text'

    INPUT is a file, a directory (searched with its subdirectories), a quoted pattern, or - for standard
    input. The format is detected from the name and the content:
      text       plain text, Markdown with its head, reStructuredText, AsciiDoc, Org, HTML
      data       JSON, JSON lines (one {"{"}"id", "title", "text", ...{"}"} a line), CSV, TSV
      feeds      RSS, Atom, JSON Feed, Mastodon outboxes
      exports    WordPress, Blogger, Medium, Ghost, Substack, Dotclear, Over-blog, Movable Type
      packed     gzip, zstd, zip and tar of any of these, also nested
examples-analyze =
    Examples:
      glane analyze blog/ -o report/
      glane analyze 2021/ 2022/ billets.jsonl -o report/ --quiet
      glane analyze export.wordpress.xml feed.atom -o report/
      glane analyze 2023/ -o report-2023/ --save 2023.glane
      glane analyze blog/ -o report/ --xlsx blog.xlsx

    INPUT is a file, a directory (searched with its subdirectories), a quoted pattern, or - for standard
    input. The format is detected from the name and the content:
      text       plain text, Markdown with its head, reStructuredText, AsciiDoc, Org, HTML
      data       JSON, JSON lines (one {"{"}"id", "title", "text", ...{"}"} a line), CSV, TSV
      feeds      RSS, Atom, JSON Feed, Mastodon outboxes
      exports    WordPress, Blogger, Medium, Ghost, Substack, Dotclear, Over-blog, Movable Type
      packed     gzip, zstd, zip and tar of any of these, also nested
examples-merge =
    Examples:
      glane analyze 2021/ -o 2021-report/ --save 2021.glane
      glane analyze 2022/ -o 2022-report/ --save 2022.glane
      glane merge 2021.glane 2022.glane -o report/

    The order of the parts does not matter. A post that is in two parts counts twice.
examples-compare =
    Examples:
      glane compare 2021/ 2022/
      glane compare 2021.glane 2022.glane --format json
      glane compare mine/ theirs.jsonl --unit lemma
      glane compare mine/ theirs.jsonl

    As in analyze, lines that repeat from post to post of an archive are removed, and duplicates count
    once. Counted are the posts that mention a phrase, not its occurrences, so that one long post cannot
    decide alone. G² is the log-likelihood ratio (6.63 or more: p < 0.01); the ratio is the binary
    logarithm of the ratio of the two frequencies.
examples-labels =
    Examples:
      glane labels blog/
      glane labels blog.glane --format json > plan.json
      glane labels blog/ --format csv > plan.csv
      glane labels export.xml --format wp-cli > labels.php    then: wp eval-file labels.php apply

    Nothing is changed: the plan says which labels to rename, and which posts lack one. As in analyze,
    lines that repeat from post to post are removed, and duplicates count once.
examples-learn =
    Examples:
      glane learn blog/ -o blog.ranker
      glane extract billet.md --ranker blog.ranker
      glane learn gold.jsonl -o gold.ranker

    The labels are the tags and categories of the posts, or the "keyphrases" of lines of gold. The default
    categories of platforms, such as "Non classé", are ignored. Cross-validation measures the gain: F1@10 on
    posts that were not used for training. Without a gain nothing is written, and the exit status is 2.
examples-tokens =
    Examples:
      echo "L’école est-elle ouverte ?" | glane tokens
      glane tokens billet.txt --format text
examples-eval =
    Examples:
      glane eval gold.jsonl
      glane eval news.jsonl blog.jsonl --method tf-idf --method first-phrases

    The last columns are the 95 % interval of F1@10 (bootstrap over documents), and the difference of F1@10 to
    that of the first method, with its interval: an interval without 0 means that the two differ.

    A line of GOLD: {"{"}"id", "title", "text", "keyphrases": ["one", ["two", "its alternative"]]{"}"}

    With "grades": [3, 1], one for each keyphrase (3 what the document is about, 2 what it treats, 1
    worth an entry), F1 counts grades 2 and 3, nDCG@10 weighs all, and the phrases of the lists are told
    apart: named by the gold, a part of an entry, longer than one, sharing a stem, unrelated; in per cent.
examples-background =
    Examples:
      glane background build blog/ -o blog.background
      glane background merge 2021.background 2022.background -o both.background
      glane extract blog/ --background blog.background
examples-concordance =
    Examples:
      glane concordance "réseau dynamique" blog/
      glane concordance télétravail blog/ --sort right --limit 20
      glane concordance "marque employeur" billets.jsonl --format csv > marque.csv

    All variants are found: number, gender, case, apostrophes, hyphens, with and without accents. As in
    analyze, lines that repeat from post to post are removed, duplicates count once, and code and
    paragraphs in other languages are passed over: "posts" in report.json are the posts of these lines.
examples-export =
    Examples:
      glane export --format iramuteq blog/ -o blog.txt     open with: Fichier, Ouvrir un corpus texte (UTF-8)
      glane export --format txm blog/ -o blog-txm/         import with: XML/w+CSV, language fr, no annotation
      glane export --format conllu blog/ -o blog.conllu
examples-schema =
    Examples:
      glane schema                          the list of contracts
      glane schema post                     a line of extract and of posts.jsonl
      glane schema report > report.schema.json
examples-completions =
    Examples:
      glane completions bash > ~/.local/share/bash-completion/completions/glane
      glane completions zsh > ~/.zfunc/_glane
      glane completions fish > ~/.config/fish/completions/glane.fish
examples-man =
    Examples:
      glane man | man -l -
      glane man analyze | man -l -
      glane man -o ~/.local/share/man       man1/glane.1 and others, and the same in fr/man1
examples-frequencies =
    Examples:
      glane frequencies blog/
      glane frequencies blog/ --unit lemma --top 100
      glane frequencies blog/ --unit lemma --format csv --top 0 > lemmas.csv
      glane frequencies blog/ --from 2021 --to 2021

    A phrase is one that ranks high in some post; it is counted in every post that mentions it, in all its
    variants. Lemmas are the dictionary forms of all words, with their parts of speech. The dispersion is
    the deviation of proportions over posts (Gries 2008): 0 for a phrase that each post has in proportion
    to its length, near 1 for one that stands in a single short post.
examples-collocations =
    Examples:
      glane collocations vélo blog/
      glane collocations "piste cyclable" blog/ --window 10 --sort dice
      glane collocations télétravail blog/ --all-words --format csv > near.csv

    All variants of the phrase are found, as in concordance. A word is near in the same sentence, at most
    so many words before or after the phrase. G² is the log-likelihood ratio (6.63 or more: p < 0.01), which
    favours common words; logDice (14 at most) compares archives of different sizes.
