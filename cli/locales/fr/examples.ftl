# Ce qui suit l'aide d'une commande.
examples =
    Exemples :
      glane analyze blog/ -o rapport/       de quoi parlent dix ans de billets : rapport/index.html
      glane extract billet.md               les mots-clés d’un billet, en une ligne JSON
      glane extract blog/ -k 5 --format text
                                            jusqu’à cinq mots-clés par billet, en texte
      cat billets.jsonl | glane extract -   des lignes JSON en entrée, des lignes JSON en sortie
      glane tokens billet.txt               mots, catégories grammaticales et lemmes, en CoNLL-U

    ENTRÉE est un fichier, un dossier (parcouru avec ses sous-dossiers), un motif entre apostrophes,
    ou - pour l’entrée standard. Le format est reconnu au nom et au contenu :
      textes     texte brut, Markdown avec son en-tête, reStructuredText, AsciiDoc, Org, HTML
      données    JSON, lignes JSON (un {"{"}"id", "title", "text", ...{"}"} par ligne), CSV, TSV
      flux       RSS, Atom, JSON Feed, boîtes d’envoi Mastodon
      exports    WordPress, Blogger, Medium, Ghost, Substack, Dotclear, Over-blog, Movable Type
      archives   gzip, zstd, zip et tar de tout cela, même emboîtés

    glane.toml, dans le dossier courant ou dans le seul dossier lu, contient des options, comme
    keep-boilerplate = true ; celles d’une commande sont placées sous son nom, comme [analyze].

    Code de sortie : 0 tout va bien, 1 des billets ont échoué, 2 mauvais emploi ou rien de lisible,
    130 arrêt par Ctrl-C.
examples-extract =
    Exemples :
      glane extract billet.md
      glane extract blog/ -k 5 --format text
      glane extract billet.md --format text --explain
      glane extract billets.jsonl | jq -r '.keyphrases[].text'

    ENTRÉE est un fichier, un dossier (parcouru avec ses sous-dossiers), un motif entre apostrophes,
    ou - pour l’entrée standard. Le format est reconnu au nom et au contenu :
      textes     texte brut, Markdown avec son en-tête, reStructuredText, AsciiDoc, Org, HTML
      données    JSON, lignes JSON (un {"{"}"id", "title", "text", ...{"}"} par ligne), CSV, TSV
      flux       RSS, Atom, JSON Feed, boîtes d’envoi Mastodon
      exports    WordPress, Blogger, Medium, Ghost, Substack, Dotclear, Over-blog, Movable Type
      archives   gzip, zstd, zip et tar de tout cela, même emboîtés
examples-analyze =
    Exemples :
      glane analyze blog/ -o rapport/
      glane analyze 2021/ 2022/ billets.jsonl -o rapport/ --quiet
      glane analyze export.wordpress.xml flux.atom -o rapport/
      glane analyze 2023/ -o rapport-2023/ --save 2023.glane
      glane analyze blog/ -o rapport/ --xlsx blog.xlsx

    ENTRÉE est un fichier, un dossier (parcouru avec ses sous-dossiers), un motif entre apostrophes,
    ou - pour l’entrée standard. Le format est reconnu au nom et au contenu :
      textes     texte brut, Markdown avec son en-tête, reStructuredText, AsciiDoc, Org, HTML
      données    JSON, lignes JSON (un {"{"}"id", "title", "text", ...{"}"} par ligne), CSV, TSV
      flux       RSS, Atom, JSON Feed, boîtes d’envoi Mastodon
      exports    WordPress, Blogger, Medium, Ghost, Substack, Dotclear, Over-blog, Movable Type
      archives   gzip, zstd, zip et tar de tout cela, même emboîtés
examples-merge =
    Exemples :
      glane analyze 2021/ -o rapport-2021/ --save 2021.glane
      glane analyze 2022/ -o rapport-2022/ --save 2022.glane
      glane merge 2021.glane 2022.glane -o rapport/

    L’ordre des parties est indifférent. Un billet présent dans deux parties compte deux fois.
examples-compare =
    Exemples :
      glane compare 2021/ 2022/
      glane compare 2021.glane 2022.glane --format json
      glane compare le-mien/ autre.jsonl --unit lemma
      glane compare le-mien/ le-leur.jsonl

    Comme dans analyze, les lignes répétées d’un billet à l’autre sont retirées, et les doublons comptent
    une fois. Sont comptés les billets qui mentionnent une expression, et non ses occurrences : un long
    billet ne décide pas seul. G² est le rapport de vraisemblance (6,63 ou plus : p < 0,01) ; le rapport
    est le logarithme binaire du rapport des deux fréquences.
