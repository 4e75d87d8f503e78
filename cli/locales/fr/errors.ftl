# Les erreurs : ce qui était en cours, ce qui n'a pas marché, que faire.

## What was being done

reading = lecture de { $path }
reading-logo = le logo { $path }
reading-edits = les corrections { $path }
saved-has-no-lemmas = { $path } contient des comptages enregistrés, sans lemmes : indiquez l’archive
reading-again = nouvelle lecture de { $path }
reading-line = lecture de { $path }, ligne { $line }
reading-ranker = lecture du classement { $path }
reading-background = lecture des fréquences de référence { $path }
reading-list = lecture de la liste { $path }
reading-gold = lecture de { $path } : nommez un fichier de documents de référence, un objet JSON par ligne
writing = écriture de { $path }
writing-posts-of = écriture des billets de { $path }
writing-output = écriture sur la sortie standard
resuming = reprise de { $path }
resuming-run = reprise de l’exécution dans { $path }
locking = verrouillage de { $path }
making-directory = création du dossier { $path }
listening = écoute de Ctrl-C

## What the system says

io-not-found = fichier ou dossier introuvable
io-denied = accès refusé
io-exists = le fichier existe déjà
io-directory = c’est un dossier
io-not-directory = ce n’est pas un dossier
io-full = il n’y a plus de place sur le disque
io-read-only = le système de fichiers est en lecture seule
io-end = le fichier s’arrête trop tôt
io-utf8 = les octets ne sont pas de l’UTF-8 valide

## Wrong usage of the command line

usage-error = erreur :
usage-tip = conseil :
usage-values = [valeurs possibles : { $values }]
usage-commands = [commandes : { $commands }]
usage-more = Pour en savoir plus : « --help ».
usage-value = valeur « { $value } » non valide pour « { $argument } »
usage-value-reason = valeur « { $value } » non valide pour « { $argument } » : { $reason }
usage-value-missing = « { $argument } » attend une valeur, et il n’y en a pas
usage-argument = argument « { $argument } » inattendu
usage-command = commande « { $command } » inconnue
usage-equals = « { $argument } » demande un signe égal avant sa valeur
usage-too-many = valeur « { $value } » en trop pour « { $argument } »
usage-number-of-values =
    « { $argument } » attend { $wanted ->
       [one] { $wanted } valeur
      *[other] { $wanted } valeurs
    } et en a reçu { $given }
usage-twice = « { $argument } » ne peut être donné qu’une fois
usage-conflict = « { $argument } » et « { $other } » ne vont pas ensemble
usage-required = il manque des arguments obligatoires : { $arguments }
usage-no-command = il faut une commande
usage-utf8 = un argument n’est pas de l’UTF-8 valide
usage-similar = un nom semblable existe : { $names }
usage-as-name = pour donner « { $argument } » comme un nom, écrivez « -- { $argument } »

## Values of options

parse-encoding = donnez le nom d’un encodage, comme utf-8, windows-1252, latin-9 ou mac-roman
parse-count-zero = demandez au moins un mot-clé
parse-count = donnez un nombre entier, comme dans -k 10
parse-threads = donnez un nombre entier jusqu’à { $most }, ou 0 pour un fil par processeur
parse-size = donnez une taille, comme 500K ou 32M
parse-size-range = la taille est hors limites
parse-share = donnez un nombre de 0 à 1, comme 0.25
parse-words = donnez un nombre entier de 1 à 6
parse-date = donnez un jour, un mois ou une année, comme 2021-03-01, 2021-03 ou 2021
parse-number = donnez un nombre entier, comme 10

## Options that do not go together

ranker-needs-learned = --ranker demande la méthode apprise : retirez --method { $method }
words-least-above-greatest = --min-words { $least } dépasse --max-words { $greatest }
resume-needs-json = --resume demande des lignes qui portent l’identifiant de leur billet : retirez --format text
resume-needs-file = { $path } : --resume demande un fichier ordinaire
name-two-archives = nommez deux archives à comparer, comme dans « glane compare 2021/ 2022/ »
saved-selection = { $path } contient des comptages enregistrés, d’où aucun billet ne peut être choisi : nommez l’archive, ou choisissez les billets lors de « glane analyze --save »

