# Texts of the library: the English side is what the library says, by which a text is recognized.

## Reasons why a post or a file could not be read

library-not-found = no such file or directory
library-denied = permission denied
library-cut-short = the file is cut short
library-damaged = the file is damaged ({ $detail })
library-longer = { $what } is longer than { $size }
library-bytes = { $number } bytes
library-the-line = the line
library-the-row = the row
library-a-row = a row
library-the-post = the post
library-the-object = the object
library-the-entry = the entry
library-the-text = the text
library-the-file = the file
library-the-field = the field { $name }
library-the-export-held = the export, which is held in memory,
library-the-zip-held = the zip, which is held in memory,
library-unpacked-size = unpacked it is larger than { $size }
library-unpacked-ratio = unpacked it is more than { $ratio } times as large as packed
library-no-text-came = no text came in
library-file-no-text = the file has no text
library-post-no-text = the post { $id } has no text
library-post-neither = the post has neither title nor text
library-entry-neither = the entry has neither title nor text
library-not-text = the bytes are not text
library-json-no-posts = the JSON holds no posts
library-json-xml-no-posts = the JSON or XML holds no posts
library-export-no-posts = the export holds no posts
library-feed-no-posts = the export or feed holds no posts
library-not-object = not a JSON object ({ $detail })
library-not-json = not valid JSON ({ $sign } is expected here)
library-a-name = a name
library-no-field-text = no field "text"
library-field-kind = "{ $field }" is { $kind }
library-kind-null = null, not a string
library-kind-bool = true or false, not a string
library-kind-number = a number, not a string
library-kind-list = a list, not a string
library-kind-object = an object, not a string
library-not-ghost = not an export of Ghost: it has no db[0].data.posts
library-not-dotclear = not a flat export of Dotclear: its first line does not begin with ///DOTCLEAR|
library-row-malformed = the row of the table of posts is not well-formed
library-ends-in-entry = the file ends inside the entry that begins here
library-ends-in-post = the file ends inside the post that begins here
library-ends-before-tag = the file ends before its last end tag
library-ends-in-quotes = the file ends inside the quotation marks of this row
library-end-tag-missing = an end tag is missing
library-too-deep = elements are nested deeper than { $depth }
library-link-out = the link leads out of the directory that is read
library-link-back = the link leads back to a directory that it lies in
library-link-nowhere = the link leads nowhere: there is no { $target }
library-link-followed = the link cannot be followed ({ $detail })
library-bad-glob = not a valid pattern ({ $detail })
library-no-match = no file matches
library-containers = it lies in { $number } containers already, which is the limit
library-long-head = the head of a member is longer than { $size }
library-ends-in-file = it ends inside a file
library-encrypted = the member is encrypted
library-compression = the member uses compression method { $method }, which is not supported
library-shared-bytes = its bytes are also those of another member
library-no-start = the directory of the zip does not tell where the member starts
library-zip-directory = the directory at the end of the zip is missing or damaged ({ $detail })
library-checksum = its checksum does not match
library-columns = the table has { $number } columns; the most are { $most }
library-no-column = the table has no column { $name }; it has { $columns }
library-too-many-signs = the text of the post { $id } has more than { $most } words and signs
library-too-many-words = the text of the post { $id } has more than { $most } different words

## What to do about them

library-check-path = check the path and its permissions
library-add-text = add text to it, or move it out of the archive
library-save-utf8 = save it as text in UTF-8, or move it out of the archive
library-correct-line = correct the line, or remove it
library-give-text = give every line a "text", as in {"{"}"id": "1", "text": "…"{"}"}
library-correct-markup = correct the markup of the post, or export it again
library-export-again = export or download the file again; the posts before this one were read
library-raise-post = raise the limit on the size of a post, or shorten the post
library-name-format = name the format of the input
library-download-again = download or export it again; what precedes the damage was read
library-raise-nesting = raise the limit on nested containers, or unpack it
library-add-post-text = add a text to the post, or remove it
library-save-or-remove = save the file in UTF-8, or remove the line
library-raise-unpacked = raise the limit on the unpacked size, if you trust the file
library-raise-ratio = raise the limit on the ratio of unpacked to packed size, if you trust the file
library-give-array = give an array of posts, or one object with a "text"
library-correct-it = correct it; what precedes it was read
library-raise-held = raise the limit on what is held in memory
library-raise-elements = raise the limit on nested elements, or simplify the post
library-leave-out = give it a text, or leave it out of the export
library-export-blog = export the blog again; the other rows were read
library-name-target = name what it leads to as an input of its own
library-remove-link = remove the link
library-restore-link = restore what it leads to, or remove the link
library-write-glob = write it as in 'blog/**/*.md'
library-unpack-zip = unpack the zip, and name the unpacked files
library-deflate = compress it again with deflate, the default of zip
library-name-zip = name it as a file, or raise the limit on what is held in memory
library-pipe-text = pipe text in, or name a file
library-check-columns = check how the columns are separated, or leave out the columns that belong to no post
library-name-column = name the column of the text
library-close-quotes = close them, or export the file again; the rows before were read
library-look-for-quote = look for a quotation mark that is never closed, or raise the limit on the size of a post
library-check-prose = check that it is prose, or divide it into several posts

