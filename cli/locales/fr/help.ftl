# L'aide des commandes et des options : un texte pour chacune, et les noms des valeurs.

## Headings and marks of the help

usage = Utilisation :
commands = Commandes
default = [par défaut : { $value }]
values = [valeurs : { $values }]
group-input = Entrées
group-output = Sorties
group-keyphrases = Mots-clés
group-selection = Billets pris en compte
group-tables = Tableaux
group-page = Page
group-reading = Lecture
group-limits = Limites
group-general = Options générales

## What stands for a value

name-contract = CONTRAT
name-date = DATE
name-dialect = DIALECTE
name-dir = DOSSIER
name-file = FICHIER
name-format = FORMAT
name-gold = RÉFÉRENCE
name-input = ENTRÉE
name-kinds = GENRES
name-lang = LANGUE
name-length = DURÉE
name-markup = BALISAGE
name-n = N
name-name = NOM
name-order = ORDRE
name-part = PARTIE
name-path = CHEMIN
name-pattern = MOTIF
name-phrase = EXPRESSION
name-score = SCORE
name-share = PART
name-shell = SHELL
name-size = TAILLE
name-text = TEXTE
name-unit = UNITÉ
name-command = COMMANDE

## Commands

command = Mots-clés et thèmes de textes français : d’un billet, ou de dix ans de billets
command-extract = Mots-clés de chaque billet : une ligne JSON par billet, dans l’ordre de lecture
command-analyze = Une archive entière : posts.jsonl, report.json et index.html dans un dossier, et un résumé
command-merge = Un seul rapport à partir des comptages enregistrés de plusieurs archives
command-compare = Ce qui distingue une archive d’une autre
command-labels = Examen des étiquettes d’une archive : tags et catégories
command-learn = Un classement appris à partir des étiquettes d’une archive, pour --ranker
command-tokens = Phrases, mots, catégories grammaticales et lemmes d’un texte
command-eval = Précision, rappel et F1 des méthodes face à des mots-clés de référence
command-background = Fréquences de référence tirées d’une archive, pour --background
command-background-build = Compter, pour chaque mot et chaque expression, les billets français qui les contiennent
command-background-merge = Additionner les comptages de plusieurs archives, dans n’importe quel ordre
command-concordance = Toutes les occurrences d’une expression, sous toutes ses formes, dans leur phrase
command-frequencies = Fréquence des expressions ou des lemmes d’une archive, nombre de billets et dispersion
command-collocations = Les mots proches d’une expression plus souvent que par hasard
command-export = Une archive pour d’autres outils : IRaMuTeQ, TXM ou tout lecteur de CoNLL-U
command-schema = Le schéma JSON d’une sortie : le sens de chacun de ses champs
command-completions = Complétion des commandes et des options, pour un shell
command-man = Pages de manuel : une sur la sortie standard, ou toutes dans un dossier
command-help = Cette aide, ou celle d’une commande

## Input

help-inputs = Fichiers, dossiers, motifs comme 'blog/**/*.md', ou - pour l’entrée standard (par défaut)
help-compare-inputs = Deux archives, ou deux fichiers écrits par « glane analyze --save »
help-labels-inputs = Une archive, ou un fichier écrit par « glane analyze --save »
help-phrase = L’expression à chercher
help-gold = Fichiers de documents munis de mots-clés de référence, un objet JSON par ligne
help-parts = Fichiers écrits par « glane analyze --save »
help-files = Fichiers écrits par « glane background »
help-contract = Le contrat d’une sortie ; sans lui, tous sont énumérés
help-shell = Le shell
help-command = La commande dont la page est écrite [par défaut : celle de glane]

## Output

