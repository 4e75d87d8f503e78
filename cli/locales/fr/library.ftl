# Les textes de la bibliothèque, reconnus à leur version anglaise.

## Reasons why a post or a file could not be read

library-not-found = fichier ou dossier introuvable
library-denied = accès refusé
library-cut-short = le fichier est tronqué
library-damaged = le fichier est endommagé ({ $detail })
library-longer = { $what } dépasse { $size }
library-bytes = { $number } octets
library-the-line = la ligne
library-the-row = la ligne du tableau
library-a-row = une ligne du tableau
library-the-post = le billet
library-the-object = l’objet
library-the-entry = l’entrée
library-the-text = le texte
library-the-file = le fichier
library-the-field = le champ { $name }
library-the-export-held = l’export, gardé en mémoire,
library-the-zip-held = le zip, gardé en mémoire,
library-unpacked-size = une fois décompressé, il dépasse { $size }
library-unpacked-ratio = décompressé, il est plus de { $ratio } fois plus gros que compressé
library-no-text-came = aucun texte n’est arrivé
library-file-no-text = le fichier ne contient aucun texte
library-post-no-text = le billet { $id } n’a pas de texte
library-post-neither = le billet n’a ni titre ni texte
library-entry-neither = l’entrée n’a ni titre ni texte
library-not-text = ce n’est pas du texte
library-json-no-posts = le JSON ne contient aucun billet
library-json-xml-no-posts = le JSON ou le XML ne contient aucun billet
library-export-no-posts = l’export ne contient aucun billet
library-feed-no-posts = l’export ou le flux ne contient aucun billet
library-not-object = ce n’est pas un objet JSON ({ $detail })
library-not-json = JSON non valide ({ $sign } attendu ici)
library-a-name = un nom
library-no-field-text = pas de champ "text"
library-field-kind = "{ $field }" est { $kind }
library-kind-null = null, et non une chaîne
library-kind-bool = true ou false, et non une chaîne
library-kind-number = un nombre, et non une chaîne
library-kind-list = une liste, et non une chaîne
library-kind-object = un objet, et non une chaîne
library-not-ghost = ce n’est pas un export de Ghost : il n’a pas de db[0].data.posts
library-not-dotclear = ce n’est pas un export à plat de Dotclear : sa première ligne ne commence pas par ///DOTCLEAR|
library-row-malformed = la ligne du tableau des billets est mal formée
library-ends-in-entry = le fichier s’arrête dans l’entrée qui commence ici
library-ends-in-post = le fichier s’arrête dans le billet qui commence ici
library-ends-before-tag = le fichier s’arrête avant sa dernière balise fermante
library-ends-in-quotes = le fichier s’arrête entre les guillemets de cette ligne
library-end-tag-missing = il manque une balise fermante
library-too-deep = les éléments sont emboîtés à plus de { $depth } niveaux
library-link-out = le lien sort du dossier qui est lu
library-link-back = le lien ramène à un dossier qui le contient
library-link-nowhere = le lien ne mène nulle part : { $target } n’existe pas
library-link-followed = le lien ne peut pas être suivi ({ $detail })
library-bad-glob = ce motif n’est pas valide ({ $detail })
library-no-match = aucun fichier ne correspond
library-containers = il est déjà dans { $number } archives emboîtées, ce qui est la limite
library-long-head = l’en-tête d’un membre dépasse { $size }
library-ends-in-file = elle s’arrête dans un fichier
library-encrypted = le membre est chiffré
library-compression = le membre emploie la méthode de compression { $method }, qui n’est pas reconnue
library-shared-bytes = ses octets sont aussi ceux d’un autre membre
library-no-start = le répertoire du zip ne dit pas où commence le membre
library-zip-directory = le répertoire de fin du zip manque ou est endommagé ({ $detail })
library-checksum = sa somme de contrôle ne correspond pas
library-columns = le tableau a { $number } colonnes ; le maximum est { $most }
library-no-column = le tableau n’a pas de colonne { $name } ; il a { $columns }
library-too-many-signs = le texte du billet { $id } a plus de { $most } mots et signes
library-too-many-words = le texte du billet { $id } a plus de { $most } mots différents

