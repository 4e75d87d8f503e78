"""Speed and quality beside other packages, in one run on one core: posts a second, F1@5 and F1@10 on labelled posts.

    pip install snowballstemmer yake yake-rust rapid-textrank     # those that are wanted; what is missing is left out
    python bench/peers.py GOLD.jsonl

A line of GOLD is ``{"id", "title", "text", "keyphrases": [["form", ...], ...], "grades": [1, 2, 3, ...]}``: entries of
grade 2 and 3 count, in any of their forms, compared by French stems. Every package gets title and text of the same posts
and gives ten phrases; making its objects is not timed. Time is that of the processor, all threads of the process together,
so that rates are those of one core.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable

import snowballstemmer

import glane

STEMMER = snowballstemmer.stemmer("french")
Extract = Callable[[str, str], list[str]]


def key(phrase: str) -> tuple[str, ...]:
    return tuple(STEMMER.stemWords(re.findall(r"\w+", phrase.lower())))


def f1(ranked: list[tuple[str, ...]], entries: list[set[tuple[str, ...]]], k: int) -> float:
    top = ranked[:k]
    hits = sum(any(form in top for form in forms) for forms in entries)
    if not top or not entries or not hits:
        return 0.0
    precision, recall = hits / len(top), hits / len(entries)
    return 2 * precision * recall / (precision + recall)


def of_glane(method: str) -> Extract:
    analyzer = glane.Analyzer(method=method, threads=1, language="any")  # type: ignore[arg-type]
    return lambda title, text: [found.text for found in analyzer.extract({"title": title, "text": text})]


def of_yake() -> Extract:
    import yake

    extractor = yake.KeywordExtractor(lan="fr", n=3, top=10)
    return lambda title, text: [phrase for phrase, _ in extractor.extract_keywords(f"{title}\n\n{text}")]


def of_yake_rust() -> Extract:
    import yake_rust

    extractor = yake_rust.Yake(language="fr", ngrams=3)
    return lambda title, text: [found[0] for found in extractor.get_n_best(f"{title}\n\n{text}", n=10)]


def of_rapid_textrank() -> Extract:
    import rapid_textrank

    def extract(title: str, text: str) -> list[str]:
        found = rapid_textrank.extract_keywords(f"{title}\n\n{text}", top_n=10, language="fr")
        return [phrase.text for phrase in found]

    return extract


def of_pytextrank() -> Extract:
    import pytextrank  # noqa: F401
    import spacy

    model = spacy.load("fr_core_news_sm")
    model.add_pipe("textrank")
    return lambda title, text: [phrase.text for phrase in model(f"{title}\n\n{text}")._.phrases[:10]]


PEERS: dict[str, Callable[[], Extract]] = {
    "glane, learned": lambda: of_glane("learned"),
    "glane, tf-idf": lambda: of_glane("tf-idf"),
    "glane, yake": lambda: of_glane("yake"),
    "glane, text-rank": lambda: of_glane("text-rank"),
    "yake": of_yake,
    "yake-rust": of_yake_rust,
    "rapid-textrank": of_rapid_textrank,
    "pytextrank, spaCy": of_pytextrank,
}


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        gold = [post for post in map(json.loads, filter(str.strip, file)) if post["keyphrases"]]
    size = sum(len(post["text"].encode()) for post in gold)
    print(f"{len(gold)} posts, {size / 1e6:.2f} MB")
    for name, make in PEERS.items():
        try:
            extract = make()
            extract("", "Le vélo cargo remplace la voiture.")
        except Exception as reason:
            print(f"{name:20} left out: {type(reason).__name__}: {str(reason).splitlines()[0]}")
            continue
        # Three times, unless one takes long; the best.
        seconds, ranked = [], []
        while not seconds or (len(seconds) < 3 and sum(seconds) < 20):
            start = time.process_time()
            ranked = [extract(post.get("title", ""), post["text"]) for post in gold]
            seconds.append(time.process_time() - start)
        scores = []
        for post, phrases in zip(gold, ranked, strict=True):
            keys = list(dict.fromkeys(filter(None, map(key, phrases))))
            grades = post.get("grades", [2] * len(post["keyphrases"]))
            entries = [set(map(key, forms)) for forms, grade in zip(post["keyphrases"], grades, strict=True) if grade >= 2]
            scores.append((f1(keys, entries, 5), f1(keys, entries, 10)))
        at_5, at_10 = (100 * statistics.mean(column) for column in zip(*scores, strict=True))
        rate = len(gold) / min(seconds)
        print(f"{name:20} {rate:9.1f} posts/s {size / min(seconds) / 1e6:7.2f} MB/s   F1@5 {at_5:5.1f}   F1@10 {at_10:5.1f}")


if __name__ == "__main__":
    main()