help-extract-output = Écrire dans FICHIER, mis en place une fois complet
help-analyze-output = Dossier pour posts.jsonl, report.json et index.html ; créé s’il n’existe pas
help-merge-output = Dossier pour report.json et index.html ; créé s’il n’existe pas
help-export-output = Le fichier à écrire ; pour TXM, le dossier
help-learn-output = Le fichier à écrire
help-background-build-output = Le fichier à écrire
help-background-merge-output = Le fichier à écrire
help-man-output = Dossier pour les pages de toutes les commandes, en anglais et en français
help-extract-format = Lignes JSON pour les programmes, ou texte à lire
value-extract-format-json = Un objet JSON par ligne
value-extract-format-text = Titre et mots-clés
help-compare-format = Tableau à lire, ou JSON pour les programmes
value-compare-format-text = Un tableau
value-compare-format-json = Un objet JSON
help-labels-format = Texte à lire, JSON pour les programmes (le plan, comme "labels" de report.json), CSV, ou script pour WordPress
value-labels-format-text = Texte
value-labels-format-json = Un objet JSON
value-labels-format-csv = Une ligne par étiquette à renommer et par billet auquel il en manque une
value-labels-format-wp-cli = Un script qui fusionne les étiquettes d’un site WordPress : wp eval-file
help-tokens-format = CoNLL-U avec SpaceAfter=No, ou une phrase par ligne, mots séparés par des espaces
value-tokens-format-conllu = CoNLL-U, dix colonnes
value-tokens-format-json = Un objet JSON par mot
value-tokens-format-text = Une phrase par ligne, mots séparés par des espaces
help-concordance-format = Texte à lire, lignes JSON pour les programmes, ou CSV
value-concordance-format-text = Mot-clé en contexte, aligné
value-concordance-format-json = Un objet JSON par ligne
value-concordance-format-csv = CSV avec une ligne d’en-tête
help-frequencies-format = Tableau à lire, un objet JSON, ou CSV
value-frequencies-format-text = Un tableau
value-frequencies-format-json = Un objet JSON
value-frequencies-format-csv = CSV avec une ligne d’en-tête
help-collocations-format = Tableau à lire, un objet JSON, ou CSV
value-collocations-format-text = Un tableau
value-collocations-format-json = Un objet JSON
value-collocations-format-csv = CSV avec une ligne d’en-tête
help-unit = Ce qui est compté
value-unit-phrase = Les expressions bien classées dans un billet
value-unit-lemma = Les formes du dictionnaire de tous les mots
help-frequencies-top = Nombre d’expressions ou de lemmes, les plus fréquents d’abord ; 0 pour tous
help-collocations-top = Nombre de mots ; 0 pour tous
help-collocations-sort = Ordre des mots
value-collocations-sort-likelihood = Par rapport de vraisemblance
value-collocations-sort-dice = Par logDice
help-window = Nombre de mots, avant et après l’expression, qui sont proches
help-least = Nombre d’occurrences proches de l’expression qu’un mot doit avoir au moins
help-all-words = Tous les mots ; sinon noms, noms propres, adjectifs, verbes et adverbes
help-export-format = Format de la sortie
value-export-format-iramuteq = Un fichier texte, avec une ligne de variables étoilées avant chaque billet
value-export-format-txm = Un dossier : un fichier XML par billet, avec lemmes et catégories grammaticales, et metadata.csv
value-export-format-conllu = Un fichier CoNLL-U, avec lemmes, catégories grammaticales et morphologie
help-json = Écrire le tableau comme un objet JSON par ligne
help-with-text = Ajouter à chaque ligne le texte du billet, pour y retrouver les positions
help-top = Nombre d’expressions de chaque archive dans le tableau
help-context = Nombre de mots de chaque côté [par défaut : la phrase, ou ce que le terminal peut montrer]
help-sort = Ordre des lignes [par défaut : celui des billets]
value-sort-left = Par les mots qui précèdent, le plus proche d’abord
value-sort-right = Par les mots qui suivent
value-sort-date = Par le jour du billet
help-limit = Nombre maximal de lignes
help-period = Durée des périodes des tendances [par défaut : selon l’étendue de l’archive]
help-analyze-save = Enregistrer aussi les comptages, pour les fusionner avec ceux d’autres billets (glane merge)
help-merge-save = Enregistrer aussi la somme, pour la fusionner avec d’autres
help-predictions = Écrire aussi les prédictions de la première méthode, un {"{"}"id", "keyphrases"{"}"} par ligne
help-resume = Reprendre là où la même commande a été arrêtée
help-force = Remplacer même les fichiers que Glane n’a pas écrits ; jamais une entrée

## Keyphrases