## Errors of files that Glane wrote

library-aggregate-read = reading an aggregate: { $reason }
library-aggregate-foreign = not an aggregate of Glane: name a file that an aggregate was saved to
library-aggregate-version = the aggregate has format version { $version }, this version of Glane reads { $reads }: save it again from its posts
library-aggregate-truncated = the aggregate is cut off: copy the file again, or save it again from its posts
library-aggregate-damaged = the aggregate is damaged ({ $detail }): copy the file again, or save it again from its posts
library-record-cut = a record is cut off
library-past-end = it has bytes past its end
library-ranker-foreign = not a ranker file: give a file that a training wrote
library-ranker-version = another version of glane wrote this ranker: train it again
library-ranker-damaged = this ranker is damaged: copy it again, or train it again
library-background-foreign = not a background file: give a file that a background was written to
library-background-version = another version of glane wrote this background: build it again
library-background-damaged = this background is damaged: copy it again, or build it again
library-background-counts = this background has no counts that can be merged: build it from posts, and keep its counts to merge it later

## Errors of options and lists

library-no-keyphrases = the number of keyphrases of a post is 0: ask for at least one
library-range-diversity = diversity lies between 0 and 1
library-range-score = the least score lies between 0 and 1
library-range-words = the least number of words is above the greatest
library-other-background = the ranker was trained with another background: use the background that it was trained with, or train it again
library-no-tables = the trained tables of the tagger are not compiled in: enable the feature `trained-tables`, or choose the rules
library-pattern = { $reason }, at character { $position } of the pattern { $pattern }
library-pattern-deep = groups are nested too deep
library-pattern-close = a ) is missing
library-pattern-repeat = there is nothing to repeat: write a part of speech before
library-pattern-open = there is no ( for this )
library-pattern-missing = a part of speech is missing, as in NOUN ADJ*
library-pattern-sign = { $sign } is no part of a pattern
library-pattern-name = { $name } is no part of speech that can be asked for ({ $known })
library-pattern-room = a pattern has room for { $most } names
library-list-line = line { $line }: no word in { $text }: give one phrase a line, comments behind "# "
library-phrase-no-word = "{ $phrase }" has no word to look for: give a phrase, as in "réseau dynamique"
library-phrase-long = the phrase has { $words } words: { $most } can be looked for at most
library-not-upos = not a part of speech of Universal Dependencies

## Errors of runs

library-cancelled = the run was cancelled
library-read-once = { $input } can be read only once: name a file for a copy of its posts
library-spool = { $action } the copy of the posts { $path }
library-action-writing = writing
library-action-reading = reading
library-changed = the archive changed while it was read: it had { $before } posts, and then { $after }: run again
library-edited = the archive changed while it was read: some of its posts are different now: run again
library-thread = starting a thread that reads
library-too-few-posts = { $posts } French posts have labels, and a training needs at least { $least }: add posts with tags, categories or "keyphrases"
library-no-gain = training on the labels of these { $posts } posts does not help: F1@10 is { $before } before and { $after } after ({ $gain }, standard error { $error }), and { $present } % of the labels stand in their posts: keep the ranker you have, or add labelled posts, or labels that are words of the posts
library-parquet = writing a Parquet file: { $reason }
library-sqlite = writing a SQLite file: { $reason }
library-xlsx = writing a workbook: { $reason }

## Uses of contracts

library-use-post = glane.post/2: a line of extract and of posts.jsonl
library-use-report = glane.report/2: report.json
library-use-error = an entry of "errors" in report.json
library-use-concordance = glane.concordance/1: a line of concordance --format json
library-use-compare = glane.compare/2: compare --format json
library-use-frequencies = glane.frequencies/1: frequencies --format json
library-use-collocations = glane.collocations/1: collocations --format json
library-not-an-image = not an image: a logo is PNG, JPEG, GIF, WebP or SVG
library-not-edits = not edits that a page saved
library-large-logo = { $size } bytes: a logo has 256 kB at most, since every copy of the page holds it
