// The proposed merges of labels: each is accepted or refused, and the accepted ones are exported.

/** A list of proposed merges, with what was decided, and buttons that export the accepted ones. */
function mergeProposals(merges, labelButton, app) {
  const decided = app.memory.get("merges") ?? new Map(); // number -> accepted or not
  app.memory.set("merges", decided);
  const told = h("p", { class: "small", role: "status" });
  const accepted = () => merges.filter((_, at) => decided.get(at) === true);
  const saves = h("p", { class: "buttons no-print" },
    button({ class: "button", onclick: () => downloadTable(mergeRows(accepted()), "glane-labels") }, words.saveMerges),
    button({ class: "button", onclick: () => download(new Blob([wordpressScript(accepted())], { type: "text/x-shellscript" }), "glane-labels.sh") }, words.saveWordpress));

  function tell() {
    const count = accepted().length;
    const refused = [...decided.values()].filter((value) => !value).length;
    told.textContent = words.mergesDecided(count, refused, merges.length - count - refused);
    saves.hidden = count === 0;
  }

  const line = (merge, at) => {
    const choices = [[true, words.accept], [false, words.refuse]].map(([value, name]) =>
      [value, button({ class: "chip", "aria-pressed": "false", "aria-label": `${name}${colon}${merge.rename.join(", ")} → ${merge.keep}`, onclick: () => decide(value) }, name)]);
    const item = h("span", {}, merge.rename.map((name, index) => [index > 0 && ", ", h("s", {}, name)]), " → ", labelButton(merge.keep));

    function decide(value) {
      if (value !== undefined) decided.get(at) === value ? decided.delete(at) : decided.set(at, value);
      for (const [own, chip] of choices) chip.setAttribute("aria-pressed", String(decided.get(at) === own));
      item.classList.toggle("refused", decided.get(at) === false);
      tell();
    }

    decide();
    return [item, h("span", { class: "small choices" }, h("span", { class: "quiet" }, words.reasons[merge.reason] ?? merge.reason), " ", choices.map(([, chip]) => chip))];
  };

  const everything = button({ class: "button no-print", onclick: () => {
    merges.forEach((_, at) => decided.has(at) || decided.set(at, true));
    app.rebuild();
  } }, words.acceptRest);
  const list = listed(merges.map((merge, at) => [merge, at]), ([merge, at]) => line(merge, at));
  tell();
  return [told, list, h("p", { class: "buttons no-print" }, merges.length > 1 && everything), saves];
}

const mergeRows = (merges) => [
  [words.label, words.newLabel, words.reason],
  ...merges.flatMap((merge) => merge.rename.map((name) => [name, merge.keep, words.reasons[merge.reason] ?? merge.reason])),
];

/** A word of a shell script: in single quotes, on one line. */
const shellWord = (text) => `'${text.replace(/[\u0000-\u001f\u007f]+/g, " ").replaceAll("'", "'\\''")}'`;

/** The merges as a script of wp-cli commands. */
function wordpressScript(merges) {
  return `#!/bin/sh
${words.wordpressNotes.map((note) => `# ${note}`).join("\n")}
set -eu
TAXONOMY=\${TAXONOMY:-post_tag}
[ "$TAXONOMY" = category ] && OF=cat || OF=tag_id

# The id of the label with exactly this name: the database takes "Velo" for "Vélo".
id_of() {
    wp term list "$TAXONOMY" --name="$1" --fields=term_id,name --format=csv | sed 1d | while IFS=, read -r id name; do
        name=$(printf %s "$name" | sed 's/^"\\(.*\\)"$/\\1/; s/""/"/g')
        if [ "$name" = "$1" ]; then echo "$id"; fi
    done
}

merge() {
    old=$(id_of "$1")
    new=$(id_of "$2")
    if [ -z "$old" ] || [ -z "$new" ]; then echo "not there: $1 or $2" >&2; return 0; fi
    for post in $(wp post list --post_type=any --post_status=any "--$OF=$old" --format=ids); do
        wp post term add "$post" "$TAXONOMY" "$new" --by=id
    done
    wp term delete "$TAXONOMY" "$old"
}

${merges.flatMap((merge) => merge.rename.map((name) => `merge ${shellWord(name)} ${shellWord(merge.keep)}`)).join("\n")}
`;
}
