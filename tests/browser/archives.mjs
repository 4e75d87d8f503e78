// The archives for the tests of the page: one with hostile content, and one of 20,000 posts. Both are
// deterministic.

/** Posts with markup and scripts in every field. */
export const hostile = [
  {
    id: "</script><script>window.ran = 1</script>",
    title: "</script><img src=x onerror=\"window.ran = 2\"> l'«été» \"sans\" guillemets",
    text: "Le compost du jardin nourrit le potager. </script><script>window.ran = 3</script> Le compost du jardin\u2028est mûr\u2029, et <!-- <script> le compost sent bon. ' \" ` ${window.ran = 4} &lt;b&gt; 🌻 Le compost attend.",
    published: "2021-05-01",
    author: "<svg onload=window.ran=5>",
    labels: ["<b>gras</b>", "'\"><img src=x onerror=window.ran=6>", "__proto__"],
    url: "javascript:window.ran=7",
  },
  {
    id: "constructor",
    title: "Le compost du jardin, deuxième année",
    text: "Le compost du jardin a chauffé tout l’hiver. Le potager en profite, le compost aussi.",
    published: "2022-05-01",
    author: "hasOwnProperty",
    labels: ["__proto__"],
    url: "data:text/html,<script>window.ran=8</script>",
  },
  { id: "sans titre", title: "", text: "Le compost du jardin, sans titre et sans date. Le compost du jardin reste.", url: "https://example.org/?a=1&b=<i>" },
];

const SUBJECTS = [
  ["le vélo cargo", "la piste cyclable", "le code de la route", "le stationnement des vélos"],
  ["le levain naturel", "la farine de seigle", "le four du quartier", "la croûte du pain"],
  ["le jardin partagé", "le compost du quartier", "la cuve d’eau de pluie", "les semis de tomates"],
  ["le réseau social d’entreprise", "la newsletter interne", "le télétravail", "la réunion du mercredi"],
  ["la vie privée", "le gestionnaire de mots de passe", "les bandeaux de cookies", "le logiciel libre"],
  ["la bibliothèque municipale", "le club de lecture", "le roman policier", "la rentrée littéraire"],
];
const VERBS = ["occupe", "remplace", "raconte", "prépare", "améliore", "retarde", "accompagne", "résume"];

/** `count` posts over ten years, as JSON lines. */
export function* manyPosts(count) {
  let state = 12345;
  const next = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % below;
  };
  for (let at = 0; at < count; at++) {
    const subjects = SUBJECTS[next(SUBJECTS.length)];
    const aside = SUBJECTS[next(SUBJECTS.length)];
    const sentences = Array.from({ length: 6 }, () => {
      const [one, other] = [subjects[next(4)], (next(5) ? subjects : aside)[next(4)]];
      return `Cette semaine, ${one} ${VERBS[next(VERBS.length)]} ${other} numéro ${next(900)}.`;
    });
    const day = new Date(Date.UTC(2012, 0, 1 + Math.floor((at * 3650) / count)));
    yield JSON.stringify({
      id: `billet-${at}`,
      title: `Billet ${at} sur ${subjects[next(4)]}`,
      text: sentences.join(" "),
      published: day.toISOString().slice(0, 10),
      author: `Auteur ${next(12)}`,
      labels: [subjects[0], `étiquette ${next(40)}`],
    });
  }
}