examples-labels =
    Exemples :
      glane labels blog/
      glane labels blog.glane --format json > plan.json
      glane labels blog/ --format csv > plan.csv
      glane labels export.xml --format wp-cli > labels.php    puis : wp eval-file labels.php apply

    Rien n’est modifié : le plan dit quelles étiquettes renommer, et à quels billets il en manque une.
    Comme dans analyze, les lignes répétées d’un billet à l’autre sont retirées, et les doublons comptent
    une fois.
examples-learn =
    Exemples :
      glane learn blog/ -o blog.ranker
      glane extract billet.md --ranker blog.ranker
      glane learn reference.jsonl -o reference.ranker

    Les étiquettes sont les tags et les catégories des billets, ou les « keyphrases » de lignes de
    référence. Les catégories par défaut des plateformes, comme « Non classé », sont ignorées. Une
    validation croisée mesure le gain : F1@10 sur des billets hors apprentissage. Sans gain, rien n’est
    écrit, et le code de sortie est 2.
examples-tokens =
    Exemples :
      echo "L’école est-elle ouverte ?" | glane tokens
      glane tokens billet.txt --format text
examples-eval =
    Exemples :
      glane eval reference.jsonl
      glane eval presse.jsonl blog.jsonl --method tf-idf --method first-phrases

    Les dernières colonnes sont l’intervalle à 95 % de F1@10 (par rééchantillonnage des documents), et
    l’écart de F1@10 avec la première méthode, avec son intervalle : un intervalle sans 0 veut dire que
    les deux diffèrent.

    Une ligne de RÉFÉRENCE : {"{"}"id", "title", "text", "keyphrases": ["un", ["deux", "son équivalent"]]{"}"}

    Avec "grades": [3, 1], un par mot-clé (3 le sujet du document, 2 ce qu’il traite, 1 digne d’une
    entrée), F1 compte les notes 2 et 3, nDCG@10 les pèse toutes, et les expressions des listes sont
    distinguées, en pour cent : juste, partie d’une entrée, plus longue, proche par un radical, étrangère.
examples-background =
    Exemples :
      glane background build blog/ -o blog.background
      glane background merge 2021.background 2022.background -o tout.background
      glane extract blog/ --background blog.background
examples-concordance =
    Exemples :
      glane concordance "réseau dynamique" blog/
      glane concordance télétravail blog/ --sort right --limit 20
      glane concordance "marque employeur" billets.jsonl --format csv > marque.csv

    Toutes les formes sont trouvées : nombre, genre, casse, apostrophes, traits d’union, avec ou sans
    accents. Comme dans analyze, les lignes répétées d’un billet à l’autre sont retirées, les doublons
    comptent une fois, et le code et les paragraphes en d’autres langues sont passés : « posts » dans
    report.json désigne les billets de ces lignes.
examples-export =
    Exemples :
      glane export --format iramuteq blog/ -o blog.txt     à ouvrir par : Fichier, Ouvrir un corpus texte (UTF-8)
      glane export --format txm blog/ -o blog-txm/         à importer par : XML/w+CSV, langue fr, sans annotation
      glane export --format conllu blog/ -o blog.conllu
examples-schema =
    Exemples :
      glane schema                          la liste des contrats
      glane schema post                     une ligne d’extract et de posts.jsonl
      glane schema report > report.schema.json
examples-completions =
    Exemples :
      glane completions bash > ~/.local/share/bash-completion/completions/glane
      glane completions zsh > ~/.zfunc/_glane
      glane completions fish > ~/.config/fish/completions/glane.fish
examples-man =
    Exemples :
      glane man | man -l -
      glane man analyze | man -l -
      glane man -o ~/.local/share/man       man1/glane.1 et les autres, et en français dans fr/man1
examples-frequencies =
    Exemples :
      glane frequencies blog/
      glane frequencies blog/ --unit lemma --top 100
      glane frequencies blog/ --unit lemma --format csv --top 0 > lemmes.csv
      glane frequencies blog/ --from 2021 --to 2021

    Une expression est retenue si elle est bien classée dans un billet ; elle est comptée dans tous ceux
    qui la mentionnent, sous toutes ses formes. Les lemmes sont les formes du dictionnaire de tous les
    mots, avec leur catégorie grammaticale. La dispersion est l’écart des proportions entre billets
    (Gries 2008) : 0 si chaque billet en a sa part selon sa longueur, près de 1 si tout est dans un seul
    billet court.
examples-collocations =
    Exemples :
      glane collocations vélo blog/
      glane collocations "piste cyclable" blog/ --window 10 --sort dice
      glane collocations télétravail blog/ --all-words --format csv > autour.csv

    Toutes les formes de l’expression sont trouvées, comme dans concordance. Un mot est proche s’il est
    dans la même phrase, à ce nombre de mots au plus avant ou après elle. G² est le rapport de
    vraisemblance (6,63 ou plus : p < 0,01), qui favorise les mots courants ; logDice (14 au plus) permet
    de comparer des archives de tailles différentes.
