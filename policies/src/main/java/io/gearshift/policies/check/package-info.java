/**
 * Stage 3 of 7, before anything runs: what is most likely not meant in a pack that could be read. In: its rules as syntax
 * trees. Out: warnings, each at its place; and all problems of a pack for eyes, scripts and hosts of code.
 */
@NullMarked
package io.gearshift.policies.check;

import org.jspecify.annotations.NullMarked;
