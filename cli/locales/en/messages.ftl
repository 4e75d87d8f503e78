# Messages, the summary of an archive, progress, tables for people.

## Numbers of things

posts =
    { $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    }

## Messages of runs

stopped-before-first = stopped before the first post was analyzed
stopped-resumable = stopped after { $posts }; the files in { $path } are unchanged: the same command with --resume continues from here
stopped-file = stopped after { $posts }; { $path } is unchanged: the same command with --resume continues from here
stopped-lines = stopped after { $posts }; every written line is complete
no-stopped-run = { $path }: no stopped run: starting from the first post
old-tables = { $path }: { $names } are of an earlier run: remove them, or write them again
counted-in = { $posts } counted in { $path }
not-found = "{ $phrase }" does not occur in these posts, in any variant
builtin-trained = the built-in ranker was trained on graded gold: its figures are too good on posts of blogs that it was trained on
links-not-followed =
    { $links ->
       [one] { $links } link in directories was not followed: name what it leads to
      *[other] { $links } links in directories were not followed: name what they lead to
    }, or use --follow, which stays inside each directory
links-read-already =
    { $links ->
       [one] { $links } link in directories was not followed: it leads to a directory that was read already
      *[other] { $links } links in directories were not followed: they lead to directories that were read already
    }
no-posts = { $names }: no posts found: give text, Markdown, HTML, JSON, CSV, feeds, exports of blogs, or a zip or tar of them
no-posts-passed-over =
    { $names }: no posts found: give text, Markdown, HTML, JSON, CSV, feeds, exports of blogs, or a zip or tar of them; { $files ->
       [one] one file of another format was passed over
      *[other] { $files } files of other formats were passed over
    }
config-read = options read from { $path } (--no-config leaves them out)
learned-sample = { $posts } of { $labelled } posts with labels were used, as a sample
learned-posts = { $posts } posts with { $labels } labels each, { $share } % of which stand in their posts
learned-gain = F1@10 on posts not used for training: { $before } before, { $after } trained: { $gain }, standard error { $error }
learned-written = { $path } was written: use it with --ranker
xlsx-cut-cells =
    { $path }: { $cells ->
       [one] { $cells } cell was cut
      *[other] { $cells } cells were cut
    } after { $most } characters, the most that Excel reads
xlsx-left-out-rows =
    { $path }: { $rows ->
       [one] { $rows } row was left out
      *[other] { $rows } rows were left out
    } of the sheet { $sheet }: Excel reads { $most } rows a sheet; --csv has them all

## Progress

doing-reading = reading
doing-analyzing = analyzing
doing-extracting = extracting
doing-counting = counting
doing-learning = learning
progress-open =
    { $doing }: { $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    }, { $size } MB, { $elapsed }
progress-start = { $doing }: { $elapsed }
progress-known =
    { $doing }: { $done } of { $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    } ({ $percent } %)
progress-left = , { $left } left
seconds = { $seconds } s
minutes = { $minutes } min { $seconds } s
hours = { $hours } h { $minutes } min

## Summary of an archive

summary-counts =
    { $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    } analyzed, { $words ->
       [one] { $words } word
      *[other] { $words } words
    }
summary-days = { $line }, { $first } to { $last }
summary-sentences =
    { $sentences ->
       [one] { $sentences } sentence
      *[other] { $sentences } sentences
    } of { $words } words
summary-readability = readability { $figure } (Kandel-Moles)
summary-diversity = lexical diversity { $figure } (MTLD)
summary-hours = { $hours } h { $minutes } min to read
summary-minutes = { $minutes } min to read
summary-languages = not analyzed, not French: { $languages }
summary-repeated =
    removed: { $lines ->
       [one] { $lines } line that repeats
      *[other] { $lines } lines that repeat
    } from post to post, such as “{ $line }” ({ $posts })
summary-duplicates =
    not counted: { $copies ->
       [one] { $copies } copy of a post
      *[other] { $copies } copies of posts
    } ("duplicates" in report.json)
summary-errors = could not be read: { $errors } (see above, and "errors" in report.json)
summary-keyphrases = Keyphrases, with the posts that mention them
summary-moves = What moves (see "trends" in report.json for the tests)
summary-labels = Labels: { $labels }
summary-see = See { $path }
summary-themes = Themes, with their posts
summary-themes-periods = Themes, with their posts from { $first } to { $last }
theme = { $name }: { $members }
moving-rising = rising
moving-falling = falling
moving-burst = burst
moving-new = new
moving-from-to = { $since } to { $until }
moving-since = since { $since }
percent = { $share } %
labels-all = { $labels } in all; { $remarks }
labels-merge = { $merges } to merge (as { $keep } and { $rename })
labels-rare = { $labels } on one post alone
labels-missing-on-posts = { $labels } missing on posts
labels-missing-for-themes = { $labels } missing for themes

## Tables for people

labels-head =
    { $labels ->
       [one] { $labels } label
      *[other] { $labels } labels
    } on { $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    }, { $without ->
       [one] { $without } post
      *[other] { $without } posts
    } without one
labels-to-merge = to merge ({ $count })
labels-merge-line =
    { $keep } <- { $rename } ({ $is_category ->
       [yes] category,{" "}
      *[no] {""}
    }{ $reason }, { $confidence }, { $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    })
labels-missing = missing on posts ({ $count })
labels-missing-line = { $label } -> { $title } (has { $evidence })
labels-themes = themes without a label ({ $count })
labels-theme-line =
    { $name } ({ $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    })
labels-on-one-post = on one post alone ({ $count })
labels-more = and { $count } more (see --format json)
reason-case = case
reason-accents = accents
reason-punctuation = punctuation
reason-inflection = inflection
reason-spelling = spelling
reason-other = other
compare-head =
    typical of { $name } ({ $posts ->
       [one] { $posts } post
      *[other] { $posts } posts
    }) against { $other } ({ $others })
compare-too-small = too few posts: even a phrase that all of them mention could be chance
compare-nothing = nothing that chance would not explain
column-posts = posts
column-there = there
column-ratio = ratio
column-phrase = phrase
column-lemma = lemma
column-word = word
column-near = near
column-expected = expected
column-occurrences = occurrences
column-dispersion = dispersion
frequencies-head =
    { $words ->
       [one] { $words } word
      *[other] { $words } words
    } in { $posts ->
       [one] { $posts } analyzed post
      *[other] { $posts } analyzed posts
    }
collocations-head =
    { $phrase }: { $mentions ->
       [one] { $mentions } mention
      *[other] { $mentions } mentions
    } in { $posts } of { $all } analyzed posts; { $near } of { $words } words are near
collocations-nothing = no word is near it often enough
column-gold = gold
column-method = method
column-length = length
column-named = named
column-part = part
column-longer = longer
column-shares = shares
column-unrelated = unrelated
column-beside-first = beside the first
explanation-start = at the start
explanation-total = total (log-odds of the score)
not-french = (not French: { $language })