## What to do about them

library-check-path = vérifiez le chemin et ses droits d’accès
library-add-text = ajoutez-y du texte, ou sortez-le de l’archive
library-save-utf8 = enregistrez-le comme texte en UTF-8, ou sortez-le de l’archive
library-correct-line = corrigez la ligne, ou supprimez-la
library-give-text = donnez un "text" à chaque ligne, comme dans {"{"}"id": "1", "text": "…"{"}"}
library-correct-markup = corrigez le balisage du billet, ou refaites l’export
library-export-again = refaites l’export ou le téléchargement ; les billets précédents ont été lus
library-raise-post = augmentez la taille maximale d’un billet, ou raccourcissez-le
library-name-format = nommez le format de l’entrée
library-download-again = téléchargez-le ou exportez-le à nouveau ; ce qui précède a été lu
library-raise-nesting = augmentez la limite des archives emboîtées, ou décompressez le fichier
library-add-post-text = donnez un texte au billet, ou supprimez-le
library-save-or-remove = enregistrez le fichier en UTF-8, ou supprimez la ligne
library-raise-unpacked = augmentez la limite de la taille décompressée, si vous faites confiance au fichier
library-raise-ratio = augmentez la limite du rapport de compression, si vous faites confiance au fichier
library-give-array = donnez un tableau de billets, ou un objet muni d’un "text"
library-correct-it = corrigez-le ; ce qui précède a été lu
library-raise-held = augmentez la limite de ce qui est gardé en mémoire
library-raise-elements = augmentez la limite des éléments emboîtés, ou simplifiez le billet
library-leave-out = donnez-lui un texte, ou retirez-le de l’export
library-export-blog = exportez à nouveau le blog ; les autres lignes ont été lues
library-name-target = nommez sa cible comme une entrée à part
library-remove-link = supprimez le lien
library-restore-link = rétablissez sa cible, ou supprimez le lien
library-write-glob = écrivez-le comme dans 'blog/**/*.md'
library-unpack-zip = décompressez le zip, et nommez les fichiers obtenus
library-deflate = compressez-le à nouveau avec deflate, la méthode habituelle de zip
library-name-zip = nommez-le comme fichier, ou augmentez la limite de ce qui est gardé en mémoire
library-pipe-text = envoyez du texte, ou nommez un fichier
library-check-columns = vérifiez le séparateur des colonnes, ou retirez les colonnes étrangères aux billets
library-name-column = nommez la colonne du texte
library-close-quotes = fermez-les, ou refaites l’export ; les lignes précédentes ont été lues
library-look-for-quote = cherchez un guillemet jamais refermé, ou augmentez la taille maximale d’un billet
library-check-prose = vérifiez que c’est de la prose, ou divisez-le en plusieurs billets

## Errors of files that Glane wrote

library-aggregate-read = lecture de comptages : { $reason }
library-aggregate-foreign = ce ne sont pas des comptages de Glane : nommez un fichier où des comptages ont été enregistrés
library-aggregate-version = ces comptages ont la version de format { $version }, cette version de Glane lit la { $reads } : enregistrez-les de nouveau à partir des billets
library-aggregate-truncated = les comptages sont tronqués : recopiez le fichier, ou enregistrez-les de nouveau à partir des billets
library-aggregate-damaged = les comptages sont endommagés ({ $detail }) : recopiez le fichier, ou enregistrez-les de nouveau à partir des billets
library-record-cut = un enregistrement est tronqué
library-past-end = il y a des octets après la fin
library-ranker-foreign = ce n’est pas un classement : donnez un fichier écrit par un apprentissage
library-ranker-version = une autre version de glane a écrit ce classement : refaites l’apprentissage
library-ranker-damaged = ce classement est endommagé : recopiez-le, ou refaites l’apprentissage
library-background-foreign = ce ne sont pas des fréquences de référence : donnez un fichier où des fréquences ont été écrites
library-background-version = une autre version de glane a écrit ces fréquences : comptez-les de nouveau
library-background-damaged = ces fréquences sont endommagées : recopiez le fichier, ou comptez-les de nouveau
library-background-counts = ces fréquences n’ont pas de comptages à fusionner : comptez-les à partir de billets, et gardez les comptages

