# Les messages, le résumé d'une archive, la progression, les tableaux pour les humains.

## Numbers of things

posts =
    { $posts ->
       [one] { $posts } billet
      *[other] { $posts } billets
    }

## Messages of runs

stopped-before-first = arrêt avant l’analyse du premier billet
stopped-resumable = arrêt après { $posts } ; les fichiers de { $path } sont inchangés : la même commande avec --resume reprend ici
stopped-file = arrêt après { $posts } ; { $path } est inchangé : la même commande avec --resume reprend ici
stopped-lines = arrêt après { $posts } ; chaque ligne écrite est complète
no-stopped-run = { $path } : aucune exécution arrêtée : départ du premier billet
old-tables = { $path } : { $names } datent d’une exécution antérieure : supprimez-les, ou écrivez-les de nouveau
counted-in = { $posts } comptés dans { $path }
not-found = « { $phrase } » ne figure dans ces billets sous aucune forme
builtin-trained = le classement du programme a été appris sur des références notées : ses chiffres sont trop bons sur les blogs de son apprentissage
links-not-followed =
    { $links ->
       [one] { $links } lien n’a pas été suivi : nommez sa cible
      *[other] { $links } liens n’ont pas été suivis : nommez leurs cibles
    }, ou employez --follow, qui reste dans chaque dossier
links-read-already =
    { $links ->
       [one] { $links } lien n’a pas été suivi : il mène à un dossier déjà lu
      *[other] { $links } liens n’ont pas été suivis : ils mènent à des dossiers déjà lus
    }
no-posts = { $names } : aucun billet trouvé : donnez du texte, du Markdown, du HTML, du JSON, du CSV, des flux, des exports de blogs, ou un zip ou un tar de ceux-ci
no-posts-passed-over =
    { $names } : aucun billet trouvé : donnez du texte, du Markdown, du HTML, du JSON, du CSV, des flux, des exports de blogs, ou un zip ou un tar de ceux-ci ; { $files ->
       [one] un fichier d’un autre format a été passé
      *[other] { $files } fichiers d’autres formats ont été passés
    }
config-read = options lues dans { $path } (--no-config les écarte)
learned-sample = { $posts } billets ont servi d’échantillon, sur { $labelled } munis d’étiquettes
learned-posts = { $posts } billets de { $labels } étiquettes chacun, dont { $share } % figurent dans leur billet
learned-gain = F1@10 sur des billets hors apprentissage : { $before } avant, { $after } après : { $gain }, erreur type { $error }
learned-written = { $path } a été écrit : employez-le avec --ranker
xlsx-cut-cells =
    { $path } : { $cells ->
       [one] { $cells } cellule coupée
      *[other] { $cells } cellules coupées
    } après { $most } caractères, le maximum d’Excel
xlsx-left-out-rows =
    { $path } : { $rows ->
       [one] { $rows } ligne omise
      *[other] { $rows } lignes omises
    } de la feuille { $sheet } : Excel lit { $most } lignes par feuille ; --csv les a toutes

## Progress

doing-reading = lecture
doing-analyzing = analyse
doing-extracting = extraction
doing-counting = comptage
doing-learning = apprentissage
progress-open =
    { $doing } : { $posts ->
       [one] { $posts } billet
      *[other] { $posts } billets
    }, { $size } Mo, { $elapsed }
progress-start = { $doing } : { $elapsed }
progress-known =
    { $doing } : { $done } sur { $posts ->
       [one] { $posts } billet
      *[other] { $posts } billets
    } ({ $percent } %)
progress-left = , reste { $left }
seconds = { $seconds } s
minutes = { $minutes } min { $seconds } s
hours = { $hours } h { $minutes } min

## Summary of an archive

summary-counts =
    { $posts ->
       [one] { $posts } billet analysé
      *[other] { $posts } billets analysés
    }, { $words ->
       [one] { $words } mot
      *[other] { $words } mots
    }
summary-days = { $line }, du { $first } au { $last }
summary-sentences =
    { $sentences ->
       [one] { $sentences } phrase
      *[other] { $sentences } phrases
    } de { $words } mots