## Inputs

nothing-to-read = rien à lire : nommez un fichier ou un dossier, ou donnez du texte sur l’entrée standard (voir --help)
unreadable-post = { $source } : { $reason } : { $remedy }
unreadable-line = { $source }, ligne { $line } : { $reason } : { $remedy }
more-errors =
    { $reason }, et { $count ->
       [one] une autre erreur
      *[other] { $count } autres erreurs
    } de ce genre dans ce fichier
see-option = { $message } (voir { $option })
list-not-utf8 = { $path } : la liste n’est pas de l’UTF-8 valide : enregistrez-la en UTF-8, une expression par ligne
list-empty = { $path } : la liste n’a aucune expression : écrivez-en une par ligne
gold-line = { $path }, ligne { $line } : ce n’est pas un document de référence ({ $reason }) : une ligne demande {"{"}"id", "text", "keyphrases": […]{"}"}
gold-empty = { $path } : aucun document de référence : donnez un objet JSON par ligne
no-french-post = l’archive n’a aucun billet en français : rien n’a été écrit

## Files that Glane wrote, given to another command

own-saved = { $path } contient des comptages enregistrés par « glane analyze --save » : donnez-le à « glane merge », « glane compare » ou « glane labels »
own-ranker = { $path } est un classement appris par « glane learn » : donnez-le avec --ranker
own-background = { $path } contient des fréquences de référence comptées par « glane background » : donnez-le avec --background
not-saved = { $path } ne contient pas de comptages enregistrés : enregistrez d’abord ceux de ses billets, comme dans « glane analyze BILLETS -o rapport/ --save FICHIER »

## Outputs

output-closed = la sortie standard est fermée : dirigez-la vers un fichier ou un programme
name-a-file = { $path } : nommez un fichier à écrire
is-a-directory = { $path } est un dossier : nommez un fichier à écrire
is-a-file = { $path } est un fichier : nommez un dossier où écrire
is-an-input = { $path } est une entrée : écrivez ailleurs
not-own = { $path } existe et n’a pas été écrit par glane : écrivez ailleurs, ou remplacez-le avec --force
locked = { $path } est en cours d’écriture par une autre exécution (processus { $process }) : attendez sa fin, ou écrivez ailleurs
other-run = { $path } : l’exécution arrêtée avait une autre archive ou d’autres options : recommencez du premier billet, sans --resume
other-options = { $path } : l’exécution arrêtée avait d’autres options : recommencez du premier billet, sans --resume
other-post = { $path } : le billet { $post } est à la place de { $other } dans l’exécution arrêtée : recommencez du premier billet, sans --resume
journal-none = aucun billet de cette exécution n’est fait
journal-ends = { $path } : le journal de l’exécution s’arrête trop tôt
txm-not-empty = { $path } : le dossier n’est pas vide, et TXM l’importerait tout entier : nommez-en un nouveau
not-written = { $path } n’a pas été écrit

## The file of options

config-line = { $path }, ligne { $line } : { $reason }
config-toml = TOML non valide ({ $reason }) : corrigez la ligne, ou écartez le fichier avec --no-config
config-unknown = option { $key } inconnue : écrivez le nom long d’une option, comme dans { $example } (voir --help)
config-unknown-similar = option { $key } inconnue : vouliez-vous dire { $similar } ?
config-other-command = { $command } n’a pas d’option { $key } : placez-la sous la commande qui l’a (voir --help)
config-command-line = { $key } ne se donne que sur la ligne de commande : retirez-la du fichier
config-outside = { $key } sort du dossier du fichier, ce que seul peut un fichier nommé par --config : écrivez un chemin dans ce dossier, ou nommez le fichier avec --config
config-kind = { $key } demande { $kind }
config-kind-switch = true ou false
config-kind-value = un texte ou un nombre
config-kind-list = un texte, un nombre ou une liste
config-value = valeur « { $value } » non valide pour { $key } : { $reason }
config-value-plain = valeur « { $value } » non valide pour { $key }
config-one-of = donnez une valeur parmi { $values }

## Manual pages

man-unknown = pas de commande { $command } (voir --help)