## Errors of options and lists

library-no-keyphrases = le nombre de mots-clés par billet est 0 : demandez-en au moins un
library-range-diversity = la diversité va de 0 à 1
library-range-score = le score minimal va de 0 à 1
library-range-words = le nombre minimal de mots dépasse le maximal
library-other-background = le classement a été appris avec d’autres fréquences de référence : prenez celles de son apprentissage, ou refaites-le
library-no-tables = les tables apprises de l’étiqueteur ne sont pas compilées : activez « trained-tables », ou choisissez les règles
library-pattern = { $reason }, au caractère { $position } du motif { $pattern }
library-pattern-deep = les groupes sont trop emboîtés
library-pattern-close = il manque une )
library-pattern-repeat = il n’y a rien à répéter : écrivez d’abord une catégorie grammaticale
library-pattern-open = aucune ( ne répond à cette )
library-pattern-missing = il manque une catégorie grammaticale, comme dans NOUN ADJ*
library-pattern-sign = { $sign } n’a pas sa place dans un motif
library-pattern-name = { $name } n’est pas une catégorie grammaticale admise ({ $known })
library-pattern-room = un motif admet { $most } noms
library-list-line = ligne { $line } : aucun mot dans { $text } : donnez une expression par ligne, les commentaires après « # »
library-phrase-no-word = « { $phrase } » n’a aucun mot à chercher : donnez une expression, comme "réseau dynamique"
library-phrase-long = l’expression a { $words } mots : on peut en chercher { $most } au plus
library-not-upos = ce n’est pas une catégorie d’Universal Dependencies

## Errors of runs

library-cancelled = l’exécution a été interrompue
library-read-once = { $input } ne peut être lu qu’une fois : nommez un fichier pour une copie de ses billets
library-spool = { $action } de la copie des billets { $path }
library-action-writing = écriture
library-action-reading = lecture
library-changed = l’archive a changé pendant la lecture : elle avait { $before } billets, puis { $after } : recommencez
library-edited = l’archive a changé pendant la lecture : certains billets ne sont plus les mêmes : recommencez
library-thread = démarrage d’un fil de lecture
library-too-few-posts = { $posts } billets français ont des étiquettes, et un apprentissage en demande au moins { $least } : ajoutez des billets munis de tags, de catégories ou de "keyphrases"
library-no-gain = l’apprentissage sur les étiquettes de ces { $posts } billets n’aide pas : F1@10 vaut { $before } avant et { $after } après ({ $gain }, erreur type { $error }), et { $present } % des étiquettes figurent dans leur billet : gardez le classement actuel, ou ajoutez des billets étiquetés, ou des étiquettes faites de mots des billets
library-parquet = écriture d’un fichier Parquet : { $reason }
library-sqlite = écriture d’un fichier SQLite : { $reason }
library-xlsx = écriture d’un classeur : { $reason }

## Uses of contracts

library-use-post = glane.post/2 : une ligne d’extract et de posts.jsonl
library-use-report = glane.report/2 : report.json
library-use-error = un élément de « errors » dans report.json
library-use-concordance = glane.concordance/1 : une ligne de concordance --format json
library-use-compare = glane.compare/2 : compare --format json
library-use-frequencies = glane.frequencies/1 : frequencies --format json
library-use-collocations = glane.collocations/1 : collocations --format json
library-not-an-image = pas une image : un logo est en PNG, JPEG, GIF, WebP ou SVG
library-not-edits = pas des corrections enregistrées par une page
library-large-logo = { $size } octets : un logo a 256 ko au plus, car chaque copie de la page le contient