summary-readability = lisibilité { $figure } (Kandel-Moles)
summary-diversity = diversité lexicale { $figure } (MTLD)
summary-hours = { $hours } h { $minutes } min de lecture
summary-minutes = { $minutes } min de lecture
summary-languages = non analysés, car pas en français : { $languages }
summary-repeated =
    retirées : { $lines ->
       [one] { $lines } ligne répétée
      *[other] { $lines } lignes répétées
    } d’un billet à l’autre, comme « { $line } » ({ $posts })
summary-duplicates =
    non comptés : { $copies ->
       [one] { $copies } doublon
      *[other] { $copies } doublons
    } (« duplicates » dans report.json)
summary-errors = illisibles : { $errors } (voir ci-dessus, et « errors » dans report.json)
summary-keyphrases = Mots-clés, avec les billets qui les mentionnent
summary-moves = Ce qui bouge (les tests sont sous « trends » dans report.json)
summary-labels = Étiquettes : { $labels }
summary-see = Voir { $path }
summary-themes = Thèmes, avec leurs billets
summary-themes-periods = Thèmes, avec leurs billets de { $first } à { $last }
theme = { $name } : { $members }
moving-rising = en hausse
moving-falling = en baisse
moving-burst = flambée
moving-new = nouveau
moving-from-to = { $since } à { $until }
moving-since = depuis { $since }
percent = { $share } %
labels-all = { $labels } en tout ; { $remarks }
labels-merge = { $merges } à fusionner (comme { $keep } et { $rename })
labels-rare = { $labels } sur un seul billet
labels-missing-on-posts = { $labels } absentes de billets
labels-missing-for-themes = { $labels } pour des thèmes sans étiquette

## Tables for people

labels-head =
    { $labels ->
       [one] { $labels } étiquette
      *[other] { $labels } étiquettes
    } sur { $posts ->
       [one] { $posts } billet
      *[other] { $posts } billets
    }, { $without ->
       [one] { $without } billet
      *[other] { $without } billets
    } sans étiquette
labels-to-merge = à fusionner ({ $count })
labels-merge-line =
    { $keep } <- { $rename } ({ $is_category ->
       [yes] catégorie,{" "}
      *[no] {""}
    }{ $reason }, { $confidence }, { $posts ->
       [one] { $posts } billet
      *[other] { $posts } billets
    })
labels-missing = absentes de billets ({ $count })
labels-missing-line = { $label } -> { $title } (a { $evidence })
labels-themes = thèmes sans étiquette ({ $count })
labels-theme-line =
    { $name } ({ $posts ->
       [one] { $posts } billet
      *[other] { $posts } billets
    })
labels-on-one-post = sur un seul billet ({ $count })
labels-more = et { $count } autres (voir --format json)
reason-case = casse
reason-accents = accents
reason-punctuation = ponctuation
reason-inflection = flexion
reason-spelling = orthographe
reason-other = autre
compare-head =
    propre à { $name } ({ $posts ->
       [one] { $posts } billet
      *[other] { $posts } billets
    }) face à { $other } ({ $others })
compare-too-small = trop peu de billets : même une expression que tous mentionnent pourrait être due au hasard
compare-nothing = rien que le hasard n’explique
column-posts = billets
column-there = là-bas
column-ratio = rapport
column-phrase = expression
column-lemma = lemme
column-word = mot
column-near = près
column-expected = attendus
column-occurrences = occurrences
column-dispersion = dispersion
frequencies-head =
    { $words ->
       [one] { $words } mot
      *[other] { $words } mots
    } dans { $posts ->
       [one] { $posts } billet analysé
      *[other] { $posts } billets analysés
    }
collocations-head =
    { $phrase } : { $mentions ->
       [one] { $mentions } mention
      *[other] { $mentions } mentions
    } dans { $posts } des { $all } billets analysés ; { $near } mots proches sur { $words }
collocations-nothing = aucun mot n’en est assez souvent proche
column-gold = référence
column-method = méthode
column-length = long.
column-named = juste
column-part = partie
column-longer = longue
column-shares = proche
column-unrelated = étrangère
column-beside-first = face à la première
explanation-start = au départ
explanation-total = total (log-cote du score)
not-french = (pas en français : { $language })
