/**
 * The rules that hold in a pack, as text: those of the packs it extends, less what it replaces or disables, and its own; decision
 * tables are rules, one a row.
 * In: a PackSource. Out: rule files, each of which knows the author's place of every line. Author's side and build only.
 */
@NullMarked
package io.gearshift.policies.table;

import org.jspecify.annotations.NullMarked;