help-k = Nombre de mots-clés d’un billet, si autant ont un score de 0,05 [par défaut : de 3 à 10, selon la longueur du billet et les scores]
help-fill = Donner N mots-clés (10 sans -k) s’il y a assez de candidats, quel que soit leur score
help-eval-fill = Remplir chaque liste ; sinon, celle de la méthode apprise s’arrête où son F1 attendu est le plus haut
help-explain = Expliquer le score de chaque mot-clé ; seule la méthode apprise le peut
help-method = Méthode de classement des candidats
help-methods = Méthodes à comparer [par défaut : toutes]
help-background = Fréquences de référence, au lieu de celles du programme
help-learn-background = Fréquences de référence au lieu de celles du programme, pour l’apprentissage et avec le classement
help-ranker = Classement appris par « glane learn », au lieu de celui du programme
help-eval-ranker = Classement appris par « glane learn » ; sur les données de son apprentissage, ses chiffres sont trop bons
help-stop-list = Aucun mot-clé ne contient ces mots ou expressions (un par ligne, « # » pour un commentaire)
help-never = Aucun mot-clé n’est l’une de ces expressions ; nombre, casse et accents sont indifférents
help-always = Ces expressions sont des mots-clés partout où elles figurent, avant toutes les autres
help-vocabulary = Seules ces expressions peuvent être des mots-clés
help-diversity = Pénalité d’une expression contenue dans une meilleure ou qui en contient une, de 0 à 1 [par défaut : 0.4 pour la méthode apprise, 0.05 pour les autres]
help-min-score = Score minimal d’un mot-clé, de 0 à 1
help-min-count = Nombre minimal d’occurrences dans le billet
help-min-words = Nombre minimal de mots d’un mot-clé, prépositions et articles compris
help-max-words = Nombre maximal de mots d’un mot-clé, 6 au plus
help-pattern = Catégories grammaticales qu’un mot-clé doit suivre : noms UPOS, `*`, `+`, `?`, `|`, `( )`

## Posts that count

help-from = Premier jour, mois ou année des billets comptés, comme 2021-03-01, 2021-03 ou 2021
help-to = Dernier jour, mois ou année
help-author = Les seuls billets de cet auteur ; l’option peut être répétée
help-label = Les seuls billets munis de cette étiquette ; l’option peut être répétée
help-lang = Billets analysés : les français, ou tous
help-concordance-lang = Billets lus : les français, ou tous
help-learn-lang = Billets utilisés : les français, ou tous
value-lang-fr = Les billets en français
value-lang-any = Tous les billets, comme s’ils étaient en français
help-keep-boilerplate = Garder les lignes répétées d’un billet à l’autre (« Partager sur », une signature)
help-keep-duplicates = Compter un billet chaque fois qu’il figure

## Tables

help-csv = Écrire aussi posts.csv, keyphrases.csv, themes.csv et trends.csv
help-csv-bom = De même, avec la marque d’ordre des octets dont Excel a besoin
help-csv-dialect = De même, comme les lisent les programmes ou un Excel français
value-csv-dialect-standard = Virgules entre les cellules, points décimaux
value-csv-dialect-fr = Points-virgules entre les cellules, virgules décimales, marque d’ordre des octets
help-xlsx = Écrire aussi un classeur pour Excel ou LibreOffice : billets, mots-clés, thèmes, tendances
help-parquet = Écrire aussi posts.parquet, keyphrases.parquet, themes.parquet et trends.parquet, pour DuckDB, Polars ou R
help-sqlite = Écrire aussi glane.sqlite, pour Datasette, Metabase, Grafana ou SQL
help-sqlite-text = De même, avec les textes des billets et une recherche en texte intégral

## Page

help-page-texts = Taille des textes dans la page, en octets, les billets récents d’abord ; suffixes K, M et G admis
help-page-index = Taille de l’index des mots dans la page, en octets, les billets récents d’abord ; 0 pour aucun
help-title = Titre de la page
help-subtitle = Ligne sous le titre de la page
help-logo = Image à côté du titre : PNG, JPEG, GIF, WebP ou SVG, 256 ko au plus
help-edits = Thèmes et mots-clés masqués ou fusionnés à la main : le fichier que la page a enregistré

## Reading

help-input-format = Format de toutes les entrées [par défaut : reconnu au nom et au contenu]
help-encoding = Encodage de toutes les entrées, comme latin-1, latin-9 ou mac-roman [par défaut : reconnu]
help-text-column = Colonne du texte dans les fichiers CSV et TSV [par défaut : text, texte, content…]
help-markup = Balisage des textes dans le JSON et les tableaux [par défaut : reconnu]
value-markup-html = HTML
value-markup-markdown = Markdown
value-markup-plain = Aucun : le texte est lu tel quel
help-include = Ce qui est lu des exports, outre les billets publiés
value-include-pages = Les pages
value-include-drafts = Les billets non publiés : brouillons, billets programmés ou privés
help-follow = Suivre les liens des dossiers, s’ils restent dans le même dossier

## Limits

help-max-post-size = Taille maximale d’un billet, en octets ; suffixes K, M et G admis
help-max-depth = Profondeur maximale des éléments HTML et XML
help-max-unpacked-size = Taille maximale, une fois décompressé, d’un fichier ou d’une archive
help-max-unpacked-ratio = Rapport maximal entre tailles décompressée et compressée d’un fichier
help-max-container-depth = Nombre maximal d’archives emboîtées ; .tar.gz compte pour deux
help-max-held-size = Taille maximale d’un zip gardé en mémoire, s’il vient de l’entrée standard ou d’une autre archive

## General

help-quiet = Ni progression ni résumé sur la sortie d’erreur ; les messages d’erreur restent
help-threads = Nombre de fils d’exécution ; 0 : un par processeur
help-ui = Langue des messages et de la page [par défaut : messages selon la locale, page en français]
value-ui-fr = Français
value-ui-en = Anglais
help-config = Fichier d’options [par défaut : glane.toml ici ou dans le dossier d’entrée]
help-no-config = Ne lire aucun fichier d’options
help-help = Cette aide (-h : sans les limites)
help-version = La version
