"""The rate of ``extract_many`` beside that of the program, with another Python thread at work; and memory over long streams.

    python bench/streams.py rate POSTS.jsonl PROGRAM [THREADS [ROUNDS]]   # rates in pairs, and the counter of the other thread
    python bench/streams.py memory POSTS.jsonl GIGABYTES            # resident memory while posts go round
"""

from __future__ import annotations

import itertools
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import Any

import glane


def posts_of(path: str, most: int) -> list[dict[str, Any]]:
    with open(path, encoding="utf-8") as file:
        return [
            {"id": post["id"], "title": post.get("title", ""), "text": post["text"]}
            for post in map(json.loads, itertools.islice(file, most))
        ]


def rate(path: str, program: str, threads: int, rounds: int) -> None:
    posts = posts_of(path, 10_000)
    lines = "".join(json.dumps(post, ensure_ascii=False) + "\n" for post in posts).encode()
    input = tempfile.NamedTemporaryFile(suffix=".jsonl")
    input.write(lines)
    input.flush()
    size = sum(len(post["text"].encode()) for post in posts) / 1e6
    print(f"{len(posts)} posts, {size:.1f} MB of text, {threads} threads")
    ratios, children = [], 0.0
    for _ in range(rounds):
        start = time.perf_counter()
        command = [program, "extract", "--quiet", "--threads", str(threads), input.name]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        of_program = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        program_cpu, children = used.ru_utime + used.ru_stime - children, used.ru_utime + used.ru_stime

        analyzer = glane.Analyzer(threads=threads)
        start, cpu = time.perf_counter(), time.process_time()
        found = sum(len(one) for one in analyzer.extract_many(posts, errors="raise"))
        alone, cpu = time.perf_counter() - start, time.process_time() - cpu

        counter, done = [0], threading.Event()

        def work(counter: list[int] = counter, done: threading.Event = done) -> None:
            # Some work of Python every millisecond, as a server or a progress bar does.
            while not done.wait(0.001):
                counter[0] += 1

        # A new one, so that no cache is warm.
        analyzer = glane.Analyzer(threads=threads)
        other = threading.Thread(target=work)
        other.start()
        start = time.perf_counter()
        found = sum(len(one) for one in analyzer.extract_many(posts, errors="raise"))
        beside = time.perf_counter() - start
        done.set()
        other.join()
        ratios.append((of_program / alone, of_program / beside, program_cpu / cpu))
        print(
            f"program {len(posts) / of_program:7.0f} posts/s   extract_many {len(posts) / alone:7.0f} "
            f"({of_program / alone:.0%})   beside a thread {len(posts) / beside:7.0f} ({of_program / beside:.0%}), "
            f"its counter {counter[0]} in {beside:.2f} s   {found} keyphrases"
        )
    print("medians: alone {:.0%}, beside a thread {:.0%}, by seconds of the processor {:.0%}".format(*(sorted(column)[rounds // 2] for column in zip(*ratios, strict=True))))


def memory(path: str, gigabytes: float) -> None:
    posts = posts_of(path, 20_000)
    most, seen, shown = gigabytes * 1e9, 0, 0.0

    def source() -> Iterator[dict[str, Any]]:
        nonlocal seen
        for number, post in enumerate(itertools.cycle(posts)):
            if seen >= most:
                return
            seen += len(post["text"].encode())
            # Words that were never met, so that caches of words have to be bounded too.
            yield {"id": str(number), "title": post["title"], "text": f"{post['text']} mot{number:x}é"}

    start = time.perf_counter()
    for _ in glane.Analyzer(threads=1).extract_many(source(), errors="raise"):
        if seen / 1e8 >= shown:
            with open("/proc/self/statm", encoding="ascii") as file:
                resident = int(file.read().split()[1]) * resource.getpagesize() / 1e6
            print(f"{seen / 1e9:5.2f} GB   {resident:6.0f} MB resident   {seen / 1e6 / (time.perf_counter() - start):5.2f} MB/s")
            shown += 1.0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    if sys.argv[1] == "rate":
        rate(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 2, int(sys.argv[5]) if len(sys.argv) > 5 else 5)
    else:
        memory(sys.argv[2], float(sys.argv[3]))
