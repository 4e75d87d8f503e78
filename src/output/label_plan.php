<?php
// Merges tags and categories of a WordPress site, as `glane labels --format wp-cli` proposes it.
//
//   wp eval-file labels.php          says what it would change
//   wp eval-file labels.php apply    changes it
//
// Save the database before (`wp db export`). Remove the lines that are not wanted.
// Each line: taxonomy, old name, name to keep. The posts of the old term get the term to keep, and the old term is
// deleted.
$changes = [
    // CHANGES
];

// The term of exactly this name; WordPress itself compares names without case and accents.
$find = function ($taxonomy, $name) {
    foreach (get_terms(['taxonomy' => $taxonomy, 'hide_empty' => false]) as $term) {
        if (html_entity_decode($term->name, ENT_QUOTES, 'UTF-8') === $name) {
            return $term;
        }
    }
    return null;
};
$apply = in_array('apply', $args ?? [], true);
foreach ($changes as [$taxonomy, $old_name, $new_name]) {
    $old = $find($taxonomy, $old_name);
    $new = $find($taxonomy, $new_name);
    if ($old === null) {
        echo "$taxonomy \"$old_name\": not found, nothing to do\n";
        continue;
    }
    echo "$taxonomy \"$old_name\" ($old->count posts) -> \"$new_name\"\n";
    if (!$apply) {
        continue;
    }
    if ($new === null) {
        wp_update_term($old->term_id, $taxonomy, ['name' => $new_name]);
        continue;
    }
    foreach (get_objects_in_term($old->term_id, $taxonomy) as $post) {
        wp_set_object_terms((int) $post, (int) $new->term_id, $taxonomy, true);
    }
    wp_delete_term($old->term_id, $taxonomy);
}
if (!$apply) {
    echo "Nothing was changed: run it again with the argument apply.\n";
}
